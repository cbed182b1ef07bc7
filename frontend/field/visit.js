// One visit, a step at a time: what the pack asks, what its rules say, photos, films, transcripts and signatures.
import { Camera } from "./camera.js";
import { clockText, deviceTime } from "./clock.js";
import { choice, fieldControl } from "./fields.js";
import { certificateScreen } from "./home.js";
import { interviewScreen, signatureScreen } from "./papers.js";
import { slipScreen } from "./slip.js";
import { confirmation } from "./keys.js";
import { capturesOf } from "./store.js";
import { button, el, labelled, word } from "./words.js";

// A visit without a plan: what it is about and whom it concerns.
export function beginScreen(app, procedure, late = false) {
  const told = app.prepared.procedures[procedure];
  const cause = el("input", { className: "pf-input", required: true, maxLength: 200, id: "pf-cause" });
  const party = el("input", { className: "pf-input", maxLength: 200, id: "pf-party" });
  const kind = told.party_kind ? choice(told.party_kind, null, () => {}) : null;
  const form = el("form", { className: "pf-card" },
    late ? el("p", { textContent: word("late-note") }) : null,
    labelled(word("cause"), cause), labelled(word("party"), party), kind?.box,
    el("button", { className: "pf-button pf-main", textContent: word("begin") }));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const begun = await app.visits.begin(procedure, { cause: cause.value, party: party.value, late });
    if (kind?.value()) begun.visit.facts.party_kind = kind.value();
    await app.visits.keep(begun.row, begun.visit);
    await visitScreen(app, begun.row.id);
  };
  app.moved = null;
  app.show(el("h1", { tabIndex: -1, textContent: told.title }), form, button("back", app.home));
}

export async function visitScreen(app, id, planned = null) {
  const { row, visit } = planned
    ? await app.visits.begin(planned.procedure, planned)
    : await app.visits.open(id);
  app.moved = null;
  await new VisitScreen(app, row, visit).show();
}

class VisitScreen {
  constructor(app, row, visit) {
    Object.assign(this, { app, row, visit });
    this.steps = app.visits.steps(visit);
    this.camera = new Camera(app, this);
  }

  keep() {
    return this.app.visits.keep(this.row, this.visit);
  }

  get step() {
    return this.steps[this.visit.place];
  }

  async show() {
    if (this.visit.place < 0) return this.colleagues();
    if (this.visit.place >= this.steps.length) return this.last();
    return this.one();
  }

  head(title) {
    const { visit } = this;
    return [
      el("h1", { tabIndex: -1, textContent: title }),
      el("p", { className: "pf-who", textContent: [visit.party, visit.number, visit.cause].filter(Boolean).join(" · ") }),
    ];
  }

  async go(by) {
    this.visit.place += by;
    await this.keep();
    await this.show();
  }

  // Who acts together; they confirm with their own login once it has arrived.
  colleagues() {
    const boxes = this.app.prepared.colleagues.map((one) => {
      const box = el("input", { type: "checkbox", value: one.number, checked: this.visit.others.includes(one.number) });
      box.onchange = () => {
        const others = new Set(this.visit.others);
        others[box.checked ? "add" : "delete"](one.number);
        this.visit.others = [...others];
        this.keep();
      };
      return el("label", { className: "pf-check" }, box, el("span", { textContent: `${one.name} ${one.number}` }));
    });
    this.app.show(
      this.head(word("who-is-here")),
      el("fieldset", { className: "pf-card" }, el("legend", { textContent: word("colleagues") }), boxes, el("p", { textContent: word("colleagues-note") })),
      this.foot(false));
  }

  async one() {
    const { step, visit } = this;
    const act = this.app.visits.act(visit, step);
    await this.keep();
    const files = el("section", { className: "pf-card", set: { "aria-labelledby": "pf-files" } });
    this.files = () => this.fileList(files);
    await this.files();
    this.app.show(
      this.head(step.title),
      el("p", { className: "pf-step", textContent: word("step-of", { n: visit.place + 1, all: this.steps.length, at: clockText(act.at.wall) }) }),
      el("p", { className: "pf-ways" }, button("step-back", () => this.leave(() => this.go(-1))), button("leave-visit", () => this.leave(this.app.home))),
      this.camera.box,
      visit.late ? this.statedAt(act) : null,
      step.shows ? this.shown(act) : null,
      this.fields(step, act),
      step.films ? this.items() : null,
      step.papers.length ? this.papers(step, act) : null,
      files,
      this.rules(step),
      this.foot(true));
  }

  // Away from the step: it is as it is, and the visit goes on from here when it is opened again.
  async leave(where) {
    await this.camera.close();
    await this.keep();
    await where();
  }

