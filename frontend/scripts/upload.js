// Says which files were chosen and how large they are, before they are sent. Forms that take large evidence get the
// script that sends it in parts; other pages do not load it.
import { sizeText } from "./sizes.js";

function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const bytes = document.createElement("span");
  bytes.className = "pl-size";
  bytes.textContent = sizeText(file.size);
  item.append(name, bytes);
  return item;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const list = input.closest(".pl-upload")?.querySelector("[data-pl-chosen-files]");
  if (list) list.replaceChildren(...[...input.files].map(line));
});

let asked = false;
function fetchScript() {
  const form = document.querySelector("form[data-pl-uploads]");
  if (!form || asked) return;
  asked = true;
  const script = document.createElement("script");
  script.src = form.dataset.plUploadsScript;
  document.head.append(script);
}
document.addEventListener("htmx:load", fetchScript);
fetchScript();
