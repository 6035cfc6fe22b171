import './old-phones.ts';
import { argon2idEither } from '../crypto/argon2-either.ts';
import type { Argon2Cost } from '../crypto/argon2-either.ts';

/** What the page asks, its bounds checked, and gets back; one question per worker. */
export type Argon2Question = { password: Uint8Array; salt: Uint8Array; cost: Argon2Cost; length: number };
export type Argon2Answer = { key: Uint8Array } | { refused: true };

addEventListener('message', (event: MessageEvent<Argon2Question>) => {
  const { password, salt, cost, length } = event.data;
  void argon2idEither(password, salt, cost, length).then(
    (key) => answer({ key }),
    () => answer({ refused: true }),
  );
});

function answer(value: Argon2Answer): void {
  postMessage(value);
}
