// Everything unsent as one encrypted file, for the desk: it stays sealed, and only the two holders of the recovery key
// can have it opened there. Lines: "PLFIELD1", then for each part the length of its JSON head and the head, then bytes.
import { openKey, sealText } from "./keys.js";
import { all, capturesOf, chunkOf, put } from "./store.js";
import { el, word } from "./words.js";

const text = new TextEncoder();

function base64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

function part(head, data) {
  const json = text.encode(JSON.stringify({ ...head, size: data.byteLength }));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, json.length);
  return [length.buffer, json, data];
}

export async function bundleOf(app) {
  const parts = [text.encode("PLFIELD1")];
  for (const row of (await app.visits.list()).filter((one) => one.state === "closed")) {
    await app.visits.work;
    parts.push(...(await visitParts(app, row.id)));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

// Nothing where the visit is sent while this goes on: the server has it, and its pieces are gone from here.
async function visitParts(app, id) {
  const { row, visit } = await app.visits.open(id);
  if (!visit) return [];
  const parcel = await app.visits.parcel(row, visit);
  const key = await openKey(app.visits.pin, row.keys);
  return sealedParts(row, await sealText(key, parcel, `${row.id}:parcel`), app.prepared.account);
}

async function sealedParts(row, sealed, account) {
  const parts = [];
  for (const one of await capturesOf(row.id)) {
    for (let number = 0; number < one.parts; number += 1) {
      const chunk = await chunkOf(one.id, number);
      if (!chunk) return [];
      const told = { kind: "chunk", id: one.id, account, number, parts: one.parts, name: one.name, media: one.media };
      // As a Blob of its own a piece may lie on disk: a film of hours does not fit into memory.
      parts.push(new Blob(part({ ...told, keys: keysOf(one.keys), iv: base64(chunk.iv) }, chunk.data)));
    }
  }
  const head = { kind: "visit", id: row.id, account, keys: keysOf(row.keys), iv: base64(sealed.iv) };
  return [...parts, ...part(head, sealed.data)];
}

function keysOf(wrapped) {
  return wrapped.recovery ? { id: wrapped.recovery.id, data: base64(wrapped.recovery.data) } : null;
}

// With the PIN lost: what the recovery key opens as it was sealed last, and how many visits need the PIN.
export async function lockedVisits() {
  const found = { ready: [], open: 0, not: 0 };
  for (const row of (await all("visits")).sort((one, other) => one.order - other.order)) {
    if (row.state === "sent") continue;
    const keys = [row.keys, ...(await capturesOf(row.id)).map((one) => one.keys)];
    if (row.parcel && keys.every((one) => one.recovery)) {
      found.ready.push(row);
      found.open += row.state === "open" ? 1 : 0;
    } else found.not += 1;
  }
  return found;
}

// A visit that was not ended is ended with it: what is entered from the bundle would not be what is sent later.
export async function exportLocked() {
  const parts = [text.encode("PLFIELD1")];
  for (const row of (await lockedVisits()).ready) {
    await put("visits", { ...row, state: "closed" });
    parts.push(...(await sealedParts(row, row.parcel, row.account)));
  }
  saveBundle(new Blob(parts, { type: "application/octet-stream" }));
}

export async function exportBundle(app) {
  saveBundle(await bundleOf(app));
}

function saveBundle(blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: `${word("bundle-name")}.plfield` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
