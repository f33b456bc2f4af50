/**
 * A trace's events in words: a table from the name of a kind to a sentence with its fields in braces. A kind that
 * stands not here, or that has other fields, is told from its own table of fields, so that every trace reads.
 *
 *      '{thread} loads {address:place}'  +  thread 1, address 64   ->  'thread 1 loads 0x40'
 */
import type { TraceEvent } from '../../simulator/engine/trace';
import { VIOLATIONS } from '../../simulator/explorer/violation';
import { BUS_TRANSACTIONS } from '../../simulator/hardware/caches/memory-listener';
import { OPERATION } from '../../simulator/hardware/operations';
import { READY_REASON_NAMES } from '../../simulator/kernel/scheduling-policy';
import { SYSTEM_CALL_NAMES } from '../../simulator/kernel/system-calls';
import type { Vocabulary } from './vocabulary';

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  // Scheduling (simulator/kernel/scheduling-events.ts).
  machine: [
    'the machine starts with {cores} cores and {threads} threads; the timer ticks every {tickCycles} cycles',
  ],
  create: ['{thread} is created on {core}'],
  listing: ['the kernel asks the policy for the level of every thread'],
  ready: ['{thread} becomes ready: {reason}'],
  tick: ['the timer ticks on {core}: the policy lets {thread} {answer} (tick {ticks} since its dispatch)'],
  preempt: ['{thread} loses {core}'],
  yield: ['{thread} gives {core} up'],
  block: ['{thread} on {core} blocks: it waits for device {device}'],
  exit: ['{thread} exits on {core}'],
  dispatch: ['the policy picks {thread} for {core}'],
  idle: ['the policy leaves {core} idle, with {waiting} waiting'],
  'switch-start': ['{core} begins to switch from {previous} to {next}'],
  'switch-end': ['{core} has loaded the registers of {next}'],
  run: ['{core} runs {thread} in user mode'],
  halt: ['{core} halts until an interrupt arrives'],
  interrupt: ['{core} is interrupted by {vector}'],
  trap: ['{thread} enters the kernel on {core} by the system call {call}'],
  'device-start': ['device {device} begins to serve {thread}, for {cycles} cycles'],
  'device-done': ['device {device} is done for {thread} and interrupts'],
  policy: ['the policy took {cycles} cycles on {core}'],
  level: ['the policy puts {thread} on level {level}'],
  'bad-pick': ['the policy picked {answer} for {core}, {why}: the core idles'],
  'bad-tick': ['the policy answered {answer} to a tick on {core}, neither 0 nor 1: {thread} runs on'],
  'bad-enqueue': ['the policy asked to preempt core {answer}, which does not exist'],
  'bad-level': ['the policy gave {thread} the level {answer}, which does not exist'],
  stall: ['every core idles for good, with {waiting} threads still waiting'],
  end: ['every thread is over ({exited} exited)'],
  // Interleavings (simulator/explorer/interleaving-events.ts).
  load: ['{thread} loads {address:place}: {value}', '{core} loads {address:place}: {value}'],
  'forwarded-load': ['{thread} loads {address:place} from its own store buffer: {value}'],
  store: ['{thread} stores {value} at {address:place}', '{core} stores {value} at {address:place}'],
  'buffered-store': ['{thread} puts a store of {value} at {address:place} into its store buffer'],
  flush: ['the store buffer of {thread} writes {value} to {address:place}: now every core sees it'],
  atomic: ['{thread}: {operation} at {address:place}; there was {value}'],
  fence: ['{thread} passes a fence: all its stores are visible'],
  wait: ['{thread} waits until {address:place} changes'],
  arrive: ['{thread} asks for the lock', '{core} asks for the lock'],
  enter: ['{thread} enters the critical section', '{core} enters the critical section'],
  leave: ['{thread} leaves the critical section', '{core} leaves the critical section'],
  mark: ['{thread} passes point {point}'],
  sleep: ['{thread} goes to sleep on {channel:place}'],
  wake: [
    '{thread} is woken on {core}: its device is done',
    '{thread} wakes {woken} sleeping on {channel:place}',
  ],
  finish: ['{thread} finishes with {result}'],
  'look-again': ['all {threads} unfinished threads wait: however often they look, they see the same'],
  'line-state': ['the cache of {core} has the line of {line:place} {state}'],
  bus: ['bus: {core} sends {transaction} for {address:place}, until cycle {endCycle}'],
  violation: ['violation ({thread}): {violation}'],
  // Allocation (exercises/memory/buddy-allocator).
  arena: ['the arena of {bytes} bytes at {base} is one free block'],
  allocate: [
    'the program asks for {bytes} bytes: allocate answers {address}, a block of {blockBytes} bytes',
    'unmarshalling asks for a block of {bytes} bytes and gets {address}',
  ],
  'out-of-memory': ['the program asks for {bytes} bytes: allocate answers -1, out of memory'],
  free: ['the program frees {address}: free answers 0'],
  refused: ['the program frees {address}: free refuses with {answer}'],
  overwrite: ['the allocator stores {value} at {address}, inside the allocated block {block}'],
  size: ['the program asks how large the block at {address} is: blockBytes answers {answer}'],
  stray: ['the allocator accesses {address}, outside metadata area and arena'],
  // Marshalling (exercises/rpc/marshalling).
  marshal: ['the program asks for the record at {source} to be marshalled into {capacity} bytes'],
  byte: ['byte {offset} of the message is stored: {value:byte}, after reading {field}'],
  marshalled: ['marshal answers {answer}, after {accesses} memory accesses'],
  message: ['byte {offset} of the message that arrived is {value:byte}'],
  unmarshal: ['the program asks for a message of {length} bytes to be unmarshalled'],
  unmarshalled: ['unmarshal answers {answer}, after {accesses} memory accesses'],
  'stray-read': [
    '{bytes} bytes are read at {address}, outside message and blocks, or not aligned (message + {offset})',
  ],
  'stray-write': [
    '{bytes} bytes are stored at {address}, outside buffer and blocks, or not aligned (buffer + {offset})',
  ],
};

