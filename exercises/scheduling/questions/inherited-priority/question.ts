/** Locks whose owner inherits: what each thread counts as after each step. Worked out by the kernel's own locks. */
import type { Random } from '../../../../simulator/engine/random';
import { ACQUIRED } from '../../../../simulator/kernel/synchronization/inheritance';
import { PriorityLocks } from '../../../../simulator/kernel/synchronization/inheriting-locks';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C', 'D'] as const;
const LOCK_NAMES = ['L', 'M'] as const;

export interface Step {
  readonly thread: number;
  readonly lock: number;
  readonly takes: boolean;
}

/** A row of four after each step: what the threads count as. Who waits makes no step until it has the lock. */
export function follow(own: readonly number[], steps: readonly Step[]) {
  const asleep = new Set<number>();
  const owners = new Map<number, number>();
  const priorities = [...own];
  const setPriority = (thread: number, priority: number) => {
    priorities[thread] = priority;
    return 0;
  };
  const locks = new PriorityLocks(
    { own: (thread) => own[thread], setPriority },
    own.length,
    LOCK_NAMES.length,
  );
  const take = (thread: number, lock: number) => {
    const answer = locks.acquire(thread, lock);
    if (answer === ACQUIRED.has) owners.set(lock, thread);
    if (answer === ACQUIRED.waits) asleep.add(thread);
    return answer;
  };
  const giveBack = (thread: number, lock: number) => {
    if (owners.get(lock) !== thread) return ACQUIRED.refused;
    const next = locks.release(thread, lock);
    owners.set(lock, next);
    asleep.delete(next);
    return ACQUIRED.has;
  };
  return steps.map(({ thread, lock, takes }) => {
    if (asleep.has(thread)) throw new Error(`thread ${thread} waits and cannot go on`);
    const answer = takes ? take(thread, lock) : giveBack(thread, lock);
    return {
      refused: answer === ACQUIRED.refused,
      waits: answer === ACQUIRED.waits,
      asleep: [...asleep].sort(),
      priorities: [...priorities],
    };
  });
}

/** Takes and gives back at random, such that nothing is refused. */
function drawn(random: Random, own: readonly number[]): readonly Step[] {
  const steps: Step[] = [];
  const has = new Map<string, boolean>();
  while (steps.length < 8) {
    const last = steps.length === 0 ? undefined : follow(own, steps).at(-1);
    const awake = own.flatMap((_, thread) => (last?.asleep.includes(thread) ? [] : [thread]));
    if (awake.length === 0) return steps;
    const step = { thread: random.pick(awake), lock: random.below(2), takes: random.chance(3, 5) };
    const key = `${step.thread} ${step.lock}`;
    if (step.takes && has.get(key)) continue;
    const all = follow(own, [...steps, step]);
    if (all.at(-1)?.refused) continue;
    steps.push(step);
    has.set(key, step.takes);
  }
  return steps;
}

function generate(random: Random): Question {
  for (;;) {
    const own = random.shuffled([1, 4, 6, 9].map((from) => from + random.below(2)));
    const steps = drawn(random, own);
    const states = follow(own, steps);
    const boosts = states.filter(({ priorities }) => priorities.some((each, i) => each !== own[i])).length;
    const waits = states.filter((state) => state.waits).length;
    const isChained = states.some(({ asleep, priorities }) =>
      asleep.some((each) => priorities[each] !== own[each]),
    );
    if (steps.length < 8 || boosts < 3 || waits < 2 || !(isChained || random.chance(1, 4))) continue;
    const told = ({ thread, lock, takes }: Step) =>
      `${NAMES[thread]} ${takes ? 'locks' : 'unlocks'} ${LOCK_NAMES[lock]}`;
    return {
      prompt: [
        'A lower number is a higher priority. The owner of a lock counts as the best of its own priority and those of all threads that wait for the lock; who waits may itself have inherited. An unlock hands the lock to the waiter that counts as the best, and ends what was inherited by it.',
        'Two locks, L and M, are free at first. These steps are made, one after the other; a thread that locks what another one has waits.',
      ].join('\n\n'),
      given: {
        caption: 'Priorities of their own',
        columns: NAMES,
        rows: [own.map(String)],
      },
      parts: [
        {
          kind: 'table',
          id: 'priorities',
          label: 'What does each thread count as after each step?',
          points: steps.length,
          pointsPer: 'row',
          columns: NAMES,
          rowLabels: steps.map((step, i) => `${i + 1}. ${told(step)}`),
          given: steps.map(() => NAMES.map(() => null)),
          answer: states.map(({ priorities }) => priorities.map(String)),
        },
        {
          kind: 'choice',
          id: 'asleep',
          label: 'Who waits for a lock after the last step?',
          points: 1,
          options: [...NAMES, 'nobody'],
          answer: states[7].asleep.length === 0 ? [NAMES.length] : states[7].asleep,
          multiple: true,
        },
      ],
      explanation: steps
        .map((step, i) => {
          const { waits: isWaiting, priorities } = states[i];
          const boosted = NAMES.flatMap((name, each) =>
            priorities[each] === own[each] ? [] : [`${name} counts as ${priorities[each]}`],
          );
          return `${i + 1}. ${told(step)}${isWaiting ? ' and waits' : ''}: ${boosted.length === 0 ? 'everybody has its own priority' : boosted.join(', ')}.`;
        })
        .join('\n\n'),
    };
  }
}

export default {
  title: 'Who inherits which priority',
  summary: 'Follow locks whose owners inherit: who counts as what after each step.',
  rows: [69],
  generate,
} satisfies QuestionDefinition;
