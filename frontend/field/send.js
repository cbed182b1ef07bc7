// What is closed is sent in order, each thing once: the ids are the device's, and the server passes over what it has.
// The token of the form is asked for anew, as one that was kept is stale; without a login nothing is lost, only late.
import { Upload } from "tus-js-client";
import { sha256 } from "./keys.js";
import { capturesOf, chunkOf, isFull, keepReceipt, put } from "./store.js";

const PART = 8388608;
const WAITS = [0, 1000, 3000, 10000];

export class NotSignedIn extends Error {}
export class Refused extends Error {}

// A capture that no sending brings in, however often (`kind` is the server's word for why): the visit goes without it
// and says so, and it stays on this phone.
export class NotTaken extends Error {
  constructor(kind, text) {
    super(text);
    this.kind = kind;
  }
}

async function answered(response) {
  const kind = response.headers.get("content-type") ?? "";
  const told = kind.includes("json") ? await response.json() : {};
  if (response.ok && kind.includes("json")) return told;
  const text = [told.error ?? told.refused, told.remedy].filter(Boolean).join(" ") || `HTTP ${response.status}`;
  if (told.kind) throw new NotTaken(told.kind, text);
  throw new Refused(text);
}

export async function token(base, account) {
  const told = await answered(await fetch(`${base}token/`, { cache: "no-store" }));
  if (!told.account || (account && told.account !== account)) throw new NotSignedIn();
  return told;
}

export class Sender {
  constructor(base, visits, captures, tell) {
    Object.assign(this, { base, visits, captures, tell, busy: null, again: false });
  }

  // One sending at a time; asked for meanwhile, it looks once more when it is through.
  flush() {
    if (this.busy) {
      this.again = true;
      return this.busy;
    }
    this.busy = this.run().finally(() => {
      this.busy = null;
      if (this.again) {
        this.again = false;
        this.flush();
      }
    });
    return this.busy;
  }

  async run() {
    const waiting = (await this.visits.list()).filter((one) => one.state === "closed");
    if (!waiting.length || !navigator.onLine) return;
    try {
      const held = await token(this.base, this.visits.prepared.account);
      const stopped = new Set();
      for (const row of waiting) await this.visit(row, held.csrf, stopped);
      this.tell("sent");
    } catch (error) {
      if (error instanceof NotSignedIn) this.tell("sign-in");
      else if (error instanceof TypeError) this.tell("offline-still");
      else throw error;
    }
  }

  // A visit that the server cannot read waits, and what follows in the same case waits with it.
  async visit(row, csrf, stopped) {
    const { visit } = await this.visits.open(row.id);
    if (stopped.has(visit.case)) return;
    try {
      const captures = await capturesOf(row.id);
      for (const one of captures) if (!["sent", "refused"].includes(one.state) && (await this.waits(one))) await this.file(one, csrf);
      const body = JSON.stringify(await this.visits.parcel(row, visit));
      const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json" };
      const receipt = await answered(await fetch(`${this.base}visits/`, { method: "POST", headers, body }));
      const taken = captures.filter((one) => one.state !== "refused");
      await keepReceipt(row, taken.map((one) => one.id), receipt);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      stopped.add(visit.case);
      row.problem = error.message;
      await put("visits", row);
    }
    this.tell("moved");
  }

  // Bytes go only after the server has confirmed the visit (keepReceipt), so what has none any more was taken.
  async waits(capture) {
    return capture.parts > 0 && Boolean(await chunkOf(capture.id, 0));
  }

  async file(capture, csrf) {
    const blob = await this.captures.open(capture);
    const digest = await sha256(blob);
    // Films and sound go in parts, each kept by the server as it comes: a broken line costs the last one.
    const way = /^(video|audio)\//.test(capture.media) ? "inParts" : "whole";
    try {
      const told = await this[way](capture, blob, digest, csrf);
      if (told.sha256 !== digest) throw new Refused(capture.name);
      capture.state = "sent";
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      Object.assign(capture, { state: "refused", why: error.kind, said: error.message, sha256: digest });
    }
    await put("captures", capture).catch((error) => {
      if (!isFull(error)) throw error; // sent again it is known there; what was taken makes space
    });
    this.tell("moved");
  }

  async whole(capture, blob, digest, csrf) {
    const query = new URLSearchParams({ name: capture.name, place: capture.keep_place ? "keep" : "" });
    const headers = { "X-CSRFToken": csrf, "X-Content-SHA256": digest, "Content-Type": "application/octet-stream" };
    const url = `${this.base}files/${capture.id}/?${query}`;
    return answered(await fetch(url, { method: "POST", headers, body: blob }));
  }

  // Where it is on the server is kept with the capture: a browser that was closed goes on from the last part.
  async inParts(capture, blob, digest, csrf) {
    const headers = { "X-CSRFToken": csrf };
    await new Promise((resolve, reject) => {
      const upload = new Upload(blob, {
        endpoint: `${this.base}files/${capture.id}/uploads/`,
        uploadUrl: capture.upload ?? null,
        chunkSize: PART,
        retryDelays: WAITS,
        storeFingerprintForResuming: false,
        metadata: { filename: capture.name },
        headers,
        onUploadUrlAvailable: () => {
          capture.upload = new URL(upload.url, location.href).pathname;
          put("captures", capture);
        },
        onSuccess: resolve,
        onError: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0;
          if (status === 413) reject(new NotTaken("TooLarge", error.originalResponse.getBody()));
          else reject(status >= 400 && status < 500 ? new Refused(error.originalResponse.getBody()) : new TypeError(error.message));
        },
      });
      upload.start();
    });
    const body = new FormData();
    body.set("sha256", digest);
    return answered(await fetch(`${capture.upload}finish/`, { method: "POST", headers, body }));
  }
}
