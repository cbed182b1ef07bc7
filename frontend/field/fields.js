// Controls of the fields that a pack asks for; values are written as records write them.
import { el, labelled, word } from "./words.js";

// One of a few: radio buttons in a row, large enough for a thumb; chosen again, it is open again.
export function choice(field, value, tell) {
  const inputs = field.options.map(([code]) => el("input", { type: "radio", name: `pf-${field.name}`, value: code, checked: value === code }));
  const found = () => inputs.find((one) => one.checked)?.value ?? null;
  for (const one of inputs) one.onchange = () => tell(found());
  const rows = field.options.map(([, text], place) => el("label", { className: "pf-option" }, inputs[place], el("span", { textContent: text })));
  const box = el("fieldset", { className: "pf-choice", data: { field: field.name } }, el("legend", { textContent: field.title }), el("div", { className: "pf-options" }, rows));
  return { box, value: found };
}

function select(field, value, tell) {
  const rows = [["", word("choose")], ...field.options].map(([code, text]) => el("option", { value: code, textContent: text, selected: code === (value ?? "") }));
  const control = el("select", { className: "pf-input", data: { field: field.name } }, rows);
  control.onchange = () => tell(control.value || null);
  return labelled(field.title, control);
}

const INPUTS = {
  date: { type: "date" },
  time: { type: "time" },
  int: { type: "number", step: "1" },
  money: { type: "number", step: "0.01", min: "0" },
  number: { type: "number", step: "any" },
};

export function fieldControl(field, value, tell) {
  if (field.type === "bool") {
    const options = [["yes", word("yes")], ["no", word("no")]];
    const now = value === true ? "yes" : value === false ? "no" : null;
    return choice({ ...field, options }, now, (said) => tell(said === null ? null : said === "yes")).box;
  }
  if (field.type === "choice") return (field.options.length <= 3 ? choice(field, value, tell).box : select(field, value, tell));
  const control = el("input", { type: "text", className: "pf-input", value: value ?? "", data: { field: field.name }, ...(INPUTS[field.type] ?? {}) });
  control.onchange = () => tell(written(field.type, control.value));
  return labelled(field.title, control);
}

function written(type, text) {
  if (!text.trim()) return null;
  if (type === "int") return Number.parseInt(text, 10);
  if (type === "money") return Number(text).toFixed(2);
  return text.trim();
}
