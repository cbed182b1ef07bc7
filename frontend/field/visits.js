// A visit as it is worked on: kept sealed after each change, read again when the browser is opened again.
import { deviceTime } from "./clock.js";
import { newKey, openKey, sealText, unsealText } from "./keys.js";
import { all, capturesOf, device, get, identity, nextOrder, put } from "./store.js";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // SHA-256 of nothing

// What the server will not take is said with the visit, and so is a film that ended before its first second was kept.
function notTaken(capture) {
  if (capture.state === "refused") return { refused: capture.why, sha256: capture.sha256, size: capture.size };
  return capture.parts ? {} : { refused: "NotWhole", sha256: EMPTY, size: 0 };
}

export class Visits {
  constructor(pin, recovery, prepared) {
    this.pin = pin;
    this.recovery = recovery;
    this.prepared = prepared;
    this.work = Promise.resolve();
  }

  async begin(procedure, told) {
    const { wrapped } = await newKey(this.pin, this.recovery);
    const id = identity();
    const row = { id, order: await nextOrder(), state: "open", keys: wrapped, body: null };
    const visit = {
      id, procedure, case: told.case ?? identity(), planned: Boolean(told.case), number: told.number ?? "",
      cause: told.cause ?? "", party: told.party ?? "", facts: {}, late: Boolean(told.late), others: [],
      checked: [], interviews: [], acts: {}, place: -1, begun: deviceTime(),
    };
    await this.keep(row, visit);
    return { row, visit };
  }

  // Saved one after the other, so that the last word wins; one that could not be kept does not hold up the next.
  keep(row, visit) {
    const text = JSON.parse(JSON.stringify(visit));
    this.work = this.work.catch(() => {}).then(async () => {
      const key = await openKey(this.pin, row.keys);
      row.body = await sealText(key, text, row.id);
      // As it would be sent, so that a bundle can be made of it when the PIN is lost.
      const parcel = await this.parcel(row, structuredClone(text));
      row.account = this.prepared.account;
      row.parcel = parcel.acts.length ? await sealText(key, parcel, `${row.id}:parcel`) : null;
      await put("visits", row);
    });
    return this.work;
  }

  // One that has been sent meanwhile has a receipt and no visit any more.
  async open(id) {
    const row = await get("visits", id);
    if (row.state === "sent") return { row, visit: null };
    const key = await openKey(this.pin, row.keys);
    return { row, visit: await unsealText(key, row.body, row.id) };
  }

  async list() {
    return (await all("visits")).sort((one, other) => one.order - other.order);
  }

  async close(row, visit) {
    await this.keep(row, visit);
    row.state = "closed";
    await put("visits", row);
  }

  // Whether nothing at all was captured, chosen or written in it, so that nothing is lost with it.
  async isEmpty(visit) {
    const acts = Object.values(visit.acts);
    const used = acts.some((one) => one.done || one.stated_at || Object.keys({ ...one.values, ...one.papers }).length);
    return !used && !visit.interviews.length && !(await capturesOf(visit.id)).length;
  }

  steps(visit) {
    return this.prepared.procedures[visit.procedure].steps;
  }

  // The act of a step: made when the step is first looked at, which is when it began.
  act(visit, step) {
    visit.acts[step.id] ??= {
      record: identity(), at: deviceTime(), until: null, values: {}, papers: {}, done: false, card_shown: null,
      code_shown: null, stated_at: "",
    };
    return visit.acts[step.id];
  }

  // The acts as they will be sent, in the very text that a colleague signs.
  async signed(row, visit) {
    return JSON.stringify((await this.parcel(row, structuredClone(visit))).acts);
  }

  // What is sent to the server; its files have been sent before it. Where no step was ended but something was captured, as
  // on a phone whose PIN is lost, the steps in which it was go as what they are: begun and not ended.
  async parcel(row, visit) {
    const captures = await capturesOf(visit.id);
    const begun = this.steps(visit).filter((step) => visit.acts[step.id]);
    const done = begun.filter((step) => visit.acts[step.id].done);
    const acts = done.length ? done : begun.filter((step) => captures.some((one) => one.step === step.id));
    const last = acts[acts.length - 1]?.id;
    return {
      format: 1,
      visit: visit.id,
      device: await device(),
      order: row.order,
      case: visit.case,
      opening: {
        procedure: visit.procedure,
        cause: visit.cause,
        field: this.prepared.field,
        facts: visit.facts,
        party_name: visit.party,
      },
      planned: visit.planned,
      late: visit.late,
      sent: deviceTime(),
      confirmed: visit.confirmed ?? [],
      signed: visit.signed ?? "",
      acts: acts.map((step) => this.told(visit, step, captures, step.id === last, acts)),
    };
  }

  told(visit, step, captures, isLast, acts) {
    const act = visit.acts[step.id];
    const done = acts.map((one) => one.id);
    // What was captured in a step that was passed over goes with the last act: nothing is left behind.
    const mine = captures.filter((one) => one.step === step.id || (isLast && !done.includes(one.step)));
    const files = mine.map((one) => ({ file: one.id, role: one.role, start: one.start, end: one.end ?? one.start, ...notTaken(one) }));
    const ids = mine.map((one) => one.id);
    return {
      record: act.record,
      step: step.id,
      at: act.at,
      until: act.until,
      stated_at: act.stated_at,
      others: step.together ? visit.others : [],
      values: act.values,
      papers: Object.entries(act.papers).map(([kind, number]) => ({ kind, number })),
      files,
      checked: step.films || isLast ? visit.checked.splice(0).filter((one) => one.result) : [],
      interviews: visit.interviews.filter((one) => ids.includes(one.file)),
      card_shown: act.card_shown,
      code_shown: act.code_shown,
      ...(act.done ? {} : { unfinished: true }),
    };
  }
}
