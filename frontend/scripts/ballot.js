// Makes and casts anonymous ballots: the voter's side of RFC 9474 (RSABSSA-SHA384-PSS-Deterministic).
//
// The ballot (a random serial, the grade) is encoded, hidden by a random factor and sent to be signed, with the login; the
// answer is freed of the factor and sent as a ballot, without any cookie. Between the two the ballot is kept in this
// browser, so that a broken connection costs nobody the vote; once it is cast nothing of it is kept.
import { csrfToken } from "./token.js";

const EXPONENT = 65537n;
const SALT = 48; // bytes, as the server's core/ballots/blind_signature.py
const HASH = 48;
const SERIAL = 16;

const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const toNumber = (bytes) => BigInt("0x" + toHex(bytes));
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const sha384 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));

function hexOf(number, length) {
  return number.toString(16).padStart(2 * length, "0");
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let factor = base % modulus, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

// The inverse of a number, or 0n where there is none.
function inverse(value, modulus) {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b > 0n) {
    const whole = a / b;
    [a, b, x, y] = [b, a - whole * b, y, x - whole * y];
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : 0n;
}

// A random number below the modulus that has an inverse.
function factor(modulus, length) {
  for (;;) {
    const found = toNumber(random(length));
    if (found > 1n && found < modulus && inverse(found, modulus)) return found;
  }
}

async function masked(seed, length) {
  const parts = [];
  for (let count = 0; count * HASH < length; count += 1) {
    parts.push(await sha384(joined(seed, [0, 0, 0, count])));
  }
  return joined(...parts).slice(0, length);
}

// EMSA-PSS-ENCODE of RFC 8017 §9.1.1, for a modulus of whole bytes.
async function encoded(message, length) {
  const salt = random(SALT);
  const hash = await sha384(joined(new Uint8Array(8), await sha384(message), salt));
  const padding = new Uint8Array(length - SALT - HASH - 2);
  const block = joined(padding, [1], salt);
  const mask = await masked(hash, block.length);
  const hidden = block.map((byte, place) => byte ^ mask[place]);
  hidden[0] &= 0x7f;
  return toNumber(joined(hidden, hash, [0xbc]));
}

async function made(evaluation, grade, n, length) {
  const serial = toHex(random(SERIAL));
  const message = new TextEncoder().encode(`plumbline ballot 1\n${evaluation}\n${serial}\n${grade}\n`);
  const hidden = await encoded(message, length);
  const r = factor(n, length);
  const request = (hidden * power(r, EXPONENT, n)) % n;
  return {
    serial,
    grade,
    encoded: hexOf(hidden, length),
    undo: hexOf(inverse(r, n), length),
    request: hexOf(request, length),
  };
}

async function asked(url, body, credentials, headers = {}) {
  const answer = await fetch(url, {
    method: "POST",
    credentials,
    referrerPolicy: "no-referrer",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer.json();
}

class Refused extends Error {}

// Where a ballot waits in this browser: one place for each person who signs in here.
const placeOf = (field, form) => `plumbline-ballot-${form.dataset.voter}-${field.dataset.plBallot}`;
const keptIn = (place) => JSON.parse(localStorage.getItem(place) ?? "null");

async function vote(field, grade, form) {
  const evaluation = field.dataset.plBallot;
  const n = BigInt("0x" + field.dataset.modulus);
  const length = Math.ceil(field.dataset.modulus.length / 2);
  const place = placeOf(field, form);
  let ballot = keptIn(place);
  if (!ballot) {
    ballot = await made(evaluation, grade, n, length);
    localStorage.setItem(place, JSON.stringify(ballot));
  }
  if (!ballot.signature) {
    const told = await asked(field.dataset.take, { request: ballot.request }, "same-origin", {
      "X-CSRFToken": csrfToken(),
    });
    if (told.error) {
      localStorage.removeItem(place);
      throw new Refused(told.error);
    }
    const signature = (BigInt("0x" + told.answer) * BigInt("0x" + ballot.undo)) % n;
    if (power(signature, EXPONENT, n) !== BigInt("0x" + ballot.encoded)) throw new Refused(form.dataset.spent);
    ballot.signature = hexOf(signature, length);
    localStorage.setItem(place, JSON.stringify(ballot));
  }
  const { serial, signature } = ballot;
  // Without cookies: the server is not told who casts it.
  const told = await asked(field.dataset.cast, { serial, grade: ballot.grade, signature }, "omit");
  if (told.error) throw new Refused(told.error);
  localStorage.removeItem(place);
  return serial;
}

function tell(field, text) {
  field.querySelector("[data-pl-said]").textContent = text;
}

function done(field, serial, form) {
  const said = field.querySelector("[data-pl-said]");
  const receipt = document.createElement("code");
  receipt.className = "pl-mono";
  receipt.dataset.plReceipt = "";
  receipt.textContent = serial;
  said.replaceChildren(`${form.dataset.cast} ${form.dataset.receipt}: `, receipt);
  field.querySelector(".pl-choices").remove();
}

async function cast(field, form) {
  const chosen = field.querySelector("input:checked");
  if (!field.querySelector(".pl-choices") || !chosen) return;
  tell(field, form.dataset.making);
  try {
    done(field, await vote(field, Number(chosen.value), form), form);
  } catch (error) {
    tell(field, error instanceof Refused ? error.message : form.dataset.broken);
  }
}

// A ballot that was made and not cast keeps its grade: it may be signed already.
function resume(field, form) {
  const kept = keptIn(placeOf(field, form));
  if (!kept) return;
  for (const one of field.querySelectorAll("input")) {
    one.checked = Number(one.value) === kept.grade;
    one.disabled = !one.checked;
  }
  tell(field, form.dataset.kept);
}

function begin(form) {
  const button = form.querySelector("button[type=submit]");
  if (!window.crypto?.subtle) {
    button.disabled = true;
    form.querySelectorAll("[data-pl-said]").forEach((one) => (one.textContent = form.dataset.unable));
    return;
  }
  for (const field of form.querySelectorAll("[data-pl-ballot]")) resume(field, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    for (const field of form.querySelectorAll("[data-pl-ballot]")) await cast(field, form);
    button.disabled = false;
  });
}

document.querySelectorAll("[data-pl-ballots]").forEach(begin);