/** Words for the numbers of a field, by kind and field. */
const VALUE_WORDS: Readonly<Record<string, readonly string[]>> = {
  'ready.reason': READY_REASON_NAMES,
  'trap.call': SYSTEM_CALL_NAMES,
  'line-state.state': ['invalid', 'shared', 'exclusive', 'modified', 'owned'],
  'bus.transaction': BUS_TRANSACTIONS,
  'tick.answer': ['run on', 'be preempted'],
  'interrupt.vector': ['the timer', 'a device', 'an arrival', 'another core'],
  'bad-pick.why': ['which is no thread', 'which is not ready'],
};

/** Fields that hold a thread's number, -1 for none. */
const THREAD_FIELDS = new Set(['thread', 'previous', 'next']);

const OPERATION_NAMES = new Map<number, string>(
  Object.entries(OPERATION).map(([name, kind]) => [kind, name]),
);

export function operationName(operation: number): string {
  return OPERATION_NAMES.get(operation) ?? `operation ${operation}`;
}

export function violationName(kind: number): string {
  return VIOLATIONS[kind]?.name.replaceAll('-', ' ') ?? `violation ${kind}`;
}

/** As a part of a sentence: small first letter, no full stop. */
function violationDescription(kind: number): string {
  const text = VIOLATIONS[kind]?.description ?? `kind ${kind}`;
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

/** The value of a field of this event, by name; undefined when its kind has no such field. */
export function fieldOf(event: TraceEvent, name: string): number | undefined {
  const at = event.kind.fields.indexOf(name);
  return at < 0 ? undefined : event.values[at];
}

export function describeEvent(event: TraceEvent, vocabulary: Vocabulary): string {
  for (const sentence of SENTENCES[event.kind.name] ?? []) {
    const filled = fill(sentence, event, vocabulary);
    if (filled !== undefined) return filled;
  }
  const { name, description } = event.kind;
  const fields = event.kind.fields.map((field, i) => `${field} ${event.values[i]}`);
  return [name, ...fields].join(', ') + (description === '' ? '' : `: ${description.replace(/\.$/, '')}`);
}

/** @returns undefined when the sentence names a field that this kind does not have. */
function fill(sentence: string, event: TraceEvent, vocabulary: Vocabulary): string | undefined {
  let known = true;
  const text = sentence.replace(/\{([a-zA-Z]+)(:place|:byte)?\}/g, (_, name: string, format?: string) => {
    if (name === 'violation') return violationDescription(fieldOf(event, 'kind') ?? -1);
    const value = fieldOf(event, name);
    if (value === undefined) {
      known = false;
      return '';
    }
    const word = VALUE_WORDS[`${event.kind.name}.${name}`]?.[value];
    if (word !== undefined) return word;
    if (format === ':place') return vocabulary.place(value);
    if (format === ':byte') return `0x${(value & 255).toString(16).padStart(2, '0')}`;
    if (name === 'field') return value < 0 ? 'no member' : `member ${value}`;
    if (name === 'operation') return operationName(value);
    if (THREAD_FIELDS.has(name))
      return value < 0 ? `no ${vocabulary.thread}` : `${vocabulary.thread} ${value}`;
    return name === 'core' ? `core ${value}` : String(value);
  });
  return known ? text : undefined;
}
