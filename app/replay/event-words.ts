/**
 * A trace's events in words: a table from the name of a kind to a sentence with its fields in braces. A kind that
 * stands not here, or that has other fields, is told from its own table of fields, so that every trace reads.
 *
 *      '{thread} loads {address}'  +  thread 1, address 64   ->  'thread 1 loads 0x40'
 */
import type { TraceEvent } from '../../simulator/engine/trace';
import { VIOLATIONS } from '../../simulator/explorer/violation';
import { OPERATION } from '../../simulator/hardware/operations';
import { READY_REASON_NAMES } from '../../simulator/kernel/scheduling-policy';
import { SYSTEM_CALL_NAMES } from '../../simulator/kernel/system-calls';

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  // Scheduling (simulator/kernel/scheduling-events.ts).
  machine: [
    'the machine starts with {cores} cores and {threads} threads; the timer ticks every {tickCycles} cycles',
  ],
  create: ['{thread} is created on {core}'],
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
  load: ['{thread} loads {address:hex}: {value}', '{core} loads {address:hex}: {value}'],
  'forwarded-load': ['{thread} loads {address:hex} from its own store buffer: {value}'],
  store: ['{thread} stores {value} at {address:hex}', '{core} stores {value} at {address:hex}'],
  'buffered-store': ['{thread} puts a store of {value} at {address:hex} into its store buffer'],
  flush: ['the store buffer of {thread} writes {value} to {address:hex}: now every core sees it'],
  atomic: ['{thread}: {operation} at {address:hex}; there was {value}'],
  fence: ['{thread} passes a fence: all its stores are visible'],
  wait: ['{thread} waits until {address:hex} changes'],
  arrive: ['{thread} asks for the lock', '{core} asks for the lock'],
  enter: ['{thread} enters the critical section', '{core} enters the critical section'],
  leave: ['{thread} leaves the critical section', '{core} leaves the critical section'],
  mark: ['{thread} passes point {point}'],
  sleep: ['{thread} goes to sleep on {channel:hex}'],
  wake: [
    '{thread} is woken on {core}: its device is done',
    '{thread} wakes {woken} sleeping on {channel:hex}',
  ],
  finish: ['{thread} finishes with {result}'],
  'look-again': ['all {threads} unfinished threads wait; each looks once more'],
  violation: ['violation ({thread}): {violation}'],
  // Allocation (exercises/memory/buddy-allocator).
  arena: ['the arena of {bytes} bytes at {base} is one free block'],
  allocate: ['the program asks for {bytes} bytes: allocate answers {address}, a block of {blockBytes} bytes'],
  'out-of-memory': ['the program asks for {bytes} bytes: allocate answers -1, out of memory'],
  free: ['the program frees {address}: free answers 0'],
  refused: ['the program frees {address}: free refuses with {answer}'],
  overwrite: ['the allocator stores {value} at {address}, inside the allocated block {block}'],
};

/** Words for the numbers of a field, by kind and field. */
const VALUE_WORDS: Readonly<Record<string, readonly string[]>> = {
  'ready.reason': READY_REASON_NAMES,
  'trap.call': SYSTEM_CALL_NAMES,
  'tick.answer': ['run on', 'be preempted'],
  'interrupt.vector': ['the timer', 'a device', 'an arrival', 'another core'],
  'bad-pick.why': ['which is no thread', 'which is not ready'],
};

/** Fields that hold a thread's number, -1 for none. */
const THREAD_FIELDS = new Set(['thread', 'previous', 'next']);

const OPERATION_NAMES = new Map<number, string>(
  Object.entries(OPERATION).map(([name, kind]) => [kind, name]),
);

export function formatAddress(address: number): string {
  return address < 0 ? String(address) : `0x${address.toString(16)}`;
}

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

export function describeEvent(event: TraceEvent): string {
  for (const sentence of SENTENCES[event.kind.name] ?? []) {
    const filled = fill(sentence, event);
    if (filled !== undefined) return filled;
  }
  const fields = event.kind.fields.map((field, i) => `${field} ${event.values[i]}`);
  return fields.length === 0 ? event.kind.name : `${event.kind.name}: ${fields.join(', ')}`;
}

/** @returns undefined when the sentence names a field that this kind does not have. */
function fill(sentence: string, event: TraceEvent): string | undefined {
  let known = true;
  const text = sentence.replace(/\{([a-zA-Z]+)(:hex)?\}/g, (_, name: string, hexadecimal?: string) => {
    if (name === 'violation') return violationDescription(fieldOf(event, 'kind') ?? -1);
    const value = fieldOf(event, name);
    if (value === undefined) {
      known = false;
      return '';
    }
    const word = VALUE_WORDS[`${event.kind.name}.${name}`]?.[value];
    if (word !== undefined) return word;
    if (hexadecimal !== undefined) return formatAddress(value);
    if (name === 'operation') return operationName(value);
    if (THREAD_FIELDS.has(name)) return value < 0 ? 'no thread' : `thread ${value}`;
    return name === 'core' ? `core ${value}` : String(value);
  });
  return known ? text : undefined;
}
