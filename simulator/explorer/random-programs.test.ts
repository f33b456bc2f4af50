/**
 * Guarantee: on programs drawn at random the explorer says what a search of all states says (state-search.testing.ts):
 * the same final states and the same violations where it calls itself complete, never one that cannot happen, and
 * broken mutual exclusion unless it met a limit. The schedule of each finding shows it again.
 *
 * By hand, for longer: ROUNDS=3000 SEED=any npx vitest run simulator/explorer/random-programs.test.ts --testTimeout 1e7
 */
import { describe, expect, test } from 'vitest';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { NativeProgram } from '../programs/operations';
import { type Exploration, explore, replay } from './explorer';
import { INTERLEAVING_EVENTS } from './interleaving-events';
import { type Mix, operations, type Program, randomProgram, textOf } from './random-program.testing';
import type { MemoryModel, Scenario } from './scenario';
import { parseSchedule } from './schedule';
import { searchStates } from './state-search.testing';

const ROUNDS = Number(process.env.ROUNDS ?? 40);
const SEED = process.env.SEED ?? '';
/** Programs with more states are left out: the search would take too long. */
const MOST_STATES = 20_000;

const MIXES: Readonly<Record<string, Mix>> = {
  straight: { loops: 0, sleeping: 0, points: 2 },
  waiting: { loops: 5, sleeping: 0, points: 2 },
  sleeping: { loops: 2, sleeping: 8, points: 1 },
};

interface Drawn {
  readonly programs: readonly Program[];
  readonly words: number;
}

function draw(random: Random, mix: Mix): Drawn {
  const threads = random.between(2, 3);
  const words = random.between(1, 3);
  const longest = random.between(2, 6);
  return {
    words,
    programs: Array.from({ length: threads }, () => randomProgram(random, words, longest, mix)),
  };
}

function exploreAll({ programs, words }: Drawn, model: MemoryModel): Exploration & { final: string[] } {
  const final = new Set<string>();
  const scenario: Scenario = {
    threads: programs.length,
    model,
    memoryWords: words,
    start: (thread) => new NativeProgram(operations(programs[thread])),
  };
  const exploration = explore(scenario, {
    keepGoing: true,
    shrinkExecutions: 0,
    maximumSteps: 200,
    maximumExecutions: 5_000,
    onFinished: ({ memory, results }) => final.add(JSON.stringify([[...memory], [...results]])),
  });
  for (const { violation, token } of exploration.findings)
    if (violation.name !== 'step-limit')
      expect(
        replay(scenario, parseSchedule(token), new Trace(INTERLEAVING_EVENTS.kinds)).violation,
        `${token}\n| ${textOf(programs)}`,
      ).toEqual(violation);
  return { ...exploration, final: [...final].sort() };
}

/** @returns how the explorer called what it did; undefined when there are too many states to search. */
function compare(drawn: Drawn, model: MemoryModel): Exploration['extent'] | undefined {
  const expected = searchStates(drawn.programs, drawn.words, model, MOST_STATES);
  if (expected === undefined) return undefined;
  const { extent, why, findings, final } = exploreAll(drawn, model);
  const names = findings.map(({ violation }) => violation.name).sort();
  const text = `${model}, ${extent} (${why}), words ${drawn.words}:\n| ${textOf(drawn.programs)}`;
  for (const state of final) expect(expected.final, text).toContain(state);
  for (const name of names) if (name !== 'step-limit') expect(expected.violations, text).toContain(name);
  if (extent === 'limit') return extent;
  if (expected.violations.has('mutual-exclusion')) expect(names, text).toContain('mutual-exclusion');
  if (extent === 'bounded') return extent;
  expect(names, text).toEqual([...expected.violations].sort());
  expect(final, text).toEqual([...expected.final].sort());
  return extent;
}

describe.each(['sc', 'tso'] as const)('against a search of all states, %s', (model) => {
  test.each(Object.entries(MIXES))('%s', (name, mix) => {
    const extents = { complete: 0, bounded: 0, limit: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const extent = compare(draw(new Random(`${SEED} ${name} ${round}`), mix), model);
      if (extent !== undefined) extents[extent]++;
    }
    expect(extents.complete).toBeGreaterThan(ROUNDS * 0.7);
    expect(extents.limit).toBeLessThan(ROUNDS * 0.1);
  });
});
