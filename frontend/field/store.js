// What the browser keeps: IndexedDB with four stores. Nothing personal lies in it but sealed (keys.js).
//
//   meta      device, order, prepared (sealed), reserve
//   visits    {id, order, state, keys, body}: open → closed → sent
//   captures  {id, visit, step, role, media, name, keys, parts, size, start, end, state}
//   chunks    [capture, n] → {iv, data}

const STORES = { meta: undefined, visits: "id", captures: "id", chunks: undefined };
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("plumbline-field", 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        asked.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
      }
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

// A full phone takes no picture any more, but what was captured must still be ended and sent, and that writes a few
// words. So some space is held from the beginning and given up when words find no place; until it is held again
// nothing but words is kept.
const RESERVE = 1048576;

export const isFull = (error) => error?.name === "QuotaExceededError";

async function takeReserve() {
  if (await run(["meta"], "readonly", (one) => one.objectStore("meta").count("reserve"))) return;
  const bytes = new Uint8Array(RESERVE); // of chance, as a browser may press what repeats itself to nothing
  for (let at = 0; at < RESERVE; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
  await run(["meta"], "readwrite", (one) => one.objectStore("meta").put(bytes, "reserve"));
}

export const holdReserve = () => takeReserve().catch((error) => { if (!isFull(error)) throw error; });

// Words: the visit, the state of a capture, a receipt. `words` on the error says that even they found no place.
async function write(stores, work) {
  try {
    return await run(stores, "readwrite", work);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  await run(["meta"], "readwrite", (one) => one.objectStore("meta").delete("reserve"));
  try {
    return await run(stores, "readwrite", work);
  } catch (error) {
    if (isFull(error)) error.words = true;
    throw error;
  }
}

// One transaction; it has committed to disk when the promise is kept.
async function run(stores, mode, work) {
  const held = await database();
  return new Promise((resolve, reject) => {
    const transaction = held.transaction(stores, mode, { durability: "strict" });
    const asked = work(transaction);
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const get = (store, key) => run([store], "readonly", (one) => one.objectStore(store).get(key));
export const all = (store) => run([store], "readonly", (one) => one.objectStore(store).getAll());
export const put = (store, value, key) => write([store], (one) => one.objectStore(store).put(value, key));

// A chunk and the state of its capture, both or neither.
export async function putChunk(capture, number, sealed) {
  await takeReserve();
  return run(["chunks", "captures"], "readwrite", (one) => {
    one.objectStore("chunks").put(sealed, [capture.id, number]);
    return one.objectStore("captures").put(capture);
  });
}

export function chunksOf(capture) {
  const range = IDBKeyRange.bound([capture, 0], [capture, Infinity]);
  return run(["chunks"], "readonly", (one) => one.objectStore("chunks").getAll(range));
}

export const chunkOf = (capture, number) => get("chunks", [capture, number]);

// In the order in which they were begun, which is the one they are sent in; their ids are chance.
export async function capturesOf(visit) {
  return (await all("captures")).filter((one) => one.visit === visit).sort((one, other) => one.start.wall - other.start.wall);
}

function remove(one, capture) {
  one.objectStore("chunks").delete(IDBKeyRange.bound([capture, 0], [capture, Infinity]));
  return one.objectStore("captures").delete(capture);
}

export function forget(capture) {
  return run(["captures", "chunks"], "readwrite", (one) => remove(one, capture));
}

// A visit in which nothing was captured: begun by mistake.
export function forgetVisit(visit) {
  return run(["visits"], "readwrite", (one) => one.objectStore("visits").delete(visit));
}

// The server has confirmed the visit: the bytes that it took go, a receipt stays. Where not even the receipt finds place
// the bytes go first: what they leave is enough for it.
export async function keepReceipt(visit, captures, receipt) {
  const all = () => write(["visits", "captures", "chunks"], (one) => {
    for (const capture of captures) remove(one, capture);
    return one.objectStore("visits").put({ id: visit.id, order: visit.order, state: "sent", receipt });
  });
  try {
    return await all();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  await run(["chunks"], "readwrite", (one) => {
    const chunks = one.objectStore("chunks");
    for (const capture of captures) chunks.delete(IDBKeyRange.bound([capture, 0], [capture, Infinity]));
  });
  return all();
}

// The next number of this device, never given twice.
export function nextOrder() {
  return write(["meta"], (one) => {
    const meta = one.objectStore("meta");
    const holder = { result: 0 };
    const asked = meta.get("order");
    asked.onsuccess = () => {
      holder.result = (asked.result ?? 0) + 1;
      meta.put(holder.result, "order");
    };
    return holder;
  });
}

export function identity() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

export async function device() {
  const known = await get("meta", "device");
  if (known) return known;
  const made = identity();
  await put("meta", made, "device");
  return made;
}
