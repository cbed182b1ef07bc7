// A picture of a film for lists, made in the browser from its first second: the server has no program for it. It is kept
// beside the film as something derived, never as evidence.
const AT = 0.5; // seconds
const WIDTH = 480;
const LONGEST = 5000; // milliseconds

export async function posterOf(file) {
  if (!file.type.startsWith("video/")) return null;
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  try {
    return await within(LONGEST, drawn(video, address));
  } catch {
    return null; // a film that this browser cannot play has no picture, and goes all the same
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  }
}

function within(milliseconds, work) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), milliseconds));
  return Promise.race([work, late]);
}

function heard(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener("error", () => reject(new Error(name)), { once: true });
  });
}

async function drawn(video, address) {
  Object.assign(video, { muted: true, preload: "auto", src: address });
  await heard(video, "loadeddata");
  video.currentTime = Math.min(AT, (video.duration || AT) / 2);
  await heard(video, "seeked");
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(WIDTH, video.videoWidth);
  canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
}
