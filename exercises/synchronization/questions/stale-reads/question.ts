/** Two cores without coherence: what each read gives, and where software must flush. Run on the simulator's caches. */
import type { Random } from '../../../../simulator/engine/random';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const STEPS = 10;

export interface Step {
  readonly core: number;
  readonly kind: 'read' | 'write' | 'clean' | 'invalidate';
  /** Of a write. */
  readonly value: number;
}

/** By step: the value that a read gives, else undefined. */
export function run(protocol: 'none' | 'mesi', steps: readonly Step[]): (number | undefined)[] {
  const levels = [{ sets: 1, ways: 1, lineBytes: 16 }];
  const system = new MemorySystem({ cores: 2, levels, memory: new PhysicalMemory(16), protocol });
  return steps.map(({ core, kind, value }) => {
    if (kind === 'read') return system.load(core, 0, system.completionCycle);
    if (kind === 'write') system.store(core, 0, value, system.completionCycle);
    else if (kind === 'clean') system.clean(core, 0);
    else system.invalidate(core, 0);
    return undefined;
  });
}

const staleReads = (steps: readonly Step[]) => {
  const newest = run('mesi', steps);
  return run('none', steps).flatMap((value, i) => (value === newest[i] ? [] : [i]));
};

/** No core drops a word that it wrote and did not write back. */
function drawn(random: Random): Step[] {
  for (;;) {
    const steps = Array.from({ length: STEPS }, (): Step => {
      const kind = random.pick(['read', 'read', 'read', 'write', 'write', 'clean', 'invalidate'] as const);
      return { core: random.between(0, 1), kind, value: random.between(1, 99) };
    });
    const dirty = [false, false];
    const loses = steps.some(({ core, kind }) => {
      if (kind === 'invalidate') return dirty[core];
      if (kind !== 'read') dirty[core] = kind === 'write';
      return false;
    });
    const reads = steps.filter(({ kind }) => kind === 'read').length;
    const stale = staleReads(steps).length;
    if (!loses && reads >= 4 && stale >= 1 && stale < reads) return steps;
  }
}

function generate(random: Random): Question {
  const steps = drawn(random);
  const given = run('none', steps);
  const newest = run('mesi', steps);
  const reads = steps.flatMap(({ kind }, i) => (kind === 'read' ? [i] : []));
  const stale = staleReads(steps);
  const says = ({ core, kind, value }: Step) => `core ${core}: ${kind}${kind === 'write' ? ` ${value}` : ''}`;
  const writer = random.between(0, 1);
  const moments = random.shuffled([
    {
      label: `core ${writer} cleans the line before it tells core ${1 - writer} that the data is there`,
      needed: true,
    },
    { label: `core ${1 - writer} invalidates the line after it was told and before it reads`, needed: true },
    { label: `core ${1 - writer} cleans the line before it reads`, needed: false },
    { label: `core ${writer} invalidates the line before it writes`, needed: false },
  ]);
  return {
    prompt: [
      'Two cores with write-back caches **without coherence** use one word, at first 0 in memory and in no cache. A read or write of a line that is not cached fetches it from memory; nothing is ever replaced. *clean* writes the line back to memory, if it was written here, and keeps it; *invalidate* drops it without writing it back. Both do nothing if the line is not in the cache of that core.',
      steps.map((step, i) => `${i + 1}. ${says(step)}`).join('\n'),
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'values',
        label:
          'What does each read give, and what would it give with coherent caches, where *clean* and *invalidate* change no value?',
        points: 6,
        pointsPer: 'row',
        columns: ['without coherence', 'with coherence'],
        rowLabels: reads.map((i) => `step ${i + 1}, core ${steps[i].core}`),
        given: reads.map(() => [null, null]),
        answer: reads.map((i) => [`${given[i]}`, `${newest[i]}`]),
      },
      {
        kind: 'choice',
        id: 'where',
        label: `In a correct program core ${writer} fills a buffer, and core ${1 - writer}, which may have old lines of it in its cache, reads it afterwards. Which two steps are needed for each line?`,
        points: 2,
        options: moments.map(({ label }) => label),
        answer: moments.flatMap(({ needed }, i) => (needed ? [i] : [])),
        multiple: true,
      },
    ],
    explanation: [
      `Stale ${stale.length === 1 ? 'is the read of step' : 'are the reads of steps'} ${stale.map((i) => i + 1).join(', ')}. A read gives an old value for one of two reasons: the new one is still in the cache of its writer, which was not cleaned, or it is in memory but an older copy is in the cache of the reader, which was not invalidated.`,
      'So both sides have to act: the writer cleans after it has written and before it says so, the reader invalidates after it was told and before it reads. Coherent hardware does both at the moment of each access.',
    ].join('\n\n'),
  };
}

export default {
  title: 'Stale reads',
  summary: 'What reads give on caches without coherence, and where a program must clean and invalidate.',
  rows: [123],
  generate,
} satisfies QuestionDefinition;
