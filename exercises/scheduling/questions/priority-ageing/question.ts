/**
 * Three jobs of different priorities on one core: who runs when, and when the lowest one runs once waiting counts. The
 * kernel runs them under its own policy.
 */
import type { Random } from '../../../../simulator/engine/random';
import { type PrioritizedThread, prioritizedRun } from '../../../../simulator/laboratories/prioritized-run';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C'] as const;
/** Cycles of a millisecond; a tick is one. */
const MS = 100;

/** Who has the core in each millisecond: '' nobody. @param age in ms. */
export function laneOf(jobs: readonly PrioritizedThread[], age: number): string[] {
  const { lanes } = prioritizedRun(jobs, { cores: 1, tickCycles: MS, ageCycles: age * MS });
  const lane: string[] = Array.from({ length: Math.max(...lanes.map(({ to }) => to)) / MS }, () => '');
  for (const { thread, from, to } of lanes) lane.fill(NAMES[thread], from / MS, to / MS);
  return lane;
}

function generate(random: Random): Question {
  for (;;) {
    const arrivals = random.shuffled([0, random.between(1, 3), random.between(4, 6)]);
    const priorities = random.shuffled([0, 1, 2]);
    const lengths = priorities.map((priority) => random.between(3, priority === 2 ? 5 : 8));
    const age = random.between(2, 4);
    const jobs = arrivals.map((arrival, i) => ({
      priority: priorities[i],
      arrivalCycle: arrival * MS,
      bursts: [lengths[i] * MS],
      waitCycles: 1,
    }));
    const [fixed, aged] = [laneOf(jobs, Infinity), laneOf(jobs, age)];
    const low = NAMES[priorities.indexOf(2)];
    const second = (lane: readonly string[]) =>
      lane.findIndex(
        (name, ms) => name === low && ms > arrivals[priorities.indexOf(2)] && lane[ms - 1] !== low,
      );
    const [without, withAgeing] = [second(fixed), second(aged)];
    if (withAgeing < 0 || without <= withAgeing || fixed.includes('')) continue;
    return {
      prompt: [
        'One core, where only computing takes time. 0 is the highest priority. Who arrives takes the core at once from a job of lower priority.',
        `With **ageing**, a job in the queue is one priority higher for each whole **${age} ms** that it has waited, but not above 0; once it runs it has its own priority again, and when it loses the core it waits anew. The first in the queue is the one of the highest priority so counted, of equals the one that has waited longest, then the one of the better priority of its own. At the tick at the end of each whole millisecond since its dispatch a running job makes room for the first in the queue if that one is at least as high as its own priority. Who arrives takes the core if its own priority is higher than that of the running job.`,
      ].join('\n\n'),
      given: {
        caption: 'The jobs',
        columns: ['job', 'priority', 'arrives at (ms)', 'computes for (ms)'],
        rows: NAMES.map((name, i) => [name, ...[priorities[i], arrivals[i], lengths[i]].map(String)]),
      },
      parts: [
        ...(
          [
            ['fixed', 'Without ageing: who runs in each millisecond?', fixed],
            ['aged', 'With ageing: who runs in each millisecond?', aged],
          ] as const
        ).map(([id, label, lane]) => ({
          ...{ kind: 'gantt' as const, id, label, points: 4, lanes: ['core'], slots: lane.length },
          ...{ symbols: NAMES, answer: [lane] },
        })),
        {
          kind: 'number',
          id: 'low',
          label: `With ageing: at what time is ${low}, the job of priority 2, first given the core after having waited?`,
          points: 2,
          answer: withAgeing,
          tolerance: 0,
          unit: 'ms',
        },
      ],
      explanation: `Without ageing the core always has the job of the highest priority that is there: ${fixed.join(' ')}. ${low} gets the core after a wait only at ${without} ms. With ageing (${aged.join(' ')}) it has risen far enough at ${withAgeing} ms, runs for a tick, and begins to wait anew with its own priority.`,
    };
  }
}

export default {
  title: 'Priorities, and ageing against starvation',
  summary: 'Say who runs under fixed priorities, and when the lowest job runs once waiting raises it.',
  rows: [67, 68],
  generate,
} satisfies QuestionDefinition;
