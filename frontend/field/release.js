// A phone whose PIN is lost, after the desk took its bundle in: what the server has by the ids that it has here goes, and
// a new PIN is set. While the server lacks anything nothing goes at all, and it is said what to do.
import { NotSignedIn, Refused, token } from "./send.js";
import { all, forget, forgetVisit, keepReceipt } from "./store.js";
import { button, el, word } from "./words.js";

// `begun`: visits without a step that was done and without a capture. What was saved to a file by hand may go.
async function heldHere() {
  const captures = (await all("captures")).filter((one) => one.parts > 0);
  const unsent = (await all("visits")).filter((one) => one.state !== "sent");
  const isBegun = (row) => row.parcel === null && row.state === "open" && !captures.some((one) => one.visit === row.id);
  const visits = unsent.filter((one) => !isBegun(one));
  const files = captures.filter((one) => !one.saved);
  return { visits, files, begun: unsent.filter(isBegun), saved: captures.filter((one) => one.saved) };
}

async function takenIn(base, held) {
  const { csrf } = await token(base, held.visits.find((one) => one.account)?.account ?? null);
  const body = JSON.stringify({ visits: held.visits.map((one) => one.id), files: held.files.map((one) => one.id) });
  const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json" };
  const answer = await fetch(`${base}held/`, { method: "POST", headers, body, cache: "no-store" });
  if (!answer.ok) throw new Refused((await answer.json().catch(() => ({}))).error ?? `HTTP ${answer.status}`);
  return answer.json();
}

function screen(app, ...children) {
  app.show(
    el("h1", { tabIndex: -1, textContent: word("release") }),
    el("section", { className: "pf-card" }, children),
    button("back", app.lockedScreen));
}

const warning = (text) => el("p", { className: "pf-wrong", set: { role: "alert" }, textContent: text });

export async function releaseScreen(app) {
  const held = await heldHere();
  try {
    const taken = await takenIn(app.base, held);
    const visits = held.visits.filter((one) => !taken.visits[one.id]);
    const files = held.files.filter((one) => !taken.files.includes(one.id));
    if (visits.length || files.length) leftScreen(app, visits, files);
    else goesScreen(app, held, taken.visits);
  } catch (error) {
    const isOff = !navigator.onLine || error instanceof TypeError;
    const key = isOff ? "needs-network" : error instanceof NotSignedIn ? "release-sign-in" : "";
    if (!key && !(error instanceof Refused)) throw error;
    screen(app, warning(key ? word(key) : error.message),
      key === "release-sign-in" ? el("a", { href: app.page.dataset.login, textContent: word("to-sign-in") }) : null);
  }
}

function leftScreen(app, visits, files) {
  const locked = visits.some((one) => !one.parcel || !one.keys.recovery) || files.some((one) => !one.keys.recovery);
  screen(app,
    warning(word("release-left", { visits: visits.length, files: files.length })),
    el("p", { textContent: word(visits.length ? "release-bring" : "release-refused") }),
    locked ? el("p", { textContent: word("release-locked") }) : null);
}

function goesScreen(app, held, receipts) {
  screen(app,
    held.visits.length + held.files.length
      ? el("p", { textContent: word("release-goes", { visits: held.visits.length, files: held.files.length }) })
      : null,
    el("ul", { className: "pf-list" }, held.visits.map((one) =>
      el("li", {}, el("a", { href: receipts[one.id].url, textContent: receipts[one.id].number })))),
    held.begun.length ? el("p", { textContent: word("release-begun", { n: held.begun.length }) }) : null,
    held.saved.length ? el("p", { textContent: word("release-saved", { n: held.saved.length }) }) : null,
    button("release-do", () => release(app, held, receipts), { className: "pf-button pf-main" }));
}

// Visit by visit, so that what is broken off is gone on with: each has its receipt or is whole.
async function release(app, held, receipts) {
  for (const row of held.visits) {
    const mine = (await all("captures")).filter((one) => one.visit === row.id && !held.saved.some((kept) => kept.id === one.id));
    await keepReceipt(row, mine.map((one) => one.id), receipts[row.id]);
  }
  const known = new Set([...held.files, ...held.saved].map((one) => one.id));
  for (const one of await all("captures")) if (known.has(one.id) || !one.parts) await forget(one.id);
  for (const one of held.begun) await forgetVisit(one.id);
  await app.prepareScreen();
}
