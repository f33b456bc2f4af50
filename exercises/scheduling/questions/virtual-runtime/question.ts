/**
 * Completely fair scheduling by hand: whose turn it is, and what each slice adds to the virtual runtime. Computed by the
 * simulator's own policy.
 */
import type { Random } from '../../../../simulator/engine/random';
import { CompletelyFair } from '../../../../simulator/kernel/scheduling/completely-fair';
import { USUAL_WEIGHT, weightOf } from '../../../../simulator/kernel/scheduling/nice-weights';
import { READY_REASON, SLICE_END } from '../../../../simulator/kernel/scheduling/scheduling-policy';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C'] as const;
const SLICES = 6;

export interface Turn {
  readonly thread: number;
  /** What the slice adds to its virtual runtime. */
  readonly gained: number;
  /** Afterwards, of all. */
  readonly virtual: readonly number[];
}

/** So many slices of `cycles` each, of threads that only compute, on one core. */
export function turns(nices: readonly number[], cycles: number, slices: number): Turn[] {
  const services = { now: () => 0, nice: (thread: number) => nices[thread] };
  const policy = new CompletelyFair(services, 1, nices.length, cycles, cycles);
  const virtual = () => nices.map((_, thread) => policy.virtualRuntime(thread));
  nices.forEach((_, thread) => void policy.enqueue(thread, READY_REASON.created));
  return Array.from({ length: slices }, () => {
    const thread = policy.pickNext(0);
    const before = policy.virtualRuntime(thread);
    policy.sliceEnded(thread, SLICE_END.ranOut, cycles);
    policy.enqueue(thread, READY_REASON.preempted);
    return { thread, gained: policy.virtualRuntime(thread) - before, virtual: virtual() };
  });
}

function drawn(random: Random) {
  for (;;) {
    const nices = random.shuffled([-random.between(1, 5), 0, random.between(1, 6)]);
    const cycles = 1_000 * random.between(2, 9);
    const all = turns(nices, cycles, SLICES + 1);
    const order = all.map(({ thread }) => thread);
    // Everybody runs, and not just in turn.
    if (new Set(order.slice(0, SLICES)).size === 3 && order.slice(3).join() !== order.slice(0, 4).join())
      return { nices, cycles, run: all.slice(0, SLICES), next: order[SLICES] };
  }
}

function generate(random: Random): Question {
  const { nices, cycles, run, next } = drawn(random);
  const weights = nices.map(weightOf);
  const last = run[SLICES - 1];
  const counts = NAMES.map((_, of) => run.filter(({ thread }) => thread === of).length);
  return {
    prompt: [
      `Three processes only compute, on one core, under **completely fair scheduling**. Each time the one with the smallest virtual runtime runs, for a slice of **${cycles} cycles**; of equals the one that comes first in the alphabet. All begin at 0.`,
      `A slice adds to the virtual runtime $\\lfloor \\text{cycles} \\cdot ${USUAL_WEIGHT} / \\text{weight} \\rfloor$.`,
    ].join('\n\n'),
    given: {
      caption: 'The processes',
      columns: ['process', 'nice', 'weight'],
      rows: NAMES.map((name, of) => [name, `${nices[of]}`, `${weights[of]}`]),
    },
    parts: [
      {
        kind: 'table',
        id: 'slices',
        label: `Who runs in the first ${SLICES} slices, and the virtual runtime of that process afterwards`,
        points: 6,
        pointsPer: 'row',
        columns: ['process', 'virtual runtime'],
        rowLabels: run.map((_, i) => `slice ${i + 1}`),
        given: run.map(() => [null, null]),
        answer: run.map(({ thread, virtual }) => [NAMES[thread], `${virtual[thread]}`]),
      },
      {
        kind: 'choice',
        id: 'next',
        label: 'Who runs next?',
        points: 1,
        options: NAMES,
        answer: [next],
        multiple: false,
      },
      {
        kind: 'number',
        id: 'gain',
        label: `By how much does one slice raise the virtual runtime of the process with nice ${Math.max(...nices)}?`,
        points: 1,
        answer: Math.floor((cycles * USUAL_WEIGHT) / Math.min(...weights)),
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      `A slice of ${cycles} cycles adds ${NAMES.map((name, of) => `${Math.floor((cycles * USUAL_WEIGHT) / weights[of])} to ${name}`).join(', ')}: the lighter a process, the faster its virtual runtime grows, and the sooner others come before it.`,
      `The order is ${run.map(({ thread }) => NAMES[thread]).join(', ')}; then the virtual runtimes are ${NAMES.map((name, of) => `${name} ${last.virtual[of]}`).join(', ')}, so ${NAMES[next]} is next.`,
      `Slices so far: ${NAMES.map((name, of) => `${name} ${counts[of]}`).join(', ')}. In the long run they stand to each other as the weights ${weights.join(' : ')}.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Virtual runtime',
  summary: 'Follow completely fair scheduling slice by slice: who runs, what it costs, who is next.',
  rows: [77],
  generate,
} satisfies QuestionDefinition;
