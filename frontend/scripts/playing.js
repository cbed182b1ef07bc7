// A recording beside its steps: a step is jumped to, the one that is playing is marked. Without script the steps are
// links that load the page at that second.
function playerOf(place) {
  return place.querySelector("video, audio");
}

function steps() {
  return [...document.querySelectorAll("[data-pl-seek]")];
}

function go(player, seconds) {
  player.currentTime = Math.max(0, seconds);
  player.play().catch(() => {});
}

function mark(player) {
  let current = null;
  for (const one of steps()) {
    one.removeAttribute("aria-current");
    if (Number(one.dataset.plSeek) <= player.currentTime + 0.25) current = one;
  }
  current?.setAttribute("aria-current", "true");
}

document.addEventListener("click", (event) => {
  const place = document.querySelector("[data-pl-playing]");
  if (!place || !(event.target instanceof Element)) return;
  const player = playerOf(place);
  const step = event.target.closest("[data-pl-seek]");
  if (step) {
    event.preventDefault();
    go(player, Number(step.dataset.plSeek));
    return;
  }
  const button = event.target.closest("[data-pl-playing-acts] button");
  if (!button) return;
  if (button.dataset.jump) {
    go(player, player.currentTime + Number(button.dataset.jump));
    return;
  }
  const places = steps().map((one) => Number(one.dataset.plSeek));
  const now = player.currentTime;
  const next =
    button.dataset.step === "1" ? places.find((one) => one > now + 0.25) : places.filter((one) => one < now - 1).pop();
  if (next !== undefined) go(player, next);
});

// While it plays the desk judges every three quarters of a minute who may see it, and gives the next minute's ticket:
// a jump then finds one. Refused or without a line nothing is lost: a part is judged when it is asked for.
const EVERY = 45_000;
function keep(player) {
  let asked = Date.now();
  player.addEventListener("timeupdate", () => {
    if (Date.now() - asked < EVERY) return;
    asked = Date.now();
    fetch(player.currentSrc.split("#")[0], { method: "HEAD", cache: "no-store" }).catch(() => {});
  });
}

function greet() {
  const place = document.querySelector("[data-pl-playing]");
  if (!place) return;
  place.querySelector("[data-pl-playing-acts]").hidden = false;
  const player = playerOf(place);
  keep(player);
  player.addEventListener("timeupdate", () => mark(player));
  player.addEventListener("seeked", () => mark(player));
}
greet();
