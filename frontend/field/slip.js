// A paper to be printed in the street: on a roll of 58 or 80 mm or on A4, with its number and a code to check it by.
import { dayText } from "./clock.js";
import { drawCode } from "./code.js";
import { button, el, word } from "./words.js";

const SIZES = ["58", "80", "a4"];
const NOT_PRINTED = ["decision_no", "organ_kind", "basis_kind"]; // the number stands above; these are for the record

// What the decision has to state has its line even where nothing was typed: it is written in by hand before it is handed
// over (Administrative Penalty Law, article 52).
function linesOf(screen, number) {
  const { app, visit, step } = screen;
  const act = visit.acts[step.id];
  const isDecision = step.fields.some((one) => one.name === "decision_no");
  const said = (one) => {
    const value = act.values[one.name];
    if (one.type === "money" && value) return word("slip-yuan", { amount: value });
    return one.options.find(([code]) => code === value)?.[1] ?? value;
  };
  const rows = step.fields
    .filter((one) => one.type !== "bool" && !NOT_PRINTED.includes(one.name) && (isDecision || act.values[one.name] !== undefined))
    .map((one) => [one.title, said(one)]);
  const place = Object.values(visit.acts).map((one) => one.values.place ?? one.values.site).find(Boolean);
  const { officer, colleagues } = app.prepared;
  const officers = [officer, ...colleagues.filter((one) => visit.others.includes(one.number))];
  return [
    [word("number"), number], [word("party"), visit.party], [word("cause"), visit.cause],
    [word("slip-when"), dayText(act.at.wall)], ...(isDecision || place ? [[word("slip-place"), place]] : []),
    ...(isDecision ? [[word("slip-basis"), ""]] : []), ...rows, [word("organ"), officer.organ],
    [word("officers"), officers.map((one) => `${one.name} ${one.number}`).join("、")],
  ];
}

export function slipScreen(screen, kind, number) {
  const { app } = screen;
  const known = app.prepared.numbers.find((one) => one.number === number);
  const lines = linesOf(screen, number);
  const slip = el("article", { className: "pf-slip", data: { size: "58" } },
    el("h2", { textContent: kind }),
    el("dl", {}, lines.flatMap(([name, text]) => [el("dt", { textContent: name }), el("dd", text ? { textContent: String(text) } : { className: "pf-blank", textContent: "　" })])),
    known ? drawCode(known.squares, word("paper-code")) : null,
    el("p", { textContent: word("slip-remedy") }),
    el("p", { className: "pf-signed", textContent: word("slip-officers") }),
    el("p", { className: "pf-signed", textContent: word("slip-party") }));
  const sizes = SIZES.map((size) =>
    button(`size-${size}`, () => {
      slip.dataset.size = size;
      document.documentElement.dataset.slip = size;
    }));
  document.documentElement.dataset.slip = "58";
  app.show(
    screen.head(word("print")),
    el("div", { className: "pf-card pf-noprint" }, sizes),
    slip,
    el("nav", { className: "pf-foot pf-noprint", set: { "aria-label": word("acts") } },
      button("back", () => screen.show()), button("print", () => window.print(), { className: "pf-button pf-main" })));
}
