/**
 * What a context switch costs, and which share of the time is left for useful work.
 *
 * The kernel switches between two processes that only compute; the direct cost and both shares are read off its
 * trace. A cold cache, which this machine has not, is added to each switch as so many misses.
 */

import type { Random } from '../../../../simulator/engine/random';
import { NATIVE_REGISTERS } from '../../../../simulator/hardware/native/native-core';
import { COMPUTE } from '../../../../simulator/kernel/threads/thread-program';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { cyclesOf, periodCycles, runRoundRobin, twoDecimals } from '../../round-robin-run';

interface Costs {
  readonly sliceCycles: number;
  readonly contextSwitch: number;
  readonly registerTransfer: number;
}

/** The switch from one process to the next, and the share of useful cycles from one entry of a process to the next. */
export function measure({ sliceCycles, ...costs }: Costs): { switchCycles: number; share: number } {
  const program = COMPUTE(2 * sliceCycles);
  const { trace } = runRoundRobin({ programs: [program, program], tickCycles: sliceCycles, costs });
  const [, start] = cyclesOf(trace, 'switch-start');
  const [, end] = cyclesOf(trace, 'switch-end');
  return { switchCycles: end - start, share: sliceCycles / periodCycles(trace) };
}

function generate(random: Random): Question {
  const contextSwitch = 20 * random.between(2, 20);
  const registerTransfer = random.between(2, 8);
  const sliceCycles = 500 * random.between(4, 60);
  const misses = 10 * random.between(3, 30);
  const missCycles = 10 * random.between(5, 15);
  const wanted = random.pick([80, 90, 95, 98]);

  const direct = measure({ sliceCycles, contextSwitch, registerTransfer });
  const cold = measure({
    sliceCycles,
    contextSwitch: contextSwitch + misses * missCycles,
    registerTransfer,
  });
  // Whole numbers throughout: in fractions the last cycle would be lost.
  const smallest = Math.ceil((wanted * cold.switchCycles) / (100 - wanted));
  const percent = (share: number) => twoDecimals(100 * share);
  return {
    prompt: [
      `Two processes that only compute share one core and take turns. A time slice is **${sliceCycles} cycles** of useful work; then the kernel switches to the other process.`,
      `A switch stores the **${NATIVE_REGISTERS} registers** of one process in its PCB and loads those of the other: **${registerTransfer} cycles** for each register stored or loaded. All else that the kernel does at a switch takes **${contextSwitch} cycles**.`,
      `After a switch the cache is cold: the process that begins has **${misses} misses** of **${missCycles} cycles** that it would not have had otherwise. They are not useful work, and come on top of the slice.`,
      'Consider the steady state: each slice is followed by one switch.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'direct',
        label: 'Direct cost of one switch',
        points: 2,
        answer: direct.switchCycles,
        tolerance: 0,
        unit: 'cycles',
      },
      {
        kind: 'number',
        id: 'share-direct',
        label: 'Share of useful work, if only direct costs are counted (two decimals)',
        points: 2,
        answer: 100 * direct.share,
        tolerance: 0.01,
        unit: '%',
      },
      {
        kind: 'number',
        id: 'share-cold',
        label: 'Share of useful work, with the cold cache (two decimals)',
        points: 3,
        answer: 100 * cold.share,
        tolerance: 0.01,
        unit: '%',
      },
      {
        kind: 'number',
        id: 'slice',
        label: `Shortest time slice with which at least ${wanted} % of the time is useful work, with the cold cache (whole cycles)`,
        points: 3,
        answer: smallest,
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      'The direct cost is what it takes to store one PCB and load another; the indirect cost is the cold cache. Useful share = slice / (slice + cost of a switch).',
      [
        `- Direct: 2 × ${NATIVE_REGISTERS} × ${registerTransfer} + ${contextSwitch} = ${direct.switchCycles} cycles.`,
        `- Without the cache: ${sliceCycles} / (${sliceCycles} + ${direct.switchCycles}) = ${percent(direct.share)} %.`,
        `- The cold cache adds ${misses} × ${missCycles} = ${misses * missCycles} cycles, which makes ${cold.switchCycles}: ${sliceCycles} / (${sliceCycles} + ${cold.switchCycles}) = ${percent(cold.share)} %.`,
        `- slice ≥ ${wanted} / ${100 - wanted} × ${cold.switchCycles} gives ${smallest} cycles.`,
      ].join('\n'),
    ].join('\n\n'),
  };
}

export default {
  title: 'The cost of a context switch',
  summary: 'Direct and indirect cost of a switch, and the share of useful work that a time slice leaves.',
  rows: [11],
  generate,
} satisfies QuestionDefinition;
