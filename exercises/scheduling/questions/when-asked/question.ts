/**
 * When the scheduler is asked: of moments of a run, which of its methods the kernel calls. The kernel runs the processes
 * under round robin, and the calls are read off its trace.
 */
import type { Random } from '../../../../simulator/engine/random';
import { SCHEDULING_EVENTS } from '../../../../simulator/kernel/scheduling/scheduling-events';
import { SYSTEM_CALL } from '../../../../simulator/kernel/system-calls';
import { COMPUTE, READ, YIELD } from '../../../../simulator/kernel/threads/thread-program';
import { OPERATION } from '../../../../simulator/programs/operations';
import { Events } from '../../../judging/events';
import { runRoundRobin } from '../../../processes/round-robin-run';
import type { Part, Question, QuestionDefinition } from '../../../question-definition';

const TICK = 100;
const METHODS = ['enqueue', 'pickNext', 'tick'] as const;
/** The event that stands in the trace for each call. */
const CALLED: Readonly<Record<string, (typeof METHODS)[number]>> = {
  ready: 'enqueue',
  dispatch: 'pickNext',
  idle: 'pickNext',
  tick: 'tick',
};
/** A system call that answers at once. */
const GET_ID = [OPERATION.systemCall, SYSTEM_CALL.processNumber, 0, 0];

export interface Moment {
  readonly cycle: number;
  /** What happens, in words that do not say what the kernel does about it. */
  readonly what: string;
  readonly calls: readonly (typeof METHODS)[number][];
}

type Kind = 'call' | 'block' | 'exit' | 'yield' | 'device' | 'tick' | 'slice over';

/** The moments of a run at each of which one thing happens. */
export function momentsOf(programs: readonly (readonly number[])[], sliceTicks: number) {
  const { trace } = runRoundRobin({ programs, tickCycles: TICK, sliceTicks, devices: 1 });
  const moments = new Map<number, { whats: [Kind, string][]; calls: Set<(typeof METHODS)[number]> }>();
  let waiting = 0;
  for (const event of new Events(trace, SCHEDULING_EVENTS.kinds).of()) {
    if (event.name === 'ready') waiting++;
    if (event.name === 'dispatch') waiting--;
    const moment = moments.get(event.cycle) ?? { whats: [], calls: new Set() };
    moments.set(event.cycle, moment);
    const called = CALLED[event.name];
    if (called !== undefined) moment.calls.add(called);
    const what = happening(event, waiting);
    if (what !== undefined) moment.whats.push(what);
    if (event.name === 'preempt') moment.whats = [['slice over', moment.whats[0]?.[1] ?? '']];
  }
  return [...moments].flatMap(([cycle, { whats, calls }]) =>
    whats.length === 1 && cycle > 0
      ? [{ kind: whats[0][0], cycle, what: whats[0][1], calls: METHODS.filter((each) => calls.has(each)) }]
      : [],
  );
}

function happening(
  event: ReturnType<Events<typeof SCHEDULING_EVENTS.kinds>['at']>,
  waiting: number,
): [Kind, string] | undefined {
  switch (event.name) {
    case 'block':
      return ['block', `process ${event.thread} asks for a block of the disk and must wait for it`];
    case 'exit':
      return ['exit', `process ${event.thread} ends`];
    case 'yield':
      return ['yield', `process ${event.thread} gives the core up`];
    case 'device-done':
      return ['device', `the disk has the block of process ${event.thread} and interrupts`];
    case 'tick':
      return [
        'tick',
        `the timer interrupts process ${event.thread}, the ${['first', 'second', 'third'][event.ticks - 1] ?? `${event.ticks}th`} time since its dispatch; ${waiting > 0 ? 'another one waits' : 'nobody else waits'}`,
      ];
    case 'trap':
      return event.call === SYSTEM_CALL.processNumber
        ? ['call', `process ${event.thread} asks for its number by a system call, which is answered at once`]
        : undefined;
    default:
      return undefined;
  }
}

const KINDS: readonly Kind[] = ['call', 'block', 'exit', 'yield', 'device', 'tick', 'slice over'];
const MOMENTS = 6;

function generate(random: Random): Question {
  for (;;) {
    const slice = random.between(2, 3);
    const some = () => COMPUTE(random.between(11, 89));
    const long = () => COMPUTE(random.between(2 * TICK + 11, 4 * TICK + 89));
    const programs = random.shuffled([
      [...long(), ...GET_ID, ...some(), ...GET_ID, ...long()],
      [
        ...some(),
        ...READ(0, random.between(31, 2 * TICK)),
        ...some(),
        ...READ(0, random.between(31, 2 * TICK)),
        ...some(),
      ],
      [...some(), ...YIELD, ...some(), ...GET_ID, ...some()],
    ]);
    const all = momentsOf(programs, slice);
    const chosen = random.shuffled(KINDS).flatMap((kind) => {
      const of = all.filter((each) => each.kind === kind);
      return of.length === 0 ? [] : [random.pick(of)];
    });
    if (chosen.length < MOMENTS) continue;
    return asked(chosen.slice(0, MOMENTS), slice);
  }
}

function asked(moments: readonly Moment[], slice: number): Question {
  return {
    prompt: [
      `Processes share one core under round robin, in slices of **${slice} ticks**. The kernel asks the scheduler by three methods: \`enqueue(process)\` when a process became ready, \`pickNext()\` when the core needs one, \`tick()\` at each interrupt of the timer; nothing else is asked.`,
      'For each of these moments of a run, in no particular order: which of them does the kernel call then?',
    ].join('\n\n'),
    parts: moments.map(
      ({ cycle, what, calls }, i): Part => ({
        kind: 'choice',
        id: `moment-${i + 1}`,
        label: `Cycle ${cycle}: ${what}.`,
        points: 2,
        options: [...METHODS, 'none of them'],
        answer: calls.length === 0 ? [METHODS.length] : calls.map((each) => METHODS.indexOf(each)),
        multiple: true,
      }),
    ),
    explanation: [
      'The scheduler runs when there is something to decide: when a process becomes ready (it is put into the queue), when the core has nobody to run, and when the timer asks whether the slice is over. A system call that is answered at once decides nothing: the kernel returns to the process that made it.',
      moments
        .map(
          ({ cycle, what, calls }) =>
            `- Cycle ${cycle}, ${what}: ${calls.length === 0 ? 'nothing' : calls.join(', ')}.`,
        )
        .join('\n'),
    ].join('\n\n'),
  };
}

export default {
  title: 'When the scheduler is asked',
  summary: 'Which events of a running system make the kernel ask its scheduler, and what they make it ask.',
  rows: [62],
  generate,
} satisfies QuestionDefinition;
