/** Bytes for programs to send. */
import { load, type Operation, store } from '../../programs/operations';

/** Bytes in memory, at a multiple of 4. */
export function* storeBytes(address: number, bytes: readonly number[]): Operation {
  for (let at = 0; at < bytes.length; at += 4) {
    let word = 0;
    for (let i = 3; i >= 0; i--) word = (word << 8) | ((bytes[at + i] ?? 0) & 0xff);
    yield* store(address + at, word);
  }
  return bytes.length;
}

export function* loadBytes(address: number, count: number, into: number[]): Operation {
  for (let i = 0; i < count; i++) {
    const at = address + i;
    into.push(((yield* load(at - (at % 4))) >>> (8 * (at % 4))) & 0xff);
  }
  return count;
}
