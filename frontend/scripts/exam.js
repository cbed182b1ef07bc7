// An exam: each answer goes to the server as it is given, one after another, and again until the server says that it has
// it; the page says what is not there yet. Nothing is kept in the browser: it may be a shared one.
import { csrfToken } from "./token.js";

const AGAIN = 3000; // milliseconds until what did not arrive is sent again
const TICK = 10000;
const form = document.querySelector("form[data-pl-exam]");
const waiting = new Map(); // number of the question → what was chosen last
let sending = false;
let closed = false;
let afterwards = null;
let ends = null;

function put(place, kind, values = {}) {
  if (!place) return;
  let text = place.dataset[kind];
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  place.textContent = text;
}

function tell(time) {
  const state = form.querySelector("[data-pl-exam-state]");
  if (closed) put(state, "closed");
  else if (waiting.size) put(state, "waiting", { n: waiting.size });
  else if (time) put(state, "kept", { time });
}

function chosen(question) {
  return [...question.querySelectorAll("input:checked")].map((one) => one.value).join("");
}

async function send(question, choice) {
  const turn = Number(question.dataset.plTurn) + 1;
  const body = new URLSearchParams({ number: question.dataset.plNumber, choice, turn });
  const answer = await fetch(form.dataset.plExam, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrfToken() },
    credentials: "same-origin",
    redirect: "error", // signed out meanwhile: not saved
  });
  if (answer.status === 409) {
    question.dataset.plTurn = (await answer.json()).turn; // another page was quicker; this choice is the newer one
    throw new Error("moved");
  }
  if (answer.status === 410) {
    closed = true;
    waiting.clear();
    return "";
  }
  if (!answer.ok) throw new Error(String(answer.status));
  question.dataset.plTurn = turn;
  const said = await answer.json();
  ends = { at: performance.now() + said.left * 1000, due: said.due }; // whoever runs the exam may have given more time
  return said.at;
}

async function flush() {
  if (sending) return;
  sending = true;
  let time = "";
  while (waiting.size && !closed) {
    const [question, choice] = waiting.entries().next().value;
    tell();
    try {
      time = await send(question, choice);
      if (waiting.get(question) === choice) waiting.delete(question);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
  sending = false;
  tell(time);
  if (afterwards) afterwards();
}

function count() {
  ends = { at: performance.now() + Number(form.dataset.plLeft) * 1000, due: form.dataset.plDue };
  const place = form.querySelector("[data-pl-exam-time]");
  setInterval(() => {
    const seconds = (ends.at - performance.now()) / 1000;
    if (seconds > 0) put(place, "left", { n: Math.ceil(seconds / 60), due: ends.due });
    else put(place, "over");
  }, TICK);
}

if (form) {
  count();
  form.addEventListener("change", (event) => {
    const question = event.target.closest("[data-pl-number]");
    if (!question || closed) return;
    waiting.delete(question);
    waiting.set(question, chosen(question));
    flush();
  });
  form.addEventListener("submit", (event) => {
    if (!waiting.size) return;
    event.preventDefault();
    afterwards = () => {
      afterwards = null;
      form.requestSubmit();
    };
  });
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
}
