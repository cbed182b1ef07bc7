// Everything unsent as one encrypted file, for the desk: it stays sealed, and only the two holders of the recovery key
// can have it opened there. Lines: "PLFIELD1", then for each part the length of its JSON head and the head, then bytes.
import { openKey, sealText } from "./keys.js";
import { capturesOf, chunkOf } from "./store.js";
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
  const sealed = await sealText(key, parcel, `${row.id}:parcel`);
  const parts = [];
  for (const one of await capturesOf(row.id)) {
    for (let number = 0; number < one.parts; number += 1) {
      const chunk = await chunkOf(one.id, number);
      if (!chunk) return [];
      const told = { kind: "chunk", id: one.id, account: app.prepared.account, number, parts: one.parts, name: one.name, media: one.media };
      // As a Blob of its own a piece may lie on disk: a film of hours does not fit into memory.
      parts.push(new Blob(part({ ...told, keys: keysOf(one.keys), iv: base64(chunk.iv) }, chunk.data)));
    }
  }
  const head = { kind: "visit", id: row.id, account: app.prepared.account, keys: keysOf(row.keys), iv: base64(sealed.iv) };
  return [...parts, ...part(head, sealed.data)];
}

function keysOf(wrapped) {
  return wrapped.recovery ? { id: wrapped.recovery.id, data: base64(wrapped.recovery.data) } : null;
}

export async function exportBundle(app) {
  const blob = await bundleOf(app);
  const link = el("a", { href: URL.createObjectURL(blob), download: `${word("bundle-name")}.plfield` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
