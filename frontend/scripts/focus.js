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

// A filter is drawn anew with its list: the field in which somebody was gets its words and the place among them back,
// also those typed while the answer was on its way, which ask once more.
let filling = null;
// Whether anything had the focus before: a part that comes by itself into a page just opened finds none, and takes none.
let wasHeld = false;

document.addEventListener("htmx:beforeSwap", () => {
  const field = document.activeElement;
  wasHeld = !isLost();
  filling = field?.matches(".pl-filter :is(input, select)") && { form: field.form.id, name: field.name, value: field.value, at: field.selectionStart };
});

function goOnFilling() {
  const field = filling && document.getElementById(filling.form)?.elements[filling.name];
  if (!field) return false;
  const { value, at } = filling;
  filling = null;
  field.focus();
  if (field.type !== "search") return true;
  const asksAgain = field.value !== value;
  field.value = value;
  field.setSelectionRange(at, at);
  if (asksAgain) field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const region = event.detail.elt;
  if (!(region instanceof Element)) return;
  const first = region.matches('[role="alert"]') ? region : firstIn(region);
  if (!first?.matches('[role="alert"], [data-pl-focus]') && goOnFilling()) return;
  if (!first) return;
  if (first.matches('[role="alert"], [data-pl-focus]') || (wasHeld && isLost()) || (wasAsked(event.detail) && !isTyping())) focusOn(first);
});

// A page that came with errors begins at their summary.
addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".pl-errors[data-pl-focus]");
  if (summary) focusOn(summary);
});
