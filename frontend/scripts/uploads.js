// Files of a form are sent as they are chosen: in parts, with pause, going on after a broken connection or a reload.
// The form then names them as files that were taken in. Without this script the form carries them itself.
import { Sending } from "./sending.js";
import { posterOf } from "./poster.js";
import { sizeText } from "./sizes.js";

const OPEN = new Set(["sending", "checking", "paused", "broken"]);
const lines = new Map(); // line → { sending, form }

function words(form) {
  return form.querySelector("template[data-pl-upload-line]");
}

// What the server says to be unfinished or not used yet, for the form's case.
async function known(form) {
  try {
    const answer = await fetch(form.dataset.plUploads, { credentials: "same-origin" });
    return answer.ok ? (await answer.json()).uploads : [];
  } catch {
    return [];
  }
}

function lineFor(form, list, name, bytes) {
  const line = words(form).content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = name;
  line.querySelector("[data-size]").textContent = sizeText(bytes);
  line.querySelector("progress").setAttribute("aria-label", name);
  list.append(line);
  return line;
}

function show(line, state, value) {
  line.dataset.state = state;
  const place = line.querySelector("[data-words]");
  const bar = line.querySelector("progress");
  if (state === "sending") bar.value = value;
  const said = state === "refused" ? value : (place.dataset[state] ?? "");
  if (place.textContent !== said) place.textContent = said;
  bar.hidden = !["sending", "paused", "broken"].includes(state);
  for (const button of line.querySelectorAll("button[data-act]")) {
    button.hidden = !button.dataset.when.split(" ").includes(state);
  }
}

// The signed name that the form sends in place of the file.
function keep(form, slot, told, line) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: slot === "files" ? "kept" : `${slot}_kept`, value: told.token });
  input.dataset.plFile = told.identity;
  line.append(input);
  if (told.place_removed) line.querySelector("[data-words]").textContent += line.querySelector("[data-words]").dataset.place;
  tellTwice(form, line);
  if (told.same) line.querySelector("[data-words]").textContent += ` · ${told.same}`;
  input.dispatchEvent(new Event("input", { bubbles: true })); // the draft is kept with it
}

function listOf(input) {
  return input.closest(".pl-upload").querySelector("[data-pl-chosen-files]");
}

// The server compares with records; what was chosen twice in one form no record names yet.
async function tellTwice(form, line) {
  const own = await lines.get(line)?.sending.hash;
  const others = [...lines].filter(([other, one]) => other !== line && one.form === form && other.isConnected && other.dataset.state === "done");
  const hashes = await Promise.all(others.map(([, one]) => one.sending.hash));
  const words = line.querySelector("[data-words]");
  if (own && hashes.includes(own)) words.textContent += words.dataset.twice;
}

export function send(input, file, extras = {}) {
  const form = input.form;
  const list = listOf(input);
  const before = (form.plUnfinished ?? []).find(
    (one) => one.name === file.name && one.bytes === file.size && one.changed === String(file.lastModified),
  );
  before?.line.remove();
  if (!input.multiple) for (const old of [...list.children]) drop(old);
  const line = lineFor(form, list, file.name, file.size);
  const sending = new Sending(file, {
    collection: form.dataset.plUploads,
    hasher: form.dataset.plHasher,
    address: before?.address,
    extras: posterOf(file).then((poster) => (poster ? { poster, ...extras } : extras)),
    tell: (state, value) => {
      if (!lines.has(line)) return;
      show(line, state, value);
      if (state === "done") keep(form, input.name, value, line);
      release(form);
    },
  });
  lines.set(line, { sending, form });
  sending.start();
}

function drop(line) {
  lines.get(line)?.sending.giveUp();
  lines.delete(line);
  line.remove();
}

// A form that was sent while files are on their way goes by itself once they are there.
function release(form) {
  const held = form.plHeld;
  if (!held) return;
  const own = [...lines].filter(([line, one]) => one.form === form && line.isConnected);
  if (own.some(([line]) => line.dataset.state === "refused" || line.dataset.state === "broken")) {
    form.plHeld = null;
    tellWaiting(form, false);
  } else if (!own.some(([line]) => OPEN.has(line.dataset.state))) {
    form.plHeld = null;
    tellWaiting(form, false);
    form.requestSubmit(held.button);
  }
}

function tellWaiting(form, on) {
  const place = form.querySelector("[data-pl-upload-waiting]");
  if (place) place.hidden = !on;
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.dataset?.plUploads) return;
    const open = [...lines].some(([line, one]) => one.form === form && line.isConnected && OPEN.has(line.dataset.state));
    if (!open || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.plHeld = { button: event.submitter };
    tellWaiting(form, true);
    for (const [line, one] of lines) if (one.form === form && line.dataset.state === "paused") one.sending.start();
  },
  true,
);

document.addEventListener(
  "change",
  (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.form?.dataset.plUploads) return;
    if (!input.closest(".pl-upload")) return;
    event.stopImmediatePropagation();
    const files = [...input.files];
    input.value = "";
    for (const file of files) send(input, file);
  },
  true,
);

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest(".pl-upload-line button[data-act]") : null;
  if (!button) return;
  const line = button.closest(".pl-upload-line");
  const one = lines.get(line);
  if (button.dataset.act === "pause") one?.sending.hold();
  if (button.dataset.act === "go") one?.sending.start();
  if (button.dataset.act === "drop") {
    const next = line.closest(".pl-upload")?.querySelector('input[type="file"]');
    if (line.plForget) line.plForget();
    drop(line);
    next?.focus();
  }
});

addEventListener("online", () => {
  for (const [line, one] of lines) if (line.dataset.state === "broken") one.sending.start();
});
addEventListener("beforeunload", (event) => {
  const open = (line) => line.isConnected && OPEN.has(line.dataset.state);
  if ([...lines.keys()].some(open)) event.preventDefault();
});

// After a reload: what came in full may be used, what came in part goes on when the same file is chosen again.
async function greet(form) {
  if (form.plGreeted) return;
  form.plGreeted = true;
  const loose = form.querySelector('input[type="file"][name="files"]');
  if (!loose) return;
  const there = new Set([...form.querySelectorAll("[data-pl-file]")].map((one) => one.dataset.plFile));
  form.plUnfinished = [];
  for (const one of await known(form)) {
    if (one.taken && there.has(one.taken.identity)) continue;
    const line = lineFor(form, listOf(loose), one.name, one.bytes);
    line.plForget = () => new Sending(new File([], one.name), { hasher: form.dataset.plHasher, address: one.address, tell() {} }).giveUp();
    if (one.taken) {
      offer(line, one.taken);
    } else {
      show(line, "unfinished");
      line.querySelector("progress").hidden = false;
      line.querySelector("progress").value = one.offset / one.bytes;
      form.plUnfinished.push({ ...one, line });
    }
  }
}

function offer(line, told) {
  show(line, "unused");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: "kept", value: told.token });
  const label = document.createElement("label");
  label.className = "pl-choice";
  label.append(box, line.querySelector("[data-name]"));
  line.prepend(label);
}

export function greetAll() {
  for (const form of document.querySelectorAll("form[data-pl-uploads]")) greet(form);
}
document.addEventListener("htmx:load", greetAll);
greetAll();
