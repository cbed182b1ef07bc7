// One file on its way: sent in parts by tus, hashed beside it, compared and kept by the server at the end.
// Nothing of it is kept in the browser's storage, which may be a shared one: the server knows what is unfinished.
import { Upload } from "tus-js-client";
import { csrfToken } from "./token.js";

const PART = 8 * 1024 * 1024;
const WAITS = [0, 1000, 2000, 4000, 8000, 15000, 30000, 60000, 60000, 60000]; // milliseconds; begins anew with progress
const BUSY = [409, 423];

// SHA-256 (hex) of a file, worked out in a worker.
export function hashOf(file, program) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program);
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.addEventListener("message", ({ data }) => (data.sha256 ? end(resolve, data.sha256) : end(reject, data.error)));
    worker.addEventListener("error", (event) => end(reject, event.message));
    worker.postMessage(file);
  });
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

// `tell(state, value)` hears: sending (share), checking, paused, broken, refused (text), done (what the server says).
export class Sending {
  constructor(file, { collection, hasher, address = "", extras = {}, tell }) {
    Object.assign(this, { file, address, extras, tell, state: "" });
    this.hash = hashOf(file, hasher);
    this.hash.catch(() => {});
    this.upload = new Upload(file, {
      endpoint: collection,
      uploadUrl: address || null,
      chunkSize: PART,
      retryDelays: WAITS,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, changed: String(file.lastModified) },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onShouldRetry: (error) => !statusOf(error) || statusOf(error) >= 500 || BUSY.includes(statusOf(error)),
      onUploadUrlAvailable: () => {
        this.address = new URL(this.upload.url, location.href).pathname;
      },
      onProgress: (sent, all) => this.say("sending", all ? sent / all : 1),
      onSuccess: () => this.finish(),
      onError: (error) => this.failed(error),
    });
  }

  say(state, value) {
    this.state = state;
    this.tell(state, value);
  }

  start() {
    this.say("sending", 0);
    this.upload.start();
  }

  async hold() {
    await this.upload.abort();
    this.say("paused");
  }

  async giveUp() {
    await this.upload.abort();
    if (!this.address) return;
    await fetch(this.address, {
      method: "DELETE",
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken() },
      credentials: "same-origin",
    }).catch(() => {});
  }

  failed(error) {
    const text = error.originalResponse?.getBody();
    const refused = statusOf(error) === 413 || statusOf(error) === 422;
    if (refused) this.say("refused", text);
    else this.say("broken");
  }

  // An answer that got lost is asked for again; the server answers the same.
  async finish() {
    this.say("checking");
    const body = new FormData();
    try {
      body.set("sha256", await this.hash);
    } catch {
      this.say("broken");
      return;
    }
    for (const [name, value] of Object.entries(await this.extras)) body.set(name, value);
    for (const wait of WAITS) {
      await pause(wait);
      try {
        const headers = { "X-CSRFToken": csrfToken() };
        const answer = await fetch(`${this.address}finish/`, { method: "POST", body, headers, credentials: "same-origin" });
        if (answer.status >= 500) continue;
        const told = answer.ok || answer.status === 422 ? await answer.json() : {};
        if (answer.ok) this.say("done", told);
        else if (told.refused) this.say("refused", told.refused);
        else this.say("broken");
        return;
      } catch {
        // no answer: once more
      }
    }
    this.say("broken");
  }
}
