// Where an officer begins: the plan, a visit from nothing, what is kept here and what was sent, the certificate's code.
import { exportBundle } from "./bundle.js";
import { drawCode } from "./code.js";
import { capturesOf, forget, forgetVisit, put } from "./store.js";
import { beginScreen, visitScreen } from "./visit.js";
import { button, el, word } from "./words.js";

export async function homeScreen(app) {
  const { prepared } = app;
  const lines = el("section", { className: "pf-card", set: { "aria-labelledby": "pf-kept" } });
  let plan = await planList(app);
  app.moved = async () => {
    await keptList(app, lines);
    const now = await planList(app);
    plan.replaceWith(now);
    plan = now;
  };
  await keptList(app, lines);
  app.show(
    el("h1", { tabIndex: -1, textContent: word("field") }),
    el("p", { className: "pf-who", textContent: `${prepared.officer.name} · ${prepared.officer.organ}` }),
    prepared.certificate.valid ? null : el("p", { className: "pf-wrong", set: { role: "alert" }, textContent: word("certificate-lapsed") }),
    plan,
    el("section", { className: "pf-card" },
      el("h2", { textContent: word("from-nothing") }),
      button("new-inspection", () => beginScreen(app, "inspection"), { className: "pf-button pf-wide" }),
      button("new-simple", () => beginScreen(app, "penalty.simple"), { className: "pf-button pf-wide" }),
      button("new-late", () => beginScreen(app, "penalty.simple", true), { className: "pf-button pf-wide" }),
      button("new-late-inspection", () => beginScreen(app, "inspection", true), { className: "pf-button pf-wide" })),
    lines,
    el("section", { className: "pf-card" },
      el("h2", { textContent: word("this-phone") }),
      el("p", { textContent: await app.space() }),
      el("p", { textContent: word(prepared.recovery ? "recovery-there" : "recovery-none") }),
      button("certificate-code", () => certificateScreen(app)),
      button("export", () => exportBundle(app)),
      button("prepare-anew", app.prepareScreen)),
  );
  await app.bar();
}

// A planned visit that was begun goes on where it is; of one that was ended it is said, and it may be visited again.
async function planList(app) {
  const { plan } = app.prepared;
  const known = new Map();
  for (const { id } of await app.visits.list()) {
    const { row, visit } = await app.visits.open(id);
    known.set(visit ? visit.case : row.receipt.number, row);
  }
  const rows = plan.map((one) => {
    const row = known.get(one.case) ?? known.get(one.number);
    const begun = row?.state === "open" ? row.id : null;
    const said = row ? word(row.state === "sent" ? "sent" : `state-${row.state}`) : "";
    return el("li", {},
      el("button", { type: "button", className: "pf-row", onclick: () => visitScreen(app, begun, begun ? null : one) },
        el("strong", { textContent: one.party || one.cause }),
        el("span", { textContent: [one.number, one.cause, said].filter(Boolean).join(" · ") })));
  });
  return el("section", { className: "pf-card", set: { "aria-labelledby": "pf-plan" } },
    el("h2", { id: "pf-plan", textContent: word("plan", { n: plan.length }) }),
    plan.length ? el("ul", { className: "pf-list" }, rows) : el("p", { textContent: word("no-plan") }));
}

// What is on this phone: unsent things first, with what is wrong where the server refused to read one.
async function keptList(app, box) {
  const visits = await app.visits.list();
  const rows = [];
  for (const { id } of visits.toReversed()) rows.push(await keptRow(app, await app.visits.open(id)));
  const unsent = visits.filter((one) => one.state !== "sent").length;
  box.replaceChildren(
    el("h2", { id: "pf-kept", textContent: word("kept", { n: unsent }) }),
    rows.length ? el("ul", { className: "pf-list", data: { list: "visits" } }, rows) : el("p", { textContent: word("nothing-kept") }),
    ...(unsent ? [button("send-now", () => app.flush(), { className: "pf-button pf-main" })] : []));
}

async function keptRow(app, { row, visit }) {
  const data = { state: row.state, visit: row.id };
  if (!visit) {
    const told = row.receipt;
    const found = told.breaches.length + told.conflicts.length;
    const left = (await capturesOf(row.id)).filter((one) => one.state === "refused");
    return el("li", { data },
      el("strong", { textContent: told.number }),
      el("span", { textContent: word(found ? "sent-with" : "sent", { n: found }) }),
      el("a", { href: told.url, textContent: word("look") }),
      ...left.map((one) => leftRow(app, one)));
  }
  const state = row.state === "open" ? "state-open" : "state-closed";
  return el("li", { data },
    el("strong", { textContent: visit.party || visit.cause }),
    el("span", { textContent: `${word(state)} · ${app.prepared.procedures[visit.procedure].title}` }),
    row.problem ? el("span", { className: "pf-wrong", textContent: row.problem }) : null,
    row.state === "open" ? button("go-on", () => visitScreen(app, row.id)) : null,
    row.state === "open" && (await app.visits.isEmpty(visit)) ? button("left-remove", () => removeVisit(app, row.id)) : null);
}

async function removeVisit(app, id) {
  await forgetVisit(id);
  await app.home();
}

// A capture that the server will not take: it is here until it was saved to a file and then removed by hand.
function leftRow(app, capture) {
  const remove = button("left-remove", async () => {
    await forget(capture.id);
    await app.home();
  }, { hidden: !capture.saved });
  const save = button("left-save", async () => {
    const link = el("a", { href: URL.createObjectURL(await app.captures.open(capture)), download: capture.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    await put("captures", { ...capture, saved: true });
    remove.hidden = false;
  });
  return el("div", { className: "pf-left", data: { left: capture.id } },
    el("p", { className: "pf-wrong", textContent: word("left-here", { what: word(`role-${capture.role}`), why: capture.said }) }),
    save, remove);
}

export function certificateScreen(app, back = app.home) {
  const { certificate, officer } = app.prepared;
  app.show(
    el("h1", { tabIndex: -1, textContent: word("certificate-code") }),
    el("section", { className: "pf-card pf-center" },
      el("p", {}, el("strong", { textContent: officer.name })),
      el("p", { textContent: `${officer.organ} · ${certificate.number || "—"}` }),
      drawCode(certificate.squares, word("certificate-code")),
      el("p", { textContent: word("code-note") })),
    button("back", back));
}
