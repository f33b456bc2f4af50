/** Writes to memory of one trace under no-write, write-through and write-back caches, counted by the simulator. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import {
  WRITE_POLICIES,
  type WritePolicy,
} from '../../../../simulator/hardware/caches/memory-system-options';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const LINE_BYTES = 16;
const LINES = 4;
const SLOTS = 2;
const STEPS = 10;
const POLICIES = WRITE_POLICIES.toReversed();

export interface Access {
  readonly line: number;
  readonly writes: boolean;
}

/** By access: its hit, and the writes to memory it causes; at the end the lines that memory does not have yet. */
export function follow(policy: WritePolicy, trace: readonly Access[]) {
  const system = new MemorySystem({
    cores: 1,
    levels: [{ sets: 1, ways: SLOTS, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(LINE_BYTES * LINES),
    writePolicy: policy,
  });
  const steps = trace.map(({ line, writes }) => {
    const before = system.counters;
    if (writes) system.store(0, line * LINE_BYTES, 1, system.completionCycle);
    else system.load(0, line * LINE_BYTES, system.completionCycle);
    const after = system.counters;
    return { hit: after.hits > before.hits, memoryWrites: after.memoryWrites - before.memoryWrites };
  });
  const written = system.counters.memoryWrites;
  system.flushAll(0);
  return { steps, written, dirty: system.counters.memoryWrites - written };
}

const NAMES = ['A', 'B', 'C', 'D'] as const;

function drawn(random: Random): Access[] {
  for (;;) {
    const trace = Array.from({ length: STEPS }, () => ({
      line: random.pick([0, 0, 0, 1, 1, 2, 3]),
      writes: random.chance(1, 2),
    }));
    const { written, dirty, steps } = follow('write-back', trace);
    const hits = (policy: WritePolicy) => follow(policy, trace).steps.filter(({ hit }) => hit).length;
    if (
      written >= 1 &&
      dirty >= 1 &&
      steps.some(({ hit }) => hit) &&
      hits('no-write') < hits('write-through')
    )
      return trace;
  }
}

function generate(random: Random): Question {
  const trace = drawn(random);
  const runs = POLICIES.map((policy) => follow(policy, trace));
  const [noWrite, , writeBack] = runs;
  const stores = trace.filter(({ writes }) => writes).length;
  const hits = runs.map(({ steps }) => steps.filter(({ hit }) => hit).length);
  const loop = random.between(5, 40) * 10;
  const repeated = Array.from({ length: loop }, () => ({ line: 0, writes: true }));
  const labels = trace.map(({ line, writes }, i) => `${i + 1}: ${writes ? 'write' : 'read'} ${NAMES[line]}`);
  return {
    prompt: [
      `One core with a cache of **${SLOTS} lines** (any line fits anywhere, the least recently used one is replaced), empty at first, accesses words of the lines A to D:`,
      labels.join(', '),
      '- **no-write**: a write goes to memory, and a copy in the cache is dropped.\n- **write-through**: a write goes to memory, and to the copy if there is one. With either of these a write that misses does not fetch the line.\n- **write-back**: a write goes to the cache only, after fetching the line if it is not there; a line that was written goes to memory, whole, when it is replaced.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'writes',
        label: 'How often is memory written during the trace, and how many accesses hit?',
        points: 6,
        pointsPer: 'row',
        columns: ['memory writes', 'hits'],
        rowLabels: POLICIES,
        given: runs.map(() => [null, null]),
        answer: runs.map(({ written }, i) => [`${written}`, `${hits[i]}`]),
      },
      {
        kind: 'number',
        id: 'dirty',
        label:
          'With write-back, how often has memory been written once the cache was flushed after the trace, so that memory has all that the core wrote?',
        points: 1,
        answer: writeBack.written + writeBack.dirty,
        tolerance: 0,
        unit: 'writes',
      },
      {
        kind: 'table',
        id: 'loop',
        label: `A loop writes the same word ${loop} times, then the cache is flushed. Memory writes in all`,
        points: 2,
        pointsPer: 'row',
        columns: ['memory writes'],
        rowLabels: ['write-through', 'write-back'],
        given: [[null], [null]],
        answer: (['write-through', 'write-back'] as const).map((policy) => {
          const run = follow(policy, repeated);
          return [`${run.written + run.dirty}`];
        }),
      },
    ],
    explanation: [
      `No-write and write-through write memory at each of the ${stores} writes: ${noWrite.written} each. They differ in hits, ${hits[0]} and ${hits[1]}: after a write under no-write the next access to that line misses.`,
      `Write-back writes memory only when a line that was written is replaced: ${counted(writeBack.written, 'times')} here, and ${writeBack.dirty} more ${writeBack.dirty === 1 ? 'line is' : 'lines are'} still owed at the end. It has ${counted(hits[2], 'hits')}, since a write that misses fetches the line.`,
      `The loop shows what write-back is for: ${loop} writes to one word reach memory ${loop} times with write-through, and once, with the last value, with write-back.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'Each access: hit or miss, and + for each write to memory',
        columns: ['access', ...POLICIES],
        rows: labels.map((label, i) => [
          label,
          ...runs.map(({ steps }) =>
            `${steps[i].hit ? 'hit' : 'miss'} ${'+'.repeat(steps[i].memoryWrites)}`.trim(),
          ),
        ]),
      },
    ],
  };
}

export default {
  title: 'Writes that reach memory',
  summary: 'Count memory writes and hits of one trace under no-write, write-through and write-back caches.',
  rows: [122],
  generate,
} satisfies QuestionDefinition;
