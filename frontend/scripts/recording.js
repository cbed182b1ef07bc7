// Sound and picture recorded by the browser, for the desk and for the page in the field.
//
//     const recorder = new Recorder(stream, clock)   clock() tells the instant in milliseconds since 1970-01-01 UTC
//     recorder.start(); const { file, from, to } = await recorder.stop();
//
// The piece that is being recorded is handed over every few seconds (`onPiece`), so that a crash loses no more than that.
const KINDS = ["video/webm;codecs=vp9,opus", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const SOUNDS = ["audio/webm;codecs=opus", "audio/webm", "audio/mp4"];
const PIECE = 5000; // milliseconds
const ENDINGS = { "video/webm": "webm", "video/mp4": "mp4", "audio/webm": "weba", "audio/mp4": "m4a" };

export function mayRecord() {
  return Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);
}

// Camera and microphone; the microphone alone where there is no camera.
export async function openDevices({ video = true } = {}) {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true, video });
  } catch (error) {
    if (video && error.name === "NotFoundError") return openDevices({ video: false });
    throw error;
  }
}

export class Recorder {
  constructor(stream, clock = Date.now, onPiece = () => {}) {
    const wanted = stream.getVideoTracks().length ? KINDS : SOUNDS;
    const type = wanted.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? "";
    this.stream = stream;
    this.clock = clock;
    this.pieces = [];
    this.media = new MediaRecorder(stream, type ? { mimeType: type } : {});
    this.media.addEventListener("dataavailable", ({ data }) => {
      if (!data.size) return;
      this.pieces.push(data);
      onPiece(data);
    });
  }

  start() {
    this.media.start(PIECE);
    this.from = this.clock();
  }

  // The file and the span it covers; camera and microphone are let go.
  async stop() {
    const ended = new Promise((resolve) => this.media.addEventListener("stop", resolve, { once: true }));
    if (this.media.state !== "inactive") this.media.stop();
    const to = this.clock();
    await ended;
    for (const track of this.stream.getTracks()) track.stop();
    const kind = (this.media.mimeType || this.pieces[0].type).split(";")[0];
    const name = `${shanghai(this.from).replace(/[-:]/g, "").replace("T", "-")}.${ENDINGS[kind] ?? "webm"}`;
    return { file: new File(this.pieces, name, { type: kind, lastModified: Math.round(to) }), from: this.from, to };
  }
}

// `2026-10-12T09:30:05` in Shanghai, as fields for date and time hold it.
export function shanghai(instant) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" });
  return parts.format(new Date(instant)).replace(" ", "T");
}
