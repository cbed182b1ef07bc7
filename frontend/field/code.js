// A QR code as a drawing; its squares come from the server, made when the phone was prepared.
const SVG = "http://www.w3.org/2000/svg";

export function drawCode(rows, title) {
  const size = rows.length;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  drawing.setAttribute("class", "pf-code");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", title);
  const path = document.createElementNS(SVG, "path");
  const runs = rows.flatMap((row, y) => [...row].map((one, x) => (one === "1" ? `M${x} ${y}h1v1h-1z` : "")));
  path.setAttribute("d", runs.join(""));
  drawing.append(path);
  return drawing;
}
