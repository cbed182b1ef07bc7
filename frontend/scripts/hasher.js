// A worker that hashes a file piece by piece: a recording of hours does not fit into memory, and the page stays alive.
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

const PIECE = 4 * 1024 * 1024;

self.addEventListener("message", async ({ data: file }) => {
  try {
    const running = sha256.create();
    for (let at = 0; at < file.size; at += PIECE) {
      running.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    }
    self.postMessage({ sha256: bytesToHex(running.digest()) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
});
