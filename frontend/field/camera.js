// The camera of the phone: a picture is a frame of it, a film is recorded while the visit goes on.
import { frame } from "./captures.js";
import { button, el, sizeText, word } from "./words.js";

// Pictures are named by what they are: the names that they have on the phone may name persons, and lie here unsealed.
const ENDINGS = { "image/png": "png", "image/webp": "webp" };
// Of camera and microphone what there is: without either, pictures are chosen from the phone.
const UNAVAILABLE = ["NotAllowedError", "NotFoundError", "TypeError", "NotReadableError"];

export class Camera {
  constructor(app, screen) {
    Object.assign(this, { app, screen, stream: null, recording: null });
    this.box = el("section", { className: "pf-card pf-camera", hidden: true, set: { "aria-label": word("camera") } });
    this.state = el("p", { set: { role: "status" } });
  }

  async open() {
    if (this.stream) return;
    const video = { facingMode: "environment" };
    for (const wanted of [{ video, audio: true }, { video }, { audio: true }]) {
      try {
        this.stream ??= await navigator.mediaDevices.getUserMedia(wanted);
      } catch (error) {
        if (!UNAVAILABLE.includes(error.name)) throw error;
      }
    }
    this.draw();
  }

  draw() {
    const picked = el("input", { type: "file", accept: "image/jpeg,image/png,image/webp", multiple: true, className: "pf-hidden", id: "pf-picked", set: { capture: "environment" } });
    const place = el("input", { type: "checkbox", id: "pf-place" });
    picked.onchange = () => this.pick([...picked.files], place.checked);
    const parts = [
      el("label", { className: "pf-button pf-pick" }, picked, word("pick-photo")),
      el("label", { className: "pf-check" }, place, el("span", { textContent: word("keep-place") })),
      this.state,
    ];
    if (this.stream) {
      // The camera takes a moment to see anything: until it does, pressing would keep nothing.
      const photo = button("photo", () => this.photo(), { className: "pf-button pf-main", disabled: true });
      const seen = () => { photo.disabled = false; };
      this.video = el("video", { muted: true, playsInline: true, autoplay: true, onloadeddata: seen, srcObject: this.stream, className: "pf-view" });
      const film = this.recorder("film", this.stream.getVideoTracks().length ? this.stream : new MediaStream());
      const sound = this.recorder("sound", new MediaStream(this.stream.getAudioTracks()));
      parts.unshift(this.video, photo, film, sound);
    }
    this.box.replaceChildren(...parts, button("camera-close", () => this.close()));
    this.box.hidden = false;
  }

  // Begins and ends a recording; while one runs the other kind waits.
  recorder(role, stream) {
    const runs = this.recording?.role === role;
    const rests = !stream.getTracks().length || (this.recording && !runs);
    return button(runs ? `${role}-stop` : role, () => this.record(role, stream), { disabled: Boolean(rests) });
  }

  get role() {
    return this.screen.visit.late ? "paper" : "photo";
  }

  async photo() {
    await this.keep(await frame(this.video), "photo.jpg");
  }

  async pick(files, keepPlace) {
    for (const one of files) await this.keep(one, `photo.${ENDINGS[one.type] ?? "jpg"}`, { keep_place: keepPlace });
  }

  async keep(blob, name, more = {}) {
    await this.app.captures.keep(this.screen.visit.id, this.screen.step.id, this.role, blob, name, more);
    this.screen.keep?.();
    await this.screen.files();
  }

  async record(role, stream) {
    if (this.recording) return this.stop();
    const tell = (capture) => {
      if (capture.parts === 1) this.screen.keep?.(); // the visit names it from its first second on
      this.state.textContent = word("filming", { seconds: Math.round((Date.now() - capture.start.wall) / 1000), size: sizeText(capture.size) });
    };
    const failed = async (error) => {
      await this.stop().catch(() => {});
      throw error; // said in the bar of the page
    };
    const recording = await this.app.captures.record(stream, this.screen.visit.id, this.screen.step.id, role, tell, failed);
    this.recording = { ...recording, role };
    this.draw();
  }

  async stop() {
    const { recording } = this;
    if (!recording) return;
    this.recording = null;
    this.state.textContent = "";
    try {
      await recording.stop();
    } finally {
      if (this.stream) this.draw();
      this.screen.keep?.();
      await this.screen.files?.();
    }
  }

  async close() {
    if (this.recording) await this.stop();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.box.hidden = true;
    this.box.replaceChildren();
  }
}
