// The device's clock as each record keeps it: what it says, what ran since the session began (nobody can set that),
// and by how much it was set meanwhile.
import { identity } from "./store.js";

const session = identity();
const began = performance.now();
const wallAtStart = Date.now();

export function deviceTime() {
  const elapsed = Math.max(0, Math.round(performance.now() - began));
  const wall = Date.now();
  return { wall, session, elapsed, moved: Math.round(wall - wallAtStart - elapsed) };
}

export function dayText(wall) {
  const at = new Date(wall);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  return `${day} ${clockText(wall)}`;
}

export function clockText(wall) {
  const at = new Date(wall);
  return [at.getHours(), at.getMinutes()].map((one) => String(one).padStart(2, "0")).join(":");
}
