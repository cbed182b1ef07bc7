// The phone page for the field: unlocked by a PIN, works without network, sends when the network is back.
import { exportLocked, lockedVisits } from "./bundle.js";
import { Captures } from "./captures.js";
import { clockText } from "./clock.js";
import { homeScreen } from "./home.js";
import { isWeak, newKey, openKey, pinKey, random, recoveryKey, sealText, unsealText } from "./keys.js";
import { releaseScreen } from "./release.js";
import { Sender, token } from "./send.js";
import { all, get, holdReserve, isFull, put } from "./store.js";
import { Visits } from "./visits.js";
import { button, el, hear, labelled, sizeText, word } from "./words.js";

const SHORTEST = 6; // of a PIN made before; a new one is asked for more
const FREE = 5;
const SHORTEST_WAIT = 30000;
const LONGEST_WAIT = 3600000;
const RETRY = 30000;
const page = document.getElementById("pf-page");
const bar = document.getElementById("pf-bar");
const base = page.dataset.base;
const app = { base, page, said: "", worker: null };

app.show = (...children) => {
  page.replaceChildren(...children.flat().filter(Boolean));
  page.querySelector("h1")?.focus();
  window.scrollTo(0, 0);
  app.bar();
};

// The bar on top says in words whether there is a network and what is kept here, and that nothing is lost.
app.bar = async () => {
  const waiting = (await all("visits")).filter((one) => one.state !== "sent");
  const online = navigator.onLine;
  const key = online ? (waiting.length ? "online-waiting" : "online") : "offline";
  bar.dataset.state = online ? "online" : "offline";
  bar.replaceChildren(el("strong", { textContent: word(online ? "is-online" : "is-offline") }), " ", word(key, { n: waiting.length }));
  if (app.said) {
    const set = app.said.startsWith("no-space") ? { role: "alert" } : {};
    bar.append(el("span", { className: "pf-said", set, textContent: word(app.said) }));
  }
  if (app.said === "sign-in") bar.append(el("a", { href: page.dataset.login, textContent: word("to-sign-in") }));
};

async function unlock(pin) {
  const held = await get("meta", "prepared");
  const key = await pinKey(pin, held.salt, held.kdf ?? "pbkdf2");
  const opened = await openKey(key, held.keys);
  await noteTries({ count: 0, until: 0 });
  await start(key, await unsealText(opened, held.body, "prepared"));
}

// On a phone that is wholly full the count is kept by the page alone: else nobody could unlock it to send what is on it.
let unwritten = null;
const tries = async () => unwritten ?? (await get("meta", "tries")) ?? {};

async function noteTries(told) {
  unwritten = null;
  await put("meta", told, "tries").catch((error) => {
    if (!isFull(error)) throw error;
    unwritten = told;
  });
}

// A guess is counted before it is tried, so that closing the page does not undo it; from the fifth on each wait doubles.
async function mayTry() {
  const { count = 0, until = 0 } = await tries();
  if (Date.now() < until) return false;
  const wait = count + 1 < FREE ? 0 : Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** (count + 1 - FREE));
  await noteTries({ count: count + 1, until: wait ? Date.now() + wait : 0 });
  return true;
}

async function start(pin, prepared) {
  app.prepared = prepared;
  const recovery = await recoveryKey(prepared.recovery);
  app.captures = new Captures(pin, recovery, () => {
    if (!app.said.startsWith("no-space")) return; // there is space again
    app.said = "";
    app.bar();
  });
  app.visits = new Visits(pin, recovery, prepared);
  app.sender = new Sender(base, app.visits, app.captures, (said) => {
    app.said = said === "moved" ? app.said : said === "sent" ? "" : said;
    if (said === "sent") holdReserve(); // what went has left space
    app.bar();
    app.moved?.();
  });
  app.home = () => homeScreen(app);
  await holdReserve();
  await app.home();
  app.flush();
}

app.flush = () => app.sender?.flush();

// What a new PIN lacks the page says in a sentence of its own, so there the browser is given no length.
function pinField(id, text, shortest = SHORTEST) {
  const set = { autocomplete: "off", minlength: shortest, required: "" };
  return labelled(text, el("input", { type: "password", id, className: "pf-input", set }));
}

function lockedScreen(held) {
  const wrong = el("p", { className: "pf-wrong", hidden: true, set: { role: "alert" }, textContent: word("pin-wrong") });
  const form = el("form", { className: "pf-card" },
    pinField("pf-pin", word("pin")), wrong,
    el("button", { className: "pf-button pf-main", textContent: word("unlock") }));
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!(await mayTry())) {
      wrong.textContent = word("pin-wait", { time: clockText((await tries()).until + 59999) });
      wrong.hidden = false;
      return;
    }
    wrong.textContent = word("pin-wrong");
    try {
      await unlock(form.elements["pf-pin"].value);
    } catch (error) {
      if (error.name !== "OperationError") throw error;
      wrong.hidden = false;
    }
  };
  const lost = el("section", { className: "pf-card" }, el("p", { textContent: word(held.keys.recovery ? "locked-note" : "locked-alone") }));
  app.show(el("h1", { tabIndex: -1, textContent: word("locked") }), form, lost, button("prepare-anew", prepareScreen));
  return lostPin(lost);
}
app.lockedScreen = async () => lockedScreen(await get("meta", "prepared"));

