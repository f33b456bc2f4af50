/**
 * Messages that a socket has lost by itself: their send was DONE, no byte of them ever comes out, and another message is
 * copied over them. Overwriting alone does not tell why; who puts two messages into one place takes that place out for
 * both, who looks beside a message takes out what is none, and who drops one takes nothing for it.
 */
import type { Events } from '../../judging/events';
import type { EVENTS } from './simulation';

interface Sent {
  /** At which event its send was over. */
  over: number;
  isTaken: boolean;
  isOverwritten: boolean;
}

/** @returns the events at which the sends of such messages were over. */
export function lostMessages(events: Events<typeof EVENTS.kinds>): ReadonlySet<number> {
  const sent: Sent[] = [];
  /** By process: what it sends, and what it has been given. */
  const sending = new Map<number, Sent>();
  const given = new Map<number, Set<Sent>>();
  const buffer: (Sent | undefined)[] = [];
  const timesTaken = new Map<Sent, number>();
  for (const event of events.of('transfer-begun', 'copied', 'copied-out', 'transfer-over')) {
    const { process } = event;
    if (event.name === 'transfer-begun') {
      sending.delete(process);
      given.set(process, new Set());
    } else if (event.name === 'copied') {
      const message = sending.get(process) ?? { over: -1, isTaken: false, isOverwritten: false };
      sending.set(process, message);
      for (let at = event.offset; at < event.offset + event.bytes; at++) {
        const there = buffer[at];
        if (there !== undefined && there !== message && !there.isTaken) there.isOverwritten = true;
        buffer[at] = message;
      }
    } else if (event.name === 'copied-out') {
      for (let at = event.offset; at < event.offset + event.bytes; at++) {
        const there = buffer[at];
        if (there === undefined) continue;
        there.isTaken = true;
        given.get(process)?.add(there);
      }
    } else if (event.receives === 1) {
      const messages = given.get(process) ?? new Set();
      if (event.answer >= 0 && messages.size === 0) return new Set();
      for (const message of messages) timesTaken.set(message, (timesTaken.get(message) ?? 0) + 1);
    } else {
      const message = sending.get(process);
      if (message === undefined || event.answer < 0) continue;
      message.over = event.index;
      sent.push(message);
    }
  }
  if ([...timesTaken.values()].some((times) => times > 1)) return new Set();
  return new Set(
    sent.flatMap(({ over, isTaken, isOverwritten }) => (isOverwritten && !isTaken ? [over] : [])),
  );
}
