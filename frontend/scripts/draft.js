// Keeps what is being typed: on Ctrl+S and after a pause the form goes to its draft address, and the page says when it
// was kept. Leaving with something not kept asks first. Nothing is kept in the browser: it may be a shared one.
import { csrfToken } from "./token.js";

const PAUSE = 4000; // milliseconds without a keystroke
const waiting = new WeakMap();
const unkept = new Set();

function tell(form, kind, text) {
  const place = form.querySelector("[data-pl-draft-state]");
  if (place) place.textContent = place.dataset[kind].replace("{time}", text);
}

async function keep(form) {
  clearTimeout(waiting.get(form));
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  try {
    const answer = await fetch(form.dataset.plDraft, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": csrfToken() },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    unkept.delete(form);
    tell(form, "kept", (await answer.text()).trim());
  } catch {
    tell(form, "unkept", "");
  }
}

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-pl-draft]") : null;
  if (!form) return;
  unkept.add(form);
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), PAUSE));
});
document.addEventListener("pl:draft", (event) => keep(event.target), true);
document.addEventListener("submit", (event) => {
  clearTimeout(waiting.get(event.target));
  unkept.delete(event.target);
});
addEventListener("beforeunload", (event) => {
  if ([...unkept].some((form) => form.isConnected)) event.preventDefault();
});
