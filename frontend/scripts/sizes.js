// Bytes in words.
const STEP = 1024;

export function sizeText(bytes) {
  if (bytes < STEP) return `${bytes} B`;
  return bytes < STEP * STEP ? `${Math.ceil(bytes / STEP)} kB` : `${(bytes / STEP / STEP).toFixed(1)} MB`;
}
