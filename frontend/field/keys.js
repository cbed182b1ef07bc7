// Each thing kept has a random AES-GCM key of its own, wrapped twice: under the officer's PIN, and for the organ's
// recovery key, whose private part two people hold. Without either nothing can be read.

import { hmac } from "@noble/hashes/hmac";
import { scryptAsync } from "@noble/hashes/scrypt";
import { sha256 as hashing } from "@noble/hashes/sha2";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils";

const ROUNDS = 600000;
const HARD = { N: 65536, r: 8, p: 1, dkLen: 32 }; // 64 MB and about half a second a guess; the server's as well
const SIGNED = "plumbline-field-confirm/1";
const AES = { name: "AES-GCM", length: 256 };
const text = new TextEncoder();

export const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

// A phone that was prepared before has its key by `pbkdf2`, until it is prepared anew.
export async function pinKey(pin, salt, how = "scrypt") {
  if (how === "scrypt") {
    const raw = await scryptAsync(text.encode(pin), salt, HARD);
    return crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
  }
  return roundsKey(pin, salt);
}

async function roundsKey(pin, salt) {
  const base = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", salt, iterations: ROUNDS, hash: "SHA-256" };
  return crypto.subtle.deriveKey(how, base, AES, false, ["encrypt", "decrypt"]);
}

export async function recoveryKey(told) {
  if (!told) return null;
  const how = { name: "RSA-OAEP", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", JSON.parse(told.jwk), how, false, ["encrypt"]);
  return { id: told.id, key };
}

// A PIN that is soon guessed by whoever holds the phone: short, digits alone and few, one sign again and again, a row.
export function isWeak(pin) {
  if (pin.length < 8 || new Set(pin).size < 4) return true;
  return /^[0-9]+$/.test(pin) && (pin.length < 10 || "01234567890123456789".includes(pin));
}

// What a colleague confirms: their stretched PIN signs the acts as they are sent. Neither PIN nor key is kept here.
export async function confirmation(pin, salt, visit, officer, signed) {
  const key = await scryptAsync(text.encode(pin), hexToBytes(salt), HARD);
  const digest = bytesToHex(hashing(text.encode(signed)));
  return bytesToHex(hmac(hashing, key, text.encode([SIGNED, visit, officer, digest].join("\n"))));
}

// A new key and its wrappings.
export async function newKey(pin, recovery) {
  const key = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const raw = await crypto.subtle.exportKey("raw", key);
  const iv = random(12);
  const wrapped = {
    pin: { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, pin, raw) },
    recovery: recovery
      ? { id: recovery.id, data: await crypto.subtle.encrypt({ name: "RSA-OAEP" }, recovery.key, raw) }
      : null,
  };
  return { key, wrapped };
}

export async function openKey(pin, wrapped) {
  const { iv, data } = wrapped.pin;
  const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, pin, data);
  return crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
}

// `place` binds the bytes to where they belong, so that pieces cannot be exchanged or left out unseen.
export async function seal(key, bytes, place) {
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: text.encode(place) };
  return { iv, data: await crypto.subtle.encrypt(how, key, bytes) };
}

export function unseal(key, sealed, place) {
  const how = { name: "AES-GCM", iv: sealed.iv, additionalData: text.encode(place) };
  return crypto.subtle.decrypt(how, key, sealed.data);
}

export const sealText = (key, value, place) => seal(key, text.encode(JSON.stringify(value)), place);
export const unsealText = async (key, sealed, place) =>
  JSON.parse(new TextDecoder().decode(await unseal(key, sealed, place)));

// Piece by piece: a film of hours does not fit into memory.
export async function sha256(blob, piece = 4194304) {
  const running = hashing.create();
  for (let at = 0; at < blob.size; at += piece) {
    running.update(new Uint8Array(await blob.slice(at, at + piece).arrayBuffer()));
  }
  return bytesToHex(running.digest());
}
