// «Record now» in the form of an act: what was recorded goes into its row with the span it covers. Times are the
// server's: its clock when the page came, and what has passed since by a clock that nobody sets. An act is
// entered by the minute, so a film begins with its minute: one that began at 11:20:35 holds the act of 11:20. Its name
// keeps the second.
import { mayRecord, openDevices, Recorder, shanghai } from "./recording.js";
import { send } from "./uploads.js";

const running = new Map(); // place → { recorder, tick }

function clockOf(form) {
  form.plClock ??= { server: Number(form.dataset.plNow), here: performance.now() };
  return () => form.plClock.server + performance.now() - form.plClock.here;
}

function tell(place, state, more = "") {
  const words = place.querySelector("[data-words]");
  place.dataset.state = state;
  words.textContent = (words.dataset[state] ?? "") + more;
  for (const button of place.querySelectorAll("button")) button.hidden = !button.dataset.when.split(" ").includes(state);
}

function passed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return ` ${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

async function begin(place) {
  tell(place, "asking");
  let stream;
  try {
    stream = await openDevices();
  } catch {
    tell(place, "refused");
    return;
  }
  const recorder = new Recorder(stream, clockOf(place.closest("form")));
  const view = place.querySelector("video");
  view.srcObject = stream;
  view.hidden = !stream.getVideoTracks().length;
  recorder.start();
  const time = place.querySelector("[data-passed]");
  const tick = setInterval(() => (time.textContent = passed(recorder.clock() - recorder.from)), 1000);
  running.set(place, { recorder, tick });
  tell(place, "recording");
  place.querySelector('button[data-act="stop"]').focus();
}

async function end(place) {
  const { recorder, tick } = running.get(place);
  running.delete(place);
  clearInterval(tick);
  const { file, from, to } = await recorder.stop();
  const view = place.querySelector("video");
  view.srcObject = null;
  view.hidden = true;
  const form = place.closest("form");
  const slot = place.dataset.plRecorder;
  for (const [name, time] of [[`${slot}_from`, shanghai(from).slice(0, 16)], [`${slot}_to`, shanghai(to)]]) {
    form.elements[name].value = time;
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
  }
  place.querySelector("[data-passed]").textContent = passed(to - from);
  tell(place, "recorded");
  send(form.elements[slot], file);
  place.querySelector('button[data-act="record"]').focus();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-pl-recorder] button[data-act]") : null;
  if (!button) return;
  const place = button.closest("[data-pl-recorder]");
  if (button.dataset.act === "record") begin(place);
  else end(place);
});

function greet() {
  for (const place of document.querySelectorAll("[data-pl-recorder]")) {
    if (place.dataset.state) continue;
    clockOf(place.closest("form"));
    place.hidden = !mayRecord();
    tell(place, "ready");
  }
}
document.addEventListener("htmx:load", greet);
greet();
addEventListener("beforeunload", (event) => {
  if (running.size) event.preventDefault();
});
