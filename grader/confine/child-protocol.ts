/**
 * What a grader and a confined child say to each other, over two pipes.
 *
 *      parent ──stdin──▶ simulation of an exercise, (warm up,) ..., one job     a frame each
 *      child  ──fd 3───▶ ready, (warm,) ..., then one case after another, then done
 *
 *      frame:  header bytes (u32, little-endian), payload bytes (u32), header (JSON, UTF-8), payload
 *
 * The parent believes nothing: sizes are bounded before anything is kept, and what is not the next thing that
 * the protocol allows ends the child. (A structured clone, as process.send would use, can be neither bounded nor
 * read piece by piece.)
 */
import type { CaseParameters } from '../../exercises/exercise-definition';
import { type PolicyShape, STOP_REASONS } from '../../simulator/engine/policy';
import type { EventKinds } from '../../simulator/engine/trace';
import { MAX_LOG_WORDS } from '../replay/decision-log';
import { MOST_CALLS } from '../replay/note-calls';
import type { ConfinedStop } from './confined-policies';

/** A submission and the cases that it is to run. */
export interface ChildJob {
  readonly program: string;
  readonly shape: PolicyShape;
  readonly events: EventKinds;
  readonly unitsLimit: number;
  /** Whether to tell at which line of the submission each of its calls ended (note-calls.ts). */
  readonly notesLines?: boolean;
  readonly cases: readonly {
    readonly name: string;
    readonly seed: string;
    readonly parameters: CaseParameters;
  }[];
}

/** What a parent says, each as the header of a frame; the payload of a simulation is what buildSimulation() made. */
export type ChildOrder =
  | { readonly kind: 'simulation' }
  | { readonly kind: 'warm up' }
  | { readonly kind: 'job'; readonly job: ChildJob };

/** Runs of public samples that were recorded: a job without a program, and the log of each of its cases. */
export interface RecordedRuns {
  readonly job: Pick<ChildJob, 'shape' | 'events' | 'cases'>;
  readonly logs: readonly Uint8Array[];
}

/** The simulation of an exercise: a script whose value is a Simulation, what lets V8 use it without parsing it, and what warms it up. */
export interface SimulationScript {
  /** ASCII. */
  readonly text: Uint8Array;
  readonly cache: Uint8Array;
  readonly recorded: RecordedRuns;
}

/** In one piece, because V8 would not notice a cache of another text of the same length. */
export function joinSimulation({ text, cache, recorded }: SimulationScript): Uint8Array {
  const job = new TextEncoder().encode(JSON.stringify(recorded.job));
  return joinParts([text, cache, job, ...recorded.logs]);
}

export function splitSimulation(bytes: Uint8Array): SimulationScript {
  const [text, cache, job, ...logs] = splitParts(bytes);
  return { text, cache, recorded: { job: JSON.parse(new TextDecoder().decode(job)), logs } };
}

const PART_LENGTH_BYTES = 4;

/** Each part behind its length (u32, little-endian). */
function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  return joined(
    parts.flatMap((part) => {
      const length = new Uint8Array(PART_LENGTH_BYTES);
      new DataView(length.buffer).setUint32(0, part.length, true);
      return [length, part];
    }),
    parts.reduce((sum, part) => sum + PART_LENGTH_BYTES + part.length, 0),
  );
}

export function splitParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const from = at + PART_LENGTH_BYTES;
    at = from + view.getUint32(at, true);
    parts.push(bytes.subarray(from, at));
  }
  return parts;
}

/** What came of one case. */
export interface CaseOutcome {
  readonly index: number;
  /** The DecisionLog's bytes. */
  readonly log: Uint8Array;
  readonly stopped?: ConfinedStop;
  readonly traceDigest: string;
  readonly console: readonly string[];
  /** Of the calls that were noted, in order; behind the log in the frame. Empty where nobody asked. */
  readonly lines: Uint32Array;
}

export type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'warm' }
  | ({ readonly kind: 'case' } & CaseOutcome)
  | { readonly kind: 'done' }
  /** The engine refuses the program that the compiler let through. */
  | { readonly kind: 'unloadable'; readonly message: string }
  /** The simulation itself failed: our fault. */
  | { readonly kind: 'broken'; readonly message: string };

/** File descriptor on which a child answers. */
export const ANSWER_FD = 3;

export const FRAME_HEAD_BYTES = 8;
const MAX_HEADER_BYTES = 256 * 1024;
const WORD_BYTES = 4;
const MAX_PAYLOAD_BYTES = (MAX_LOG_WORDS + MOST_CALLS) * WORD_BYTES;