  statedAt(act) {
    const input = el("input", { type: "datetime-local", className: "pf-input", value: act.stated_at, id: "pf-stated", required: true });
    const missing = el("p", { className: "pf-wrong", hidden: true, set: { role: "alert" }, textContent: word("stated-missing") });
    input.onchange = () => {
      act.stated_at = input.value;
      missing.hidden = true;
      this.keep();
    };
    this.untimed = () => {
      missing.hidden = false;
      input.focus();
    };
    return el("section", { className: "pf-card" }, labelled(word("stated-at"), input), missing);
  }

  // The card itself is shown; the code supplements it.
  shown(act) {
    const box = (key, name) => {
      const input = el("input", { type: "checkbox", checked: Boolean(act[name]), id: `pf-${name}` });
      input.onchange = () => {
        act[name] = input.checked;
        if (name === "card_shown" && this.step.fields.some((one) => one.name === "certificate_shown")) act.values.certificate_shown = input.checked;
        this.keep();
      };
      return el("label", { className: "pf-check" }, input, el("span", { textContent: word(key) }));
    };
    return el("section", { className: "pf-card" },
      el("h2", { textContent: word("certificate") }),
      box("card-shown", "card_shown"), box("code-shown", "code_shown"),
      button("certificate-code", () => certificateScreen(this.app, () => this.show())));
  }

  fields(step, act) {
    const asked = step.fields.filter((one) => one.name !== "certificate_shown");
    if (!asked.length) return null;
    const rows = asked.map((one) =>
      fieldControl(one, act.values[one.name], (value) => {
        if (value === null) delete act.values[one.name];
        else act.values[one.name] = value;
        this.keep();
      }));
    return el("section", { className: "pf-card" }, el("h2", { textContent: word("what-was-done") }), rows);
  }

  // What is looked at: the organ's items and what the officer adds.
  items() {
    const { visit } = this;
    if (!visit.checked.length) visit.checked = this.app.prepared.items.map((item) => ({ item, result: "", note: "" }));
    const box = el("section", { className: "pf-card" });
    const draw = () => {
      const done = visit.checked.filter((one) => one.result).length;
      box.replaceChildren(
        el("h2", { textContent: word("items", { n: done, all: visit.checked.length }) }),
        ...visit.checked.map((one, place) => this.item(one, place, draw)),
        this.more(draw));
    };
    draw();
    return box;
  }

  item(one, place, draw) {
    const options = ["good", "bad", "none"].map((code) => [code, word(`item-${code}`)]);
    const control = choice({ name: `item-${place}`, title: `${place + 1}. ${one.item}`, options }, one.result, (value) => {
      one.result = value ?? "";
      this.keep();
      draw();
    });
    const note = el("input", { className: "pf-input", value: one.note, maxLength: 2000 });
    note.onchange = () => {
      one.note = note.value;
      this.keep();
    };
    return el("div", {}, control.box, one.result === "bad" ? labelled(word("note"), note) : null);
  }

  more(draw) {
    const name = el("input", { className: "pf-input", maxLength: 200, id: "pf-item" });
    const add = button("add-item", () => {
      if (!name.value.trim()) return;
      this.visit.checked.push({ item: name.value.trim(), result: "", note: "" });
      this.keep();
      draw();
    });
    return el("div", {}, labelled(word("another-item"), name), add);
  }

  // Papers made on the spot; one that bears a number takes the next of those set aside.
  papers(step, act) {
    const rows = step.papers.map((kind) => {
      const box = el("input", { type: "checkbox", checked: kind in act.papers, value: kind });
      const number = el("span");
      const print = button("print", () => slipScreen(this, kind, act.papers[kind]));
      const none = el("p", { className: "pf-wrong", hidden: true, set: { role: "alert" }, textContent: word("no-number") });
      const numbered = step.fields.some((one) => one.name === "decision_no") || this.app.prepared.numbers.some((one) => one.kind === kind);
      const tell = () => {
        number.textContent = act.papers[kind] ?? "";
        print.hidden = !act.papers[kind];
        none.hidden = !numbered || act.papers[kind] !== "";
      };
      // Ticked at once, as the officer may be gone from this screen before the number is found.
      box.onchange = async () => {
        if (box.checked) act.papers[kind] = "";
        else delete act.papers[kind];
        const found = box.checked ? await this.nextNumber(kind) : "";
        if (kind in act.papers) act.papers[kind] = found;
        if (found && step.fields.some((one) => one.name === "decision_no")) {
          act.values.decision_no = found;
          const shown = document.querySelector("input[data-field=decision_no]");
          if (shown) shown.value = found;
        }
        await this.keep();
        tell();
      };
      tell();
      return el("div", {}, el("label", { className: "pf-check" }, box, el("span", { textContent: `《${kind}》` }), number), print, none);
    });
    return el("section", { className: "pf-card" }, el("h2", { textContent: word("papers") }), rows);
  }

