/**
 * Guarantee: whatever a wrong solution of the course does, its picture can be drawn where the rule broke: every place and
 * length is a number, and what an event tells as an address stands in hexadecimal. For a few rules one solution each.
 */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { declaredFormat } from '../app/replay/declared-format';
import { Replay } from '../app/replay/replay';
import { formatCount } from '../app/replay/replay-words';
import { runCase } from '../grader/judge/run-case';
import { contractValues } from '../grader/library/bundle-solution';
import { exerciseIds, type LibraryExercise, loadExercise } from '../grader/library/exercise-library';
import type { OwnSolution } from '../grader/library/own-solutions';
import { compileOwnSolution, exerciseSolutions } from '../grader/library/prepared-exercise';
import { seededSamples } from '../grader/library/seeds';
import { trustedRunner } from '../grader/trusted-runner';
import type { Trace } from '../simulator/engine/trace';

/** Attributes and styles that place something. */
const GEOMETRY =
  /[ :](?:x|y|x1|x2|y1|y2|cx|cy|r|d|points|transform|width|height|min-height|left|top|style)="[^"]*?(?:NaN|Infinity|undefined)[^"]*"/;
/** Smaller numbers are too often something else as well. */
const LEAST_ADDRESS = 4096;
/** Of an exercise, the last ones: those that come first are broken by all that goes wrong. */
const MOST_RULES = 4;

interface BrokenRun {
  readonly trace: Trace;
  readonly event: number;
  readonly html: string;
}

/** The run of the first sample in which the solution breaks a rule, at that event; else the end of the last sample. */
function brokenRun({ definition, samples }: LibraryExercise, program: string): BrokenRun | undefined {
  let last: BrokenRun | undefined;
  for (const { seed, parameters } of seededSamples(samples)) {
    const policies = trustedRunner().policies(definition, program);
    const { trace, counters, result, stopped } = runCase(definition, { seed, parameters }, policies);
    if (trace.length === 0) continue;
    const checks = stopped ? [] : definition.judge({ parameters, trace, counters, result });
    const broken = checks.find(({ passed, event = trace.length }) => !passed && event < trace.length);
    const event = broken?.event ?? trace.length - 1;
    const props = { view: definition.view, trace: trace.encode(), parameters, checks: [], title: 'drawn' };
    const html = renderToStaticMarkup(<Replay {...props} wanted={{ event, turn: 0 }} />);
    last = { trace, event, html };
    if (broken !== undefined) return last;
  }
  return last;
}

/** Numbers that events until then tell as addresses and as nothing else, in decimal. */
function addresses({ trace, event: last }: BrokenRun): Set<string> {
  const places = new Set<number>();
  const others = new Set<number>();
  for (let index = 0; index <= last; index++) {
    const { kind, values, cycle } = trace.event(index);
    others.add(cycle);
    kind.fields.forEach((field, i) => {
      const value = values[i] ?? 0;
      if (declaredFormat(kind, field) === 'place') places.add(value);
      else others.add(value);
    });
  }
  return new Set(
    [...places]
      .filter((value) => Math.abs(value) >= LEAST_ADDRESS && !others.has(value))
      .flatMap((value) => [String(value), formatCount(value)]),
  );
}

const numbersIn = (html: string) =>
  html.replaceAll(/<[^>]*>/g, ' ').match(/(?<![\w.])-?\d[\d,]*(?!\w)/g) ?? [];

test.each(exerciseIds())('%s', async (id) => {
  const exercise = await loadExercise(id);
  const values = await contractValues(id);
  const wrong = (await exerciseSolutions(id)).filter(({ kind }) => kind === 'wrong');
  const byRule = new Map(wrong.map((solution) => [solution.fails[0], solution]));
  const rules = exercise.definition.rules.map((rule) => rule.id).filter((rule) => byRule.has(rule));
  for (const rule of rules.slice(-MOST_RULES)) {
    const solution = byRule.get(rule) as OwnSolution;
    const run = brokenRun(exercise, await compileOwnSolution(exercise, solution, values));
    if (run === undefined) continue;
    expect(GEOMETRY.exec(run.html)?.[0], solution.name).toBeUndefined();
    const decimal = addresses(run);
    expect(
      numbersIn(run.html).filter((number) => decimal.has(number)),
      solution.name,
    ).toEqual([]);
  }
});
