/**
 * The child's side of the two pipes to its parent (child-protocol.ts): read and written synchronously, so that a
 * child has no event loop to speak of.
 */
import { readSync, writeSync } from 'node:fs';
import { ANSWER_FD, FRAME_HEAD_BYTES, frame } from './child-protocol';

export function sendToParent(header: unknown, payload?: Uint8Array): void {
  const bytes = frame(header, payload);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(ANSWER_FD, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      waitShortly();
    }
  }
}

/** Waits for the next frame. Ends this process when the parent is gone. */
export function receiveFromParent(): { readonly header: unknown; readonly payload: Uint8Array } {
  const head = new DataView(receive(FRAME_HEAD_BYTES).buffer);
  const header = receive(head.getUint32(0, true));
  const payload = receive(head.getUint32(4, true));
  return { header: JSON.parse(new TextDecoder().decode(header)), payload };
}

function receive(bytes: number): Uint8Array {
  const received = new Uint8Array(bytes);
  for (let at = 0; at < bytes; ) {
    try {
      const read = readSync(0, received, at, bytes - at, null);
      if (read === 0) process.exit(0); // the parent is gone
      at += read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      waitShortly();
    }
  }
  return received;
}

/** The pipe is full, or empty, and does not block: lets the other side run. */
function waitShortly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
