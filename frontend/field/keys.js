// Each thing kept has a random AES-GCM key of its own, wrapped twice: under the officer's PIN, and for the organ's
// recovery key, whose private part two people hold. Without either nothing can be read.

import { sha256 as hashing } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

const ROUNDS = 600000;
const AES = { name: "AES-GCM", length: 256 };
const text = new TextEncoder();

export const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

export async function pinKey(pin, salt) {
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
