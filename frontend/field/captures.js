// Photos, films, sound, signatures, transcripts: sealed piece by piece as they are made, so that a browser that dies
// loses the last second and nothing before it.
import { deviceTime } from "./clock.js";
import { newKey, openKey, seal, unseal } from "./keys.js";
import { chunksOf, forget, identity, put, putChunk } from "./store.js";

const SECOND = 1000;
const PIECE = 4194304; // what is sealed and opened at once

export class Captures {
  constructor(pin, recovery, kept) {
    this.pin = pin;
    this.recovery = recovery;
    this.kept = kept; // told after each piece that found its place
  }

  async begin(visit, step, role, media, name, more = {}) {
    const { key, wrapped } = await newKey(this.pin, this.recovery);
    const capture = {
      id: identity(), visit, step, role, media, name, keys: wrapped, parts: 0, size: 0,
      start: deviceTime(), end: null, state: "recording", ...more,
    };
    await put("captures", capture);
    return { capture, key };
  }

  async add({ capture, key }, blob) {
    const bytes = await blob.arrayBuffer();
    const number = capture.parts;
    const sealed = await seal(key, bytes, `${capture.id}:${number}`);
    const grown = { ...capture, parts: number + 1, size: capture.size + bytes.byteLength };
    await putChunk(grown, number, sealed);
    Object.assign(capture, grown); // only what lies on disk counts
    this.kept();
  }

  async end({ capture }) {
    capture.end = deviceTime();
    capture.state = "kept";
    await put("captures", capture);
    return capture;
  }

  // A whole thing at once.
  async keep(visit, step, role, blob, name, more = {}) {
    const begun = await this.begin(visit, step, role, blob.type, name, more);
    try {
      for (let at = 0; at === 0 || at < blob.size; at += PIECE) await this.add(begun, blob.slice(at, at + PIECE));
    } catch (error) {
      await forget(begun.capture.id).catch(() => {}); // half of a picture is none
      throw error;
    }
    return this.end(begun);
  }

  // The bytes as they were captured.
  async open(capture) {
    const key = await openKey(this.pin, capture.keys);
    const chunks = await chunksOf(capture.id);
    if (chunks.length !== capture.parts) throw new Error(`${capture.id}: ${chunks.length}/${capture.parts}`);
    const parts = [];
    for (const [number, one] of chunks.entries()) parts.push(await unseal(key, one, `${capture.id}:${number}`));
    return new Blob(parts, { type: capture.media });
  }

  // Records a stream until `stop` is called; what is said meanwhile goes to `tell(capture)`. Where a piece cannot be kept
  // any more, as on a full phone, it ends by itself and `failed(error)` is told: nobody films on into nothing.
  async record(stream, visit, step, role, tell, failed) {
    const wanted = role === "film" ? ["video/webm;codecs=vp9,opus", "video/webm", "video/mp4"] : ["audio/webm", "audio/mp4"];
    const mimeType = wanted.find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const media = (mimeType ?? recorder.mimeType).split(";")[0];
    const ending = media.endsWith("mp4") ? "mp4" : "webm";
    const begun = await this.begin(visit, step, role, media, `${role}.${ending}`);
    let work = Promise.resolve();
    let broken = false;
    const piece = async (data) => {
      if (broken) return; // one piece left out would spoil what follows it
      try {
        await this.add(begun, data);
      } catch (error) {
        broken = true;
        failed(error);
        return;
      }
      tell(begun.capture);
    };
    recorder.ondataavailable = (event) => {
      if (event.data.size) work = work.then(() => piece(event.data));
    };
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(SECOND);
    return {
      capture: begun.capture,
      stop: async () => {
        if (recorder.state !== "inactive") recorder.stop();
        await stopped;
        await work;
        return this.end(begun);
      },
    };
  }
}

// A frame of the camera as a picture.
export function frame(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
}
