/**
 * The calls that a system with communication has beside those of processes. All are of the group communication, but
 * for sleeping and waking, which every process may.
 *
 *      yield* systemCall(COMMUNICATION_CALL.send, channel, REQUEST)        REQUEST: address, bytes, priority
 */
import { SLEEP_CALL } from '../system-calls';

export const COMMUNICATION_CALL = {
  ...SLEEP_CALL,
  /** (address, expected): as sleepIfEqual, but only for wakes of the same process at the same virtual address. */
  sleepIfEqualPrivately: 67,
  /** (address, count): wakes at most `count` that sleep so. Returns how many. */
  wakePrivately: 68,
  /** (kind, request): three words: capacity, first, second. Returns its number; -1 when there is none like that. */
  createChannel: 80,
  /** (channel, request): three words: address, bytes, priority. Blocks while it has to. Returns how many bytes; -1: refused. */
  send: 81,
  /** (channel, request): two words: address, bytes. Blocks while it has to. Returns how many bytes; 0 at the end; -1: refused. */
  receive: 82,
  /** (channel, end): the caller has this end of a pipe no longer. Returns 0, or -1. */
  closeEnd: 83,
  /** (channel): it is gone; whoever waits is refused. Returns 0, or -1. */
  removeChannel: 84,
  /** (key, pages): the segment with this key; where there is none, a new one. Returns its number; -1: not possible. */
  createSegment: 85,
  /** (segment, rights): 1 read, 3 write too. Returns the address of its first page; -1: not possible. */
  attach: 86,
  /** (address): of an attached segment. Returns 0, or -1. */
  detach: 87,
  /** (segment): it is gone when nobody has it attached any more. Returns 0, or -1. */
  destroySegment: 88,
  /** (kind, request): of FACILITY, after the number in the first word, the next: FACILITY_WORDS words are stored. Returns its number; -1: none. */
  nextFacility: 89,
} as const;

/** What `createChannel` makes. */
export const CHANNEL_KIND = { port: 0, pipe: 1, queue: 2, socket: 3 } as const;
export const CHANNEL_KINDS = ['port', 'pipe', 'queue', 'socket'] as const;

/** What `nextFacility` tells of: a segment's number, key, owner, bytes, attachments, 1 when destroyed; a queue's number, 0, owner, bytes, messages, 0. */
export const FACILITY = { segment: 0, queue: 1 } as const;
export const FACILITY_WORDS = 6;
