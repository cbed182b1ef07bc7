// The camera of the phone: a picture is a frame of it, a film is recorded while the visit goes on.
import { frame } from "./captures.js";
import { megabytes, button, el, word } from "./words.js";

export class Camera {
  constructor(app, screen) {
    Object.assign(this, { app, screen, stream: null, recording: null });
    this.box = el("section", { className: "pf-card pf-camera", hidden: true, set: { "aria-label": word("camera") } });
    this.state = el("p", { set: { role: "status" } });
  }

  async open() {
    if (this.stream) return;
    try {
      const wanted = { video: { facingMode: "environment" }, audio: true };
      this.stream = await navigator.mediaDevices.getUserMedia(wanted);
    } catch (error) {
      if (!["NotAllowedError", "NotFoundError", "TypeError", "NotReadableError"].includes(error.name)) throw error;
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
      const film = button(this.recording ? "film-stop" : "film", () => this.film());
      parts.unshift(this.video, photo, film);
    }
    this.box.replaceChildren(...parts, button("camera-close", () => this.close()));
    this.box.hidden = false;
  }

  get role() {
    return this.screen.visit.late ? "paper" : "photo";
  }

  async photo() {
    const blob = await frame(this.video);
    await this.app.captures.keep(this.screen.visit.id, this.screen.step.id, this.role, blob, "photo.jpg");
    await this.screen.files();
  }

  async pick(files, keepPlace) {
    for (const one of files) {
      await this.app.captures.keep(this.screen.visit.id, this.screen.step.id, this.role, one, one.name || "photo.jpg", { keep_place: keepPlace });
    }
    await this.screen.files();
  }

  async film() {
    if (this.recording) return this.stop();
    const tell = (capture) => {
      this.state.textContent = word("filming", { seconds: Math.round((Date.now() - capture.start.wall) / 1000), size: megabytes(capture.size) });
    };
    this.recording = await this.app.captures.record(this.stream, this.screen.visit.id, this.screen.step.id, "film", tell);
    this.draw();
  }

  async stop() {
    await this.recording.stop();
    this.recording = null;
    this.state.textContent = "";
    if (this.stream) this.draw();
    await this.screen.files?.();
  }

  async close() {
    if (this.recording) await this.stop();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.box.hidden = true;
    this.box.replaceChildren();
  }
}
