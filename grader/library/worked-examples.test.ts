/** Guarantee: a worked example is what the reference does; one that is not is told with its line and the right text. */
import { beforeAll, expect, test } from 'vitest';
import type { SeededCase } from '../judge/run-case';
import { exercisePrograms, referenceOf } from './prepared-exercise';
import { seededSamples } from './seeds';
import { exampleProblems } from './worked-examples';

let problems: (statement: string) => Promise<string[]>;
const firstOf = async (statement: string) => (await problems(statement))[0];
beforeAll(async () => {
  const programs = await exercisePrograms('scheduling/round-robin');
  const program = await programs.programOf(referenceOf(programs.solutions));
  const { definition, samples } = programs.exercise;
  const seeded: readonly SeededCase[] = seededSamples(samples);
  problems = (statement) => exampleProblems(statement, definition, seeded, programs.runner, program);
});

const block = (options: string, ...lines: string[]) =>
  ['A run:', '', `\`\`\`example ${options}`, ...lines, '```', ''].join('\n');
const RIGHT = [
  'enqueue(2, 0) -> 0   # created',
  '# it goes',
  'pickNext(0)->2'.replace('->', ' -> '),
  ' enqueue(0x1, 0) -> 0',
];

test('what agrees has no problem: notes, blanks and the way of writing a number do not count', async () => {
  expect(await problems(block('case=one-core lines=1-3', ...RIGHT))).toEqual([]);
});

test('what does not agree is told with its line and what is right', async () => {
  const [first, note, , last] = RIGHT as [string, string, string, string];
  expect(await problems(block('case=one-core lines=1-3', first, note, 'pickNext(0) -> 1', last))).toEqual([
    `statement.md:6: the example says "pickNext(0) -> 1", but the reference's run has "pickNext(0) -> 2". The right text:
      enqueue(2, 0) -> 0
      pickNext(0) -> 2
      enqueue(1, 0) -> 0`,
  ]);
  expect(await firstOf(block('case=one-core lines=1-1'))).toContain(
    'statement.md:4: the example says nothing more',
  );
  expect(await firstOf(block('case=one-core lines=1-1', first, first))).toContain('run has nothing more');
});

test('events stand among the calls, at their cycles', async () => {
  expect(await firstOf(block('case=one-core calls=pickNext events=dispatch lines=1-2'))).toMatch(
    /The right text:\n {6}pickNext\(0\) -> 2\n {6}@\d+ the policy picks thread 2 for core 0$/,
  );
});

test('an example that there cannot be is told, and so is that there is none', async () => {
  expect(await problems('# Nothing')).toEqual([
    expect.stringContaining('statement.md has no worked example'),
  ]);
  expect(await problems(block('case=none'))).toEqual([
    expect.stringContaining('statement.md:3: the example has no case=<sample>'),
  ]);
  expect(await problems(block('case=one-core calls=pick'))).toEqual([
    expect.stringContaining('statement.md:3: calls=pick: there is none, but RoundRobin, enqueue'),
  ]);
  expect(await problems(block('case=one-core lines=1-999'))).toEqual([
    expect.stringContaining('is not like lines=1-12'),
  ]);
  expect(await problems(block('case=one-core rows=1'))).toEqual([
    expect.stringContaining('an example has no rows'),
  ]);
});
