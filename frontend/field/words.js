// The page brings its words in the language of the person; scripts ask for them by key and make elements.

const spoken = new Map();

// Heard once, the list goes, so that nothing is found on the page twice.
export function hear(root) {
  for (const one of root.querySelectorAll("[data-word]")) spoken.set(one.dataset.word, one.textContent.trim());
  root.remove();
}

export function word(key, values = {}) {
  const text = spoken.get(key);
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// An element with properties, data (`data`), attributes (`set`) and children; a child that is null is left out.
export function el(tag, given = {}, ...children) {
  const { data = {}, set = {}, ...properties } = given;
  const made = Object.assign(document.createElement(tag), properties);
  Object.assign(made.dataset, data);
  for (const [name, value] of Object.entries(set)) made.setAttribute(name, value);
  made.append(...children.flat().filter((one) => one !== null && one !== undefined));
  return made;
}

export function button(key, act, more = {}) {
  return el("button", { type: "button", textContent: word(key), onclick: act, className: "pf-button", ...more });
}

export function labelled(text, control) {
  return el("label", { className: "pf-field" }, el("span", { textContent: text }), control);
}

// 0.7 MB, 340 MB, 151 GB.
export function sizeText(bytes) {
  const [unit, one] = bytes < 1073741824 ? ["MB", 1048576] : ["GB", 1073741824];
  return `${(bytes / one).toFixed(bytes < 10 * one ? 1 : 0)} ${unit}`;
}
