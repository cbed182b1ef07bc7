// A record of questions in the words that were said, and a signature as an image of the act of signing: nothing is
// measured of the hand (no speed, no pressure), so it is a picture and no biometric mark.
import { forget } from "./store.js";
import { button, el, labelled, word } from "./words.js";

export function interviewScreen(screen) {
  const make = (id, more = {}) => el("input", { className: "pf-input", id, maxLength: 80, ...more });
  const asked = make("pf-asked", { required: true });
  const language = make("pf-language", { required: true, maxLength: 40, value: word("usual-language") });
  const interpreter = make("pf-interpreter");
  const said = el("textarea", { className: "pf-input", id: "pf-said", rows: 12, required: true, maxLength: 20000 });
  const form = el("form", { className: "pf-card" },
    labelled(word("asked"), asked), labelled(word("language"), language),
    labelled(word("interpreter"), interpreter), labelled(word("questions"), said),
    el("button", { className: "pf-button pf-main", textContent: word("keep") }));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const [spoken, between] = [language.value.trim(), interpreter.value.trim()];
    if (!spoken) {
      language.value = ""; // blanks alone are no language: the browser asks for it
      form.reportValidity();
      return;
    }
    const lines = [
      word("transcript-of", { name: asked.value }),
      word("transcript-language", { language: spoken }),
      word("transcript-interpreter", { name: between || word("no-interpreter") }),
      "", said.value, "",
    ];
    const blob = new Blob([lines.join("\n")], { type: "text/plain" });
    const kept = await screen.app.captures.keep(screen.visit.id, screen.step.id, "interview", blob, "interview.txt");
    screen.visit.interviews.push({ file: kept.id, language: spoken, interpreter: between });
    try {
      await screen.keep();
    } catch (error) {
      screen.visit.interviews.pop(); // as nothing was kept, it is kept once when the officer tries again
      await forget(kept.id);
      throw error;
    }
    await screen.show();
  };
  screen.app.show(screen.head(word("transcript")), form, button("back", () => screen.show()));
}

export function signatureScreen(screen) {
  const canvas = el("canvas", { width: 640, height: 320, className: "pf-sign", tabIndex: 0, set: { role: "img", "aria-label": word("sign-here") } });
  const pen = canvas.getContext("2d");
  pen.lineWidth = 4;
  pen.lineCap = "round";
  let drawn = false;
  const clear = () => {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  };
  clear();
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  canvas.onpointermove = (event) => {
    if (!event.buttons) return;
    pen.lineTo(...at(event));
    pen.stroke();
    drawn = true;
  };
  const nothing = el("p", { className: "pf-wrong", hidden: true, set: { role: "alert" }, textContent: word("sign-nothing") });
  const keep = async () => {
    nothing.hidden = drawn;
    if (!drawn) return;
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    await screen.app.captures.keep(screen.visit.id, screen.step.id, "signature", blob, "signature.png");
    screen.keep();
    await screen.show();
  };
  screen.app.show(
    screen.head(word("sign")),
    el("section", { className: "pf-card" }, el("p", { textContent: word("sign-note") }), canvas, nothing, button("clear", clear)),
    el("nav", { className: "pf-foot", set: { "aria-label": word("acts") } },
      button("back", () => screen.show()), button("keep", keep, { className: "pf-button pf-main" })));
}
