// After a swap, focus goes to what is new: an alert first, else the marked element, else the heading; and only where the
// focus was lost or an alert came, so that typing in a filter goes on.
function firstIn(region) {
  return (
    region.querySelector('[role="alert"]:not([hidden]), [data-pl-focus]') ||
    region.querySelector("h1, h2, h3, h4, caption")
  );
}

function isLost() {
  return document.activeElement === document.body || document.activeElement === null;
}

export function focusOn(element) {
  if (!element.matches("a, button, input, select, textarea, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  const region = event.detail.elt;
  if (!(region instanceof Element)) return;
  const alert = region.matches('[role="alert"]') ? region : firstIn(region);
  if (alert && (isLost() || alert.matches('[role="alert"], [data-pl-focus]'))) focusOn(alert);
});

// A page that came with errors begins at their summary.
addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".pl-errors[data-pl-focus]");
  if (summary) focusOn(summary);
});
