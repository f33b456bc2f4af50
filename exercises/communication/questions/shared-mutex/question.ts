/** Mutexes for processes that share memory: which of them work, which exclude nobody, which leave somebody asleep. Each is run. */
import type { Random } from '../../../../simulator/engine/random';
import { CHANNEL_KIND } from '../../../../simulator/kernel/communication/communication-calls';
import {
  attach,
  createChannel,
  createSegment,
  OWN_PAGE,
  receive,
  send,
} from '../../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../../simulator/kernel/communication/communication-trial';
import { SharedMutex } from '../../../../simulator/kernel/communication/shared-mutex';
import { compute, load, type Operation, store } from '../../../../simulator/programs/operations';
import type { Question, QuestionDefinition } from '../../../question-definition';

const READ_WRITE = 3;
const KEY = 7;
const ROUNDS = 8;

/** A way to guard a counter in a segment. */
export interface Guard {
  /** Where the mutex lies: in the segment, or in the memory of each process. */
  readonly inSegment: boolean;
  readonly isShared: boolean;
  /** Whether the second process initialises it again when it comes. */
  readonly isMadeTwice: boolean;
}

const OUTCOMES = ['right', 'loses updates', 'hangs'] as const;

/** Two processes add to a counter, the second a little later; the timer interrupts both. */
export function outcomeOf({ inSegment, isShared, isMadeTwice }: Guard): (typeof OUTCOMES)[number] {
  let sum = 0;
  const adder = (isSecond: boolean) =>
    function* (): Operation {
      const at = yield* attach(yield* createSegment(KEY, 1), READ_WRITE);
      const address = inSegment ? at : OWN_PAGE;
      const mutex = new SharedMutex(address, isShared);
      if (isSecond) yield* compute(2_500);
      if (!isSecond || isMadeTwice || !inSegment) yield* store(address, 0);
      for (let i = 0; i < ROUNDS; i++) {
        yield* mutex.lock();
        const found = yield* load(at + 4);
        yield* compute(1_700);
        yield* store(at + 4, found + 1);
        yield* mutex.unlock();
        yield* compute(300);
      }
      sum = Math.max(sum, yield* load(at + 4));
      return 0;
    };
  const { isOver } = communicationTrial({ bodies: [adder(false), adder(true)], tickCycles: 1_000 });
  if (!isOver) return 'hangs';
  return sum === 2 * ROUNDS ? 'right' : 'loses updates';
}

/** Crossings of so many exchanges, by ready and ok through two queues; the calls of setup are left out. */
export function queueCrossings(exchanges: number): number {
  const [READY, OK] = [1, 2];
  const { counters } = communicationTrial({
    *setUp() {
      yield* createChannel(CHANNEL_KIND.queue, 4);
      return yield* createChannel(CHANNEL_KIND.queue, 4);
    },
    bodies: [
      function* () {
        for (let i = 0; i < exchanges; i++) {
          yield* send(READY, OWN_PAGE, 1);
          yield* receive(OK, OWN_PAGE, 1);
        }
        return 0;
      },
      function* () {
        for (let i = 0; i < exchanges; i++) {
          yield* receive(READY, OWN_PAGE, 1);
          yield* send(OK, OWN_PAGE, 1);
        }
        return 0;
      },
    ],
  });
  return (counters.crossings ?? 0) - 2;
}

const PLACES = {
  inside: ['in the segment, in front of the counter', 'at the start of the segment'],
  outside: ['in a global variable of the program, which both processes run', 'on the heap of each process'],
};

function tell(random: Random, { inSegment, isShared, isMadeTwice }: Guard): string {
  const place = random.pick(inSegment ? PLACES.inside : PLACES.outside);
  const attribute = isShared ? 'process-shared' : random.pick(['process-private', 'default attributes']);
  const made = !inSegment
    ? 'each process initialises its own'
    : isMadeTwice
      ? 'each process initialises it when it comes'
      : 'the process that makes the segment initialises it';
  return `${place}; ${attribute}; ${made}`;
}