const MAX_TEXT = 4_000;
const MAX_LINES = 200;
const DIGEST_LENGTH = 16;

/** In one piece: the other side then wakes once. */
export function frame(header: unknown, payload: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const whole = new Uint8Array(FRAME_HEAD_BYTES + text.length + payload.length);
  const head = new DataView(whole.buffer);
  head.setUint32(0, text.length, true);
  head.setUint32(4, payload.length, true);
  whole.set(text, FRAME_HEAD_BYTES);
  whole.set(payload, FRAME_HEAD_BYTES + text.length);
  return whole;
}

/** What a child sent is no frame of this protocol. */
export class ProtocolError extends Error {}

/** Cuts a stream of bytes into messages. */
export class MessageReader<Message> {
  private readonly chunks: Uint8Array[] = [];
  private buffered = 0;
  /** Of the frame that is being received. */
  private head: { readonly header: number; readonly payload: number } | undefined;

  /** @param parse told a header, which is an object, and its payload. */
  constructor(private readonly parse: (header: object, payload: Uint8Array) => Message) {}

  /** @returns the messages that are complete now. @throws ProtocolError */
  push(chunk: Uint8Array): Message[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const messages: Message[] = [];
    for (;;) {
      if (this.head === undefined) {
        if (this.buffered < FRAME_HEAD_BYTES) return messages;
        const bytes = this.take(FRAME_HEAD_BYTES);
        const view = new DataView(bytes.buffer, bytes.byteOffset);
        this.head = { header: view.getUint32(0, true), payload: view.getUint32(4, true) };
        if (this.head.header > MAX_HEADER_BYTES || this.head.payload > MAX_PAYLOAD_BYTES)
          throw new ProtocolError(`a frame of ${this.head.header} + ${this.head.payload} bytes`);
      }
      const { header, payload } = this.head;
      if (this.buffered < header + payload) return messages;
      this.head = undefined;
      const text = new TextDecoder().decode(this.take(header));
      messages.push(this.parse(parseHeader(text), this.take(payload)));
    }
  }

  private take(bytes: number): Uint8Array {
    const all = this.chunks.length === 1 ? this.chunks[0] : joined(this.chunks, this.buffered);
    this.chunks.length = 0;
    this.buffered -= bytes;
    if (all.length > bytes) this.chunks.push(all.subarray(bytes));
    return all.subarray(0, bytes);
  }
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function parseHeader(text: string): object {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new ProtocolError('a header that is no JSON');
  }
  if (typeof header !== 'object' || header === null) throw new ProtocolError('a header that is no object');
  return header;
}

export function parseChildMessage(header: object, payload: Uint8Array): ChildMessage {
  const {
    kind,
    index,
    stopped,
    traceDigest,
    console,
    message,
    lines = 0,
  } = header as Record<string, unknown>;
  if (kind === 'ready' || kind === 'warm' || kind === 'done') return { kind };
  if (kind === 'broken' || kind === 'unloadable') return { kind, message: textOf(message) };
  if (kind !== 'case' || typeof index !== 'number' || !Number.isInteger(index) || !Array.isArray(console))
    throw new ProtocolError('a header of no known kind');
  const lineBytes = typeof lines === 'number' && Number.isInteger(lines) ? lines * WORD_BYTES : -1;
  if (lineBytes < 0 || lineBytes > payload.length) throw new ProtocolError('lines that are not there');
  const logBytes = payload.length - lineBytes;
  const digest = textOf(traceDigest);
  if (digest.length !== DIGEST_LENGTH) throw new ProtocolError('a digest of the wrong length');
  return {
    kind,
    index,
    log: payload.subarray(0, logBytes),
    lines: new Uint32Array(payload.slice(logBytes).buffer),
    traceDigest: digest,
    console: console.slice(0, MAX_LINES).map(textOf),
    ...(stopped === undefined ? {} : { stopped: parseStop(stopped) }),
  };
}

function parseStop(stop: unknown): ConfinedStop {
  if (typeof stop !== 'object' || stop === null) throw new ProtocolError('a stop that is no object');
  const { reason, message, line } = stop as Record<string, unknown>;
  const known = STOP_REASONS.find((each) => each === reason);
  if (known === undefined) throw new ProtocolError('a stop for no known reason');
  return {
    reason: known,
    message: textOf(message),
    ...(typeof line === 'number' && Number.isInteger(line) && line > 0 ? { line } : {}),
  };
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new ProtocolError('something else than text');
  return value.slice(0, MAX_TEXT);
}
