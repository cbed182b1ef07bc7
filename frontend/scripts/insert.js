// Buttons that put words into a text where the cursor stands: figures into the editor of a report.
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-pl-insert]");
  if (!button) return;
  const field = document.getElementById(button.dataset.plInto);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.setRangeText(button.dataset.plInsert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
