// A paper to be printed in the street: on a roll of 58 or 80 mm or on A4, with its number and a code to check it by.
import { dayText } from "./clock.js";
import { drawCode } from "./code.js";
import { button, el, word } from "./words.js";

const SIZES = ["58", "80", "a4"];

export function slipScreen(screen, kind, number) {
  const { app, visit, step } = screen;
  const act = visit.acts[step.id];
  const known = app.prepared.numbers.find((one) => one.number === number);
  const rows = step.fields
    .filter((one) => act.values[one.name] !== undefined && one.type !== "bool" && one.name !== "decision_no")
    .map((one) => [one.title, one.options.find(([code]) => code === act.values[one.name])?.[1] ?? act.values[one.name]]);
  const lines = [[word("number"), number], [word("party"), visit.party], [word("cause"), visit.cause], [word("slip-when"), dayText(act.at.wall)], ...rows, [word("organ"), app.prepared.officer.organ], [word("officers"), [app.prepared.officer.number, ...visit.others].join("、")]];
  const slip = el("article", { className: "pf-slip", data: { size: "58" } },
    el("h2", { textContent: kind }),
    el("dl", {}, lines.flatMap(([name, text]) => [el("dt", { textContent: name }), el("dd", { textContent: String(text || "　") })])),
    known ? drawCode(known.squares, word("paper-code")) : null,
    el("p", { textContent: word("slip-remedy") }),
    el("p", { textContent: word("slip-officers") }),
    el("p", { textContent: word("slip-party") }));
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
