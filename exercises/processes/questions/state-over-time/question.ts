/**
 * States of processes over time: a time slice, one disk, and who is ready, running or waiting when.
 *
 * The kernel runs the processes without costs; states are read off its trace. A run in which two processes become
 * ready at one instant is drawn again, so that no rule about such ties is needed.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Trace } from '../../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../../simulator/kernel/scheduling/scheduling-events';
import { COMPUTE, READ } from '../../../../simulator/kernel/threads/thread-program';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { cyclesOf, runRoundRobin } from '../../round-robin-run';

const EVENT = SCHEDULING_EVENTS.index;

const NAMES = ['A', 'B', 'C'] as const;
const STATES = ['ready', 'running', 'waiting', 'exited'] as const;
type State = (typeof STATES)[number];
const MAX_UNITS = 24;

/** Computing, disk, computing. */
type Bursts = readonly [number, number, number];

/** The state after these events; `field` of the event names the process. */
const ENTERS: Readonly<Record<number, { readonly state: State; readonly field: number }>> = {
  [EVENT.ready]: { state: 'ready', field: 0 },
  [EVENT.dispatch]: { state: 'running', field: 1 },
  [EVENT.block]: { state: 'waiting', field: 1 },
  [EVENT.exit]: { state: 'exited', field: 1 },
};

interface Variant {
  readonly slice: number;
  readonly bursts: readonly Bursts[];
  /** By process, for each unit of time. */
  readonly states: readonly (readonly State[])[];
  readonly exits: readonly number[];
  readonly preemptions: number;
}

function draw(random: Random): Variant {
  for (;;) {
    const slice = random.between(2, 3);
    const bursts = NAMES.map(
      (): Bursts => [random.between(1, 5), random.between(2, 6), random.between(1, 4)],
    );
    const { kernel, trace } = runRoundRobin({
      programs: bursts.map(([first, disk, second]) => [
        ...COMPUTE(first),
        ...READ(0, disk),
        ...COMPUTE(second),
      ]),
      tickCycles: slice,
      devices: 1,
    });
    const became = cyclesOf(trace, 'ready').filter((cycle) => cycle > 0);
    const preemptions = cyclesOf(trace, 'preempt').length;
    if (new Set(became).size < became.length || preemptions === 0 || kernel.cycle > MAX_UNITS) continue;
    const exits = kernel.threads.map(({ exited }) => exited);
    return { slice, bursts, states: statesOf(trace, kernel.cycle), exits, preemptions };
  }
}

function statesOf(trace: Trace, units: number): State[][] {
  const states = NAMES.map((): State[] => []);
  const current = NAMES.map((): State => 'ready');
  const fillUntil = (cycle: number) =>
    states.forEach((each, process) => {
      while (each.length < cycle) each.push(current[process]);
    });
  for (let index = 0; index < trace.length; index++) {
    const entered = ENTERS[trace.kindAt(index)];
    if (entered === undefined) continue;
    fillUntil(trace.cycleAt(index));
    current[trace.valueAt(index, entered.field)] = entered.state;
  }
  fillUntil(units);
  return states;
}

/** Three different moments, whose states are drawn before the moments, so that no state is asked for most. */
function drawMoments(random: Random, { states }: Variant): { process: number; time: number; state: State }[] {
  const moments: { process: number; time: number; state: State }[] = [];
  while (moments.length < 3) {
    const wanted = random.pick(STATES);
    const fitting = states.flatMap((each, process) =>
      each.flatMap((state, time) =>
        state === wanted &&
        time > 0 &&
        !moments.some((moment) => moment.process === process && moment.time === time)
          ? [{ process, time, state }]
          : [],
      ),
    );
    if (fitting.length > 0) moments.push(random.pick(fitting));
  }
  return moments;
}

function generate(random: Random): Question {
  const variant = draw(random);
  const { slice, bursts, states, exits, preemptions } = variant;
  const moments = drawMoments(random, variant);
  const units = (process: number, state: State) =>
    String(states[process].filter((each) => each === state).length);
  return {
    prompt: [
      'One core and one disk. Each process computes, then reads from the disk once, then computes again and exits. At time 0 all are ready, in the order A, B, C.',
      [
        `- The ready queue is first in, first out. A time slice is **${slice}** units of time. When it is over and another process is ready, the running one is interrupted and goes to the end of the queue; if none is ready, it begins a new slice.`,
        '- A process that finishes its computing just as its slice ends is not interrupted.',
        '- A process that reads is waiting until the disk is done with its request. The disk serves one request at a time, in order; a request behind others waits its turn.',
        '- A dispatched process begins a full slice. Switching and the kernel take no time.',
      ].join('\n'),
      'The state *at time t* is the one during the unit of time from t to t + 1.',
    ].join('\n\n'),
    given: {
      caption: 'Units of time',
      columns: ['process', 'computes', 'disk', 'computes'],
      rows: bursts.map((each, process) => [NAMES[process], ...each.map(String)]),
    },
    parts: [
      ...moments.map(({ process, time, state }, index) => ({
        kind: 'choice' as const,
        id: `state-${index + 1}`,
        label: `State of ${NAMES[process]} at time ${time}`,
        points: 2,
        options: STATES,
        answer: [STATES.indexOf(state)],
        multiple: false,
      })),
      {
        kind: 'table',
        id: 'times',
        label: 'Units of time that each process spends in each state, and when it exits',
        points: 6,
        pointsPer: 'row',
        columns: ['ready', 'running', 'waiting', 'exits at'],
        rowLabels: NAMES.map(String),
        given: bursts.map(([first, , second]) => [null, String(first + second), null, null]),
        answer: NAMES.map((_, process) => [
          units(process, 'ready'),
          units(process, 'running'),
          units(process, 'waiting'),
          String(exits[process]),
        ]),
      },
      {
        kind: 'number',
        id: 'interrupts',
        label: 'How often is a running process interrupted and made ready?',
        points: 2,
        answer: preemptions,
        tolerance: 0,
        unit: 'times',
      },
    ],
    explanation: [
      'Draw a line for each process. A dispatch makes it running; the end of its slice makes it ready again; a read makes it waiting, and the end of the request makes it **ready**, never running at once unless the core is free. For each process, ready + running + waiting = the time of its exit.',
      moments
        .map(({ process, time, state }) => `- At time ${time}, ${NAMES[process]} is ${state}.`)
        .join('\n'),
    ].join('\n\n'),
    worked: [
      {
        caption: 'States: R ready, X running, W waiting, blank after the exit',
        columns: ['time', ...states[0].map((_, time) => String(time))],
        rows: states.map((each, process) => [NAMES[process], ...each.map((state) => SYMBOL[state])]),
      },
    ],
  };
}

const SYMBOL: Record<State, string> = { ready: 'R', running: 'X', waiting: 'W', exited: '' };

export default {
  title: 'The state of a process over time',
  summary: 'Follow processes through ready, running and waiting, with a time slice and a disk.',
  rows: [12],
  generate,
} satisfies QuestionDefinition;
