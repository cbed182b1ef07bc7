// Says which files were chosen and how large they are, before they are sent.
const STEP = 1024;

function size(bytes) {
  if (bytes < STEP) return `${bytes} B`;
  return bytes < STEP * STEP ? `${Math.ceil(bytes / STEP)} kB` : `${(bytes / STEP / STEP).toFixed(1)} MB`;
}

function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const bytes = document.createElement("span");
  bytes.className = "pl-size";
  bytes.textContent = size(file.size);
  item.append(name, bytes);
  return item;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const list = input.closest(".pl-upload")?.querySelector("[data-pl-chosen-files]");
  if (list) list.replaceChildren(...[...input.files].map(line));
});
