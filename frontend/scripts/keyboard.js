// «/» search, Alt+1…9 menu, j k in lists, ? all of them, Ctrl+S draft, Esc closes. Single keys can be switched off and
// never fire inside a field.
import { close } from "./opening.js";

const SWITCH = "pl-single-keys";

function isField(element) {
  return element instanceof Element && element.closest("input, textarea, select, [contenteditable]") !== null;
}

function singleKeysOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-pl-row]")].filter((row) => row.offsetParent !== null);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
  next.querySelector("a, button")?.focus();
}

const SINGLE = {
  "/": () => {
    document.querySelector("[data-pl-find]")?.setAttribute("data-open", "");
    const field = document.querySelector("[data-pl-find] input");
    field?.focus();
    field?.select();
  },
  j: () => step(1),
  k: () => step(-1),
  "?": () => document.getElementById("pl-shortcuts")?.showModal(),
};

function menuItem(digit) {
  document.querySelectorAll("[data-pl-menu] a")[digit - 1]?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && /^Digit[1-9]$/.test(event.code)) {
    event.preventDefault();
    menuItem(Number(event.code.slice(5)));
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    const form = document.activeElement?.closest("form[data-pl-draft]") || document.querySelector("form[data-pl-draft]");
    event.preventDefault();
    form?.dispatchEvent(new CustomEvent("pl:draft"));
  } else if (event.key === "Escape") {
    close(document.activeElement);
  } else if (!event.altKey && !event.ctrlKey && !event.metaKey && singleKeysOn()) {
    const act = SINGLE[event.key];
    if (act && !isField(event.target) && !document.querySelector("dialog:modal")) {
      event.preventDefault();
      act();
    }
  }
});

addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("pl-single-keys");
  if (!box) return;
  box.checked = singleKeysOn();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    } catch {
      // kept for this page only
    }
  });
});
