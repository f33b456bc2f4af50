/**
 * What the three steps of the scheduler cost: preempt, schedule, dispatch; and how many ticks a slice should have.
 *
 * The kernel runs two processes that only compute, with costs that are drawn; overhead is read off its trace.
 */

import type { Random } from '../../../../simulator/engine/random';
import { COMPUTE } from '../../../../simulator/kernel/threads/thread-program';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { periodCycles, runRoundRobin, twoDecimals } from '../../round-robin-run';

const MAX_SLICE_TICKS = 20;
/** enqueue and pickNext; the call of tick belongs to the interrupt. */
const CALLS_TO_CHOOSE = 2;

interface Costs {
  readonly tickCycles: number;
  /** Entry, handler and return: in each tick. */
  readonly interrupt: number;
  /** Choosing the next process. */
  readonly pick: number;
  readonly contextSwitch: number;
}

/** Overhead between the beginnings of two slices: its cycles, and its share of the time. */
export function measure({ tickCycles, interrupt, pick, contextSwitch }: Costs, sliceTicks: number) {
  const slice = sliceTicks * tickCycles;
  const unit = pick / CALLS_TO_CHOOSE;
  const { trace } = runRoundRobin({
    programs: [COMPUTE(2 * slice), COMPUTE(2 * slice)],
    tickCycles,
    sliceTicks,
    // The policy's answer to a tick is part of the interrupt.
    costs: { timerTick: interrupt - unit, policyUnit: unit, contextSwitch },
  });
  const period = periodCycles(trace, sliceTicks);
  return { cycles: period - slice, share: (period - slice) / period };
}

const STEPS = ['preempt', 'schedule', 'dispatch'] as const;
const ACTIONS: readonly (readonly [action: string, step: (typeof STEPS)[number]])[] = [
  ['The timer interrupts the process that runs', 'preempt'],
  ['PC and registers of the process that ran are stored in its PCB', 'dispatch'],
  ['The process that ran becomes ready', 'preempt'],
  ['The kernel finds that the slice of the process is over', 'preempt'],
  ['The ready queue is searched', 'schedule'],
  ['Priorities of ready processes are compared', 'schedule'],
  ['The policy answers which process comes next', 'schedule'],
  ['The registers are loaded from the PCB of the chosen process', 'dispatch'],
  ['The page table of the chosen process is put into use', 'dispatch'],
  ['The core goes back to user mode, to the PC of the chosen process', 'dispatch'],
  ['The chosen process becomes running', 'dispatch'],
];

interface Variant {
  readonly costs: Costs;
  readonly sliceTicks: number;
  readonly limitPercent: number;
  readonly smallest: number;
}

/** Draws until the limit can be met, but not by a single tick. */
function draw(random: Random): Variant {
  for (;;) {
    const costs = {
      tickCycles: 1000 * random.between(2, 12),
      interrupt: 10 * random.between(5, 20),
      pick: 20 * random.between(1, 20),
      contextSwitch: 50 * random.between(4, 30),
    };
    const limitPercent = random.between(3, 10);
    const smallest = smallestSlice(costs, limitPercent);
    if (smallest !== undefined && smallest > 1)
      return { costs, sliceTicks: random.between(2, 10), limitPercent, smallest };
  }
}

function smallestSlice(costs: Costs, limitPercent: number): number | undefined {
  // Even an endless slice has the interrupts; most draws end here.
  if (100 * costs.interrupt >= limitPercent * (costs.tickCycles + costs.interrupt)) return undefined;
  for (let ticks = 1; ticks <= MAX_SLICE_TICKS; ticks++)
    if (100 * measure(costs, ticks).share <= limitPercent) return ticks;
  return undefined;
}

function generate(random: Random): Question {
  const { costs, sliceTicks, limitPercent, smallest } = draw(random);
  const { tickCycles, interrupt, pick, contextSwitch } = costs;
  const measured = measure(costs, sliceTicks);
  const at = (ticks: number) => twoDecimals(100 * measure(costs, ticks).share);
  const actions = random.shuffled(ACTIONS).slice(0, 4);
  const perSlice = interrupt + pick + contextSwitch;
  return {
    prompt: [
      'Many processes that only compute share one core under round robin. After each tick of useful work the timer interrupts; after the last tick of its slice a process loses the core to the next one.',
      [
        `- One tick: **${tickCycles}** cycles of useful work. A slice has **${sliceTicks}** ticks.`,
        `- Each tick is an interrupt of **${interrupt}** cycles (entry, handler, return), the last of a slice too.`,
        `- At the end of the slice, choosing the next process (schedule) takes **${pick}** cycles more, and storing one context and loading the other (dispatch) **${contextSwitch}**.`,
      ].join('\n'),
      [
        'The kernel changes to another process in three steps:',
        '- **Preempt**: the running process is interrupted and loses the core. It becomes ready; its registers are not stored yet.',
        '- **Schedule**: the next process is chosen from the ready queue.',
        '- **Dispatch**: the whole context switch. The context of the old process is stored and that of the chosen one loaded; the chosen process becomes running, and the core goes back to user mode.',
      ].join('\n'),
      'Overhead is all time that is not useful work. Consider the steady state, from the beginning of one slice to the beginning of the next.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'cycles',
        label: 'Overhead of one slice',
        points: 2,
        answer: measured.cycles,
        tolerance: 0,
        unit: 'cycles',
      },
      {
        kind: 'number',
        id: 'percent',
        label: 'Share of the time that is overhead (two decimals)',
        points: 3,
        answer: 100 * measured.share,
        tolerance: 0.01,
        unit: '%',
      },
      {
        kind: 'number',
        id: 'ticks',
        label: `Fewest ticks in a slice with which at most ${limitPercent} % of the time is overhead`,
        points: 3,
        answer: smallest,
        tolerance: 0,
        unit: 'ticks',
      },
      {
        kind: 'table',
        id: 'steps',
        label: 'To which step does this belong: preempt, schedule or dispatch?',
        points: 2,
        pointsPer: 'row',
        columns: ['step'],
        rowLabels: actions.map(([action]) => action),
        given: actions.map(() => [null]),
        answer: actions.map(([, step]) => [step]),
      },
    ],
    explanation: [
      `In one slice: ${sliceTicks} × ${interrupt} + ${pick} + ${contextSwitch} = ${measured.cycles} cycles of overhead for ${sliceTicks} × ${tickCycles} = ${sliceTicks * tickCycles} of work. Share: ${measured.cycles} / (${measured.cycles} + ${sliceTicks * tickCycles}) = ${at(sliceTicks)} %.`,
      `A longer slice spreads choosing and switching over more work; the interrupts stay in proportion. With one tick the overhead of ${perSlice} cycles is ${at(1)} %; with ${smallest - 1} ${smallest === 2 ? 'tick' : 'ticks'} it is ${at(smallest - 1)} %, with ${smallest} it is ${at(smallest)} %, which is the first not above ${limitPercent} %.`,
      'Preempt takes the core from a process, schedule chooses the next one, dispatch stores the old context and loads the new one: the whole context switch belongs to the dispatcher.',
    ].join('\n\n'),
    worked: [
      {
        caption: 'The steps',
        columns: ['what happens', 'step'],
        rows: actions.map(([action, step]) => [action, step]),
      },
    ],
  };
}

export default {
  title: 'Preempt, schedule, dispatch: the overhead',
  summary: 'Count what timer, choice and switch cost in a time slice, and find the slice that keeps it low.',
  rows: [16],
  generate,
} satisfies QuestionDefinition;