function why({ inSegment, isShared, isMadeTwice }: Guard): string {
  if (!inSegment)
    return 'there are two mutexes, one in each address space: each process only ever locks its own, and both are inside at once';
  if (!isShared)
    return 'both lock the same word, but a private mutex sleeps and wakes by process: the one that unlocks wakes nobody of the other process';
  return isMadeTwice
    ? 'the second process sets it to free while the first holds it'
    : 'one word, one initialisation, and the kernel finds sleepers of all processes';
}

function generate(random: Random): Question {
  for (;;) {
    const guards = random
      .shuffled([
        { inSegment: true, isShared: true, isMadeTwice: false },
        { inSegment: true, isShared: false, isMadeTwice: false },
        { inSegment: false, isShared: random.chance(1, 2), isMadeTwice: false },
        { inSegment: true, isShared: true, isMadeTwice: true },
        { inSegment: false, isShared: random.chance(1, 2), isMadeTwice: false },
      ])
      .slice(0, 4);
    const outcomes = guards.map(outcomeOf);
    if (new Set(outcomes).size < 2) continue;
    const exchanges = random.between(3, 60);
    const locks = random.between(20, 400);
    const crossings = queueCrossings(exchanges);
    const texts = guards.map((guard) => tell(random, guard));
    return {
      prompt: [
        'Two processes have attached a segment with a **counter**, each at an address of its own. Both add 1 to it again and again, between lock and unlock of a mutex: load, compute, store. The timer takes the core from them at any point, so that now and then one wants the mutex while the other has it; the second process begins while the first is inside.',
        'An uncontended lock or unlock is one atomic instruction. Who finds the mutex taken sleeps in the kernel, and whoever unlocks it then wakes a sleeper. A mutex with **default attributes** is private to a process.',
      ].join('\n\n'),
      given: {
        caption: 'Where the mutex lies; its attribute; who initialises it',
        columns: ['variant', 'mutex'],
        rows: texts.map((text, i) => [`${i + 1}`, text]),
      },
      parts: [
        {
          kind: 'table',
          id: 'outcomes',
          label: `What becomes of each variant? Write: ${OUTCOMES.join(', ')} (somebody sleeps for ever)`,
          points: 2 * guards.length,
          pointsPer: 'row',
          columns: ['outcome'],
          rowLabels: texts.map((_, i) => `variant ${i + 1}`),
          given: guards.map(() => [null]),
          answer: outcomes.map((outcome) => [outcome]),
        },
        {
          kind: 'number',
          id: 'crossings',
          label: `Without a mutex: the first process stores data in the segment and sends "ready" through a message queue, the second receives that, reads the data and sends "ok" back, which the first receives. How many system calls do ${exchanges} such exchanges take?`,
          points: 2,
          answer: crossings,
          tolerance: 0,
          unit: 'system calls',
        },
        {
          kind: 'number',
          id: 'spared',
          label: `A process that is alone with a right mutex locks and unlocks it ${locks} times. How many fewer system calls is that than taking and giving back a semaphore of the kernel as often, by one call each?`,
          points: 2,
          answer: 2 * locks,
          tolerance: 0,
          unit: 'system calls',
        },
      ],
      explanation: [
        ...guards.map((guard, i) => `Variant ${i + 1}: **${outcomes[i]}**, for ${why(guard)}.`),
        `An exchange through queues is two sends and two receives: ${exchanges} · 4 = ${crossings} system calls, whoever waits.`,
        `The mutex makes none while nobody contends for it; the semaphore ${locks} · 2 = ${2 * locks}.`,
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'The mutex that is private',
  summary:
    'Find which mutexes work between processes that share a segment, and what synchronising costs in system calls.',
  rows: [112],
  generate,
} satisfies QuestionDefinition;