  async nextNumber(kind) {
    const taken = new Set();
    for (const { id } of await this.app.visits.list()) {
      const { row, visit } = await this.app.visits.open(id);
      if (!visit) for (const one of row.receipt.numbers ?? []) taken.add(one);
      else for (const act of Object.values(visit.acts)) for (const one of Object.values(act.papers)) taken.add(one);
    }
    return this.app.prepared.numbers.find((one) => one.kind === kind && !taken.has(one.number))?.number ?? "";
  }

  rules(step) {
    if (!step.rules.length) return null;
    const rows = step.rules.map((one) => el("li", {}, one.says, " ", el("small", { textContent: one.basis })));
    return el("details", { className: "pf-card" }, el("summary", { textContent: word("rules", { n: step.rules.length }) }), el("ul", {}, rows));
  }

  async fileList(box) {
    const held = (await capturesOf(this.visit.id)).filter((one) => one.step === this.step.id);
    const rows = held.map((one) => el("li", { data: { role: one.role }, textContent: `${word(`role-${one.role}`)} ${clockText(one.start.wall)} · ${Math.max(1, Math.round(one.size / 1024))} kB` }));
    box.replaceChildren(
      el("h2", { id: "pf-files", textContent: word("files", { n: held.length }) }),
      rows.length ? el("ul", { className: "pf-list" }, rows) : el("p", { textContent: word("no-files") }));
  }

  // The bar of acts at the foot.
  foot(withActs) {
    const acts = withActs
      ? [button("camera", () => this.camera.open()), button("transcript", () => interviewScreen(this)), button("sign", () => signatureScreen(this))]
      : [button("back", this.app.home)];
    const pass = withActs ? [button("pass-over", () => this.passOver())] : [];
    return el("nav", { className: "pf-foot", set: { "aria-label": word("acts") } },
      acts, pass, button(withActs ? "step-done" : "next", () => this.done(withActs), { className: "pf-button pf-main" }));
  }

  async passOver() {
    this.visit.acts[this.step.id].done = false;
    await this.camera.close();
    await this.go(1);
  }

  async done(isStep) {
    if (isStep) {
      const act = this.visit.acts[this.step.id];
      if (this.visit.late && !act.stated_at) {
        this.untimed(); // else the time of typing would stand for that of the act
        return;
      }
      act.done = true;
      act.until = this.visit.late ? null : deviceTime();
      if (this.step.films || this.visit.place === this.steps.length - 1) await this.camera.close();
    }
    await this.go(1);
  }

  // Who acted together and set a field PIN confirms here and now; the others do with their own login. What is changed
  // afterwards is no longer what was confirmed, so going back takes the confirmations away.
  async confirming() {
    const others = this.app.prepared.colleagues.filter((one) => this.visit.others.includes(one.number));
    if (!others.length) return null;
    const done = new Set((this.visit.confirmed ?? []).map((one) => one.officer));
    const rows = others.map((one) => {
      if (done.has(one.number)) return el("p", { data: { confirmed: one.number }, textContent: word("confirmed-by", { name: one.name }) });
      if (!one.salt) return el("p", { textContent: word("confirms-later", { name: one.name }) });
      const pin = el("input", { type: "password", className: "pf-input", id: `pf-confirm-${one.number}`, set: { autocomplete: "off" } });
      return el("div", {}, labelled(word("confirm-pin", { name: one.name }), pin),
        button("confirm", () => this.confirm(one, pin.value), { disabled: false }));
    });
    return el("section", { className: "pf-card" }, el("h2", { textContent: word("confirming") }), rows);
  }

  async confirm(colleague, pin) {
    if (!pin) return;
    const { visit, row } = this;
    if (!visit.confirmed?.length) visit.signed = await this.app.visits.signed(row, visit);
    const mac = await confirmation(pin, colleague.salt, visit.id, colleague.number, visit.signed);
    visit.confirmed = [...(visit.confirmed ?? []), { officer: colleague.number, at: deviceTime(), mac }];
    await this.keep();
    await this.show();
  }

  unconfirm() {
    Object.assign(this.visit, { confirmed: [], signed: "" });
    return this.go(-1);
  }

  async last() {
    const done = this.steps.filter((one) => this.visit.acts[one.id]?.done);
    const held = await capturesOf(this.visit.id);
    const rows = done.map((one) => el("li", { textContent: `${one.title} ${clockText(this.visit.acts[one.id].at.wall)}` }));
    const end = button("end-visit", async () => {
      await this.camera.close();
      await this.app.visits.close(this.row, this.visit);
      await this.app.home();
      this.app.flush();
    }, { className: "pf-button pf-main", disabled: !done.length });
    this.app.show(
      this.head(word("look-over")),
      el("section", { className: "pf-card" },
        el("ul", { className: "pf-list" }, rows),
        el("p", { textContent: word("files", { n: held.length }) }),
        el("p", { textContent: word(done.length ? "end-note" : "end-nothing") })),
      await this.confirming(),
      el("nav", { className: "pf-foot", set: { "aria-label": word("acts") } }, button("step-back", () => this.unconfirm()), end));
  }
}
