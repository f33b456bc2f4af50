/**
 * What programs call: the calls of communication-calls.ts with their requests put together, and what needs no call.
 *
 *      const channel = yield* createChannel(CHANNEL_KIND.pipe, 512);
 *      yield* send(channel, address, bytes);
 *
 * A request lies in the last words of the stack's first page.
 */
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { STACK_LIMIT, STACK_TOP } from '../processes/process-record';
import { COMMUNICATION_CALL } from './communication-calls';

/** A page of the stack, at a multiple of 4,096: for what programs send and receive. */
export const OWN_PAGE = STACK_LIMIT + 8 * 4_096;

const CALL = COMMUNICATION_CALL;
const REQUEST = STACK_TOP - 64;
const WORD_BYTES = 4;

function* ask(call: number, which: number, words: readonly number[]): Operation {
  for (let i = 0; i < words.length; i++) yield* store(REQUEST + WORD_BYTES * i, words[i]);
  return yield* systemCall(call, which, REQUEST);
}

/** @param first of a socket: the host that sends. @param second and the one that receives. */
export const createChannel = (kind: number, capacity: number, first = 0, second = 0): Operation =>
  ask(CALL.createChannel, kind, [capacity, first, second]);
export const send = (channel: number, address: number, bytes: number, priority = 0): Operation =>
  ask(CALL.send, channel, [address, bytes, priority]);
export const receive = (channel: number, address: number, bytes: number): Operation =>
  ask(CALL.receive, channel, [address, bytes]);
export const closeEnd = (channel: number, end: number): Operation => systemCall(CALL.closeEnd, channel, end);
export const removeChannel = (channel: number): Operation => systemCall(CALL.removeChannel, channel);
export const createSegment = (key: number, pages: number): Operation =>
  systemCall(CALL.createSegment, key, pages);
export const attach = (segment: number, rights: number): Operation =>
  systemCall(CALL.attach, segment, rights);
export const detach = (address: number): Operation => systemCall(CALL.detach, address);
export const destroySegment = (segment: number): Operation => systemCall(CALL.destroySegment, segment);

/** The words of the next facility of a kind, behind number `after`; the answer is its number, -1 for none. */
export function* nextFacility(kind: number, after: number, words: number[]): Operation {
  const number = yield* ask(CALL.nextFacility, kind, [after, 0, 0, 0, 0, 0]);
  for (let i = 0; i < words.length; i++) words[i] = yield* load(REQUEST + WORD_BYTES * i);
  return number;
}

/** Copies words in user mode: what is left of copying where memory is shared. */
export function* copyWords(from: number, to: number, words: number): Operation {
  for (let i = 0; i < words; i++) yield* store(to + WORD_BYTES * i, yield* load(from + WORD_BYTES * i));
  return 0;
}