// Whoever has lost the PIN exports what is here as it lies: sealed, for the two holders of the recovery key.
async function lostPin(box) {
  const { ready, open, not } = await lockedVisits();
  if (ready.length) box.append(el("p", { textContent: word("locked-ready", { n: ready.length }) }));
  if (open) box.append(el("p", { textContent: word("locked-ends", { n: open }) }));
  if (not) box.append(el("p", { textContent: word("locked-not", { n: not }) }));
  if (ready.length) box.append(button("export", exportLocked));
  if (ready.length || not || (await all("captures")).length) box.append(button("release", () => releaseScreen(app)));
}

// Once, at the desk: what is needed in the street comes to the phone and is sealed under the PIN.
export async function prepareScreen() {
  const wrong = el("p", { className: "pf-wrong", hidden: true, set: { role: "alert" } });
  const form = el("form", { className: "pf-card" },
    el("p", { textContent: word("prepare-note") }),
    pinField("pf-pin", word("pin-new"), 0), pinField("pf-again", word("pin-again"), 0), wrong,
    el("button", { className: "pf-button pf-main", textContent: word("prepare") }));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const pin = form.elements["pf-pin"].value;
    const key = pin !== form.elements["pf-again"].value ? "pin-differs" : isWeak(pin) ? "pin-short" : await prepare(pin);
    wrong.hidden = !key;
    if (key) wrong.textContent = word(key);
    release.hidden = key !== "pin-stays";
  };
  const release = button("release", () => releaseScreen(app), { hidden: true });
  app.show(el("h1", { tabIndex: -1, textContent: word("prepare-title") }), form, release);
}
app.prepareScreen = prepareScreen;

async function prepare(pin) {
  try {
    await token(base, null);
  } catch {
    app.said = "sign-in";
    await app.bar();
    return navigator.onLine ? "sign-in" : "needs-network";
  }
  const answer = await fetch(`${base}prepare/`, { cache: "no-store" });
  if (!answer.ok) return "not-officer";
  const prepared = await answer.json();
  const held = await get("meta", "prepared");
  // What is here, a capture that was left as well, was sealed under the PIN of before.
  const open = (await all("visits")).some((one) => one.state !== "sent") || (await all("captures")).length > 0;
  const salt = held && open ? held.salt : random(16);
  const kdf = held && open ? (held.kdf ?? "pbkdf2") : "scrypt";
  const key = await pinKey(pin, salt, kdf);
  if (held && open) {
    // What waits here was sealed under the PIN of before: it stays readable, so the PIN stays.
    const fits = await openKey(key, held.keys).then(() => true, () => false);
    if (!fits) return "pin-stays";
  }
  const { key: own, wrapped } = await newKey(key, await recoveryKey(prepared.recovery));
  const body = await sealText(own, prepared, "prepared");
  await put("meta", { salt, kdf, keys: wrapped, body }, "prepared");
  await navigator.storage?.persist?.();
  app.said = "";
  await start(key, prepared);
  return "";
}

app.space = async () => {
  const told = (await navigator.storage?.estimate?.()) ?? {};
  const kept = (await navigator.storage?.persisted?.()) ?? false;
  const free = Math.max(0, (told.quota ?? 0) - (told.usage ?? 0));
  return word(kept ? "space-kept" : "space-not-kept", { free: sizeText(free), used: sizeText(told.usage ?? 0) });
};

async function boot() {
  hear(document.getElementById("pf-words"));
  if ("serviceWorker" in navigator) {
    app.worker = await navigator.serviceWorker.register(page.dataset.worker, { scope: location.pathname });
    navigator.serviceWorker.addEventListener("message", (event) => event.data.kind === "flush" && app.flush());
  }
  for (const name of ["online", "offline"]) {
    window.addEventListener(name, () => {
      app.bar();
      app.flush();
    });
  }
  // What a browser says of the network is not always true: what failed is tried again by and by, and on coming back.
  setInterval(() => app.said === "offline-still" && app.flush(), RETRY);
  // A full phone is said aloud whatever was to be kept: the officer would go on and have nothing.
  window.addEventListener("unhandledrejection", (event) => {
    if (event.reason?.name !== "QuotaExceededError") return;
    event.preventDefault();
    app.said = event.reason.words ? "no-space-at-all" : "no-space";
    app.bar();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.flush());
  await app.bar();
  const held = await get("meta", "prepared");
  if (held) await lockedScreen(held);
  else await prepareScreen();
  page.dataset.ready = "yes";
}

boot();
