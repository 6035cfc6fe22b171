/** The curves in plain script; ten kilobytes, so loaded only where the browser has none of its own. */
export { ed25519, x25519 } from '@noble/curves/ed25519.js';
