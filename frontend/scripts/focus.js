// After a swap, focus goes to what is new: an alert first, else the marked element, else the heading. Whoever types in a
// filter goes on typing, unless an alert came.
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

// What a person asked for; a progress line that asks again by itself takes the focus from nobody.
function wasAsked(detail) {
  return Boolean(detail.requestConfig?.triggeringEvent);
}

function isTyping() {
  return document.activeElement?.matches("input, select, textarea") ?? false;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const region = event.detail.elt;
  if (!(region instanceof Element)) return;
  const first = region.matches('[role="alert"]') ? region : firstIn(region);
  if (!first) return;
  if (first.matches('[role="alert"], [data-pl-focus]') || isLost() || (wasAsked(event.detail) && !isTyping())) focusOn(first);
});

// A page that came with errors begins at their summary.
addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".pl-errors[data-pl-focus]");
  if (summary) focusOn(summary);
});
