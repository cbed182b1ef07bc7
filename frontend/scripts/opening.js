// Dialogs and explanations that open over the page: focus goes in and comes back, Esc closes, one at a time.
import { focusOn } from "./focus.js";

function summaryOf(details) {
  return details.querySelector(":scope > summary");
}

// Close the explanation or menu that holds `element`, or any that is open, and give the focus back to its button.
export function close(element) {
  const held = element?.closest?.("details[data-pl-float][open]");
  const open = held || document.querySelector("details[data-pl-float][open]");
  if (!open) return;
  open.open = false;
  summaryOf(open)?.focus();
}

document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.matches("[data-pl-float]") || !details.open) return;
    document.querySelectorAll("details[data-pl-float][open]").forEach((other) => {
      if (other !== details && !other.contains(details)) other.open = false;
    });
    const heading = details.querySelector("[data-pl-focus-in]");
    if (heading) focusOn(heading);
  },
  true, // «toggle» does not bubble
);

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-pl-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.plOpen);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const closer = event.target.closest("[data-pl-close]");
  if (closer) {
    event.preventDefault();
    const dialog = closer.closest("dialog");
    if (dialog) dialog.close();
    else close(closer);
    return;
  }
  const float = document.querySelector("details[data-pl-float][open]");
  if (float && !float.contains(event.target)) float.open = false;
});

// A dialog that came in an answer is shown at once.
document.addEventListener("htmx:afterSettle", () => {
  const dialog = document.querySelector("dialog[data-pl-show]:not([open])");
  if (dialog) dialog.showModal();
});
