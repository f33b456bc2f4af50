/**
 * However a method answers, a run is replayed to the same end: some exercises each time (scripts/proofs.ts), every
 * method and program of their shapes, a third of the kinds of answer each: all kinds by three methods in a row. What the trusted process finds in the log is what happened, so a verdict is never
 * "not graded", and it is the same each time.
 */
import { describe, expect, it } from 'vitest';
import { compile } from '../../grader/compile/compile';
import { ConfinedPolicies } from '../../grader/confine/confined-policies';
import { createNodeRealm } from '../../grader/confine/node-realm';
import { type JudgedCase, judgeCase } from '../../grader/judge/judge';
import { runCase, type SeededCase } from '../../grader/judge/run-case';
import { bundleSolution, contractValues } from '../../grader/library/bundle-solution';
import { exerciseIds, type LibraryExercise, loadExercise } from '../../grader/library/exercise-library';
import { seededSamples } from '../../grader/library/seeds';
import { DecisionLog, DecisionReader } from '../../grader/replay/decision-log';
import { recordPolicies } from '../../grader/replay/record';
import { replayPolicies } from '../../grader/replay/replay';
import { trustedRunner } from '../../grader/trusted-runner';
import { inTurn } from '../../scripts/proofs';

/** More than the reference uses, so that what stops is the answer and not the way to it; few, so that endless loops end soon. */
const UNITS_MORE = 1_000_000;

type Stop = 'value' | 'exception' | 'depth' | 'units' | 'service' | 'none';

/** What a method does instead of its work, and how the run stops; 'none': by nothing that it answered. */
const ANSWERS: readonly (readonly [name: string, statement: string, stop: Stop])[] = [
  ['NaN', 'return NaN;', 'value'],
  ['infinity', 'return Infinity;', 'value'],
  ['minus infinity', 'return -Infinity;', 'value'],
  ['a fraction', 'return 0.5;', 'value'],
  ['2^31', 'return 2 ** 31;', 'value'],
  ['2^40', 'return 2 ** 40;', 'value'],
  ['-2^31', 'return -(2 ** 31);', 'none'],
  ['-2^31 - 1', 'return -(2 ** 31) - 1;', 'value'],
  ['2^31 - 1', 'return 2 ** 31 - 1;', 'none'],
  ['minus zero', 'return -0;', 'none'],
  ['nothing', 'return undefined;', 'none'],
  ['null', 'return null as any;', 'value'],
  ['a text', 'return "1" as any;', 'value'],
  ['an object', 'return {} as any;', 'value'],
  ['a symbol', 'return Symbol() as any;', 'value'],
  ['true', 'return true as any;', 'value'],
  ['an exception', 'throw new Error("on purpose");', 'exception'],
  ['a thrown NaN', 'throw NaN;', 'exception'],
  ['recursion', 'const again = (): any => again(); return again();', 'depth'],
  ['an endless loop', 'for (;;);', 'units'],
];

/** What a program asks for instead of its first operation. */
const OPERATIONS: typeof ANSWERS = [
  ['an address NaN', 'yield* $load(NaN);', 'service'],
  ['an address infinity', 'yield* $load(Infinity);', 'service'],
  ['an address that is a fraction', 'yield* $load(0.5);', 'service'],
  ['an address 2^32', 'yield* $load(2 ** 32);', 'service'],
  ['an address -2^31', 'yield* $load(-(2 ** 31));', 'none'],
  ['an address -0', 'yield* $load(-0);', 'none'],
  ['a value NaN', 'yield* $store(0, NaN);', 'service'],
  ['a value 2^40', 'yield* $store(0, 2 ** 40);', 'service'],
  ['a value -2^31', 'yield* $store(0, -(2 ** 31));', 'none'],
  ['2^40 cycles', 'yield* $compute(2 ** 40);', 'service'],
  ['-1 cycles', 'yield* $compute(-1);', 'none'],
];

const realm = createNodeRealm();

/** The reference with one method replaced. */
function referenceWith(bundle: string, { definition }: LibraryExercise, member: string): string {
  const exported = /export \{\s*(?:(\w+) as )?(\w+)\s*\};?\s*$/.exec(bundle);
  if (exported === null) throw new Error(`the bundle ends in ${bundle.slice(-100)}`);
  const operations = member.includes('yield*')
    ? `import { compute as $compute, load as $load, store as $store } from './contract';`
    : '';
  return `${operations}
${bundle.slice(0, exported.index)}
const $Reference = ${exported[1] ?? exported[2]};
class $Broken extends $Reference { ${member} }
export { $Broken as ${definition.shape.className} };`;
}

/** Runs, replays, and judges the replay as the grader does. */
function grade(
  { definition }: LibraryExercise,
  program: string,
  seeded: SeededCase,
  unitsLimit: number,
): JudgedCase {
  const policies = new ConfinedPolicies(realm, program, definition.shape, { unitsLimit });
  const log = new DecisionLog();
  const run = runCase(definition, seeded, recordPolicies(policies, definition.shape, log));
  const reader = new DecisionReader(log.bytes());
  const replay = runCase(definition, seeded, replayPolicies(reader, definition.shape, run.stopped));
  expect(reader.atEnd).toBe(true);
  expect(replay.trace.digest()).toBe(run.trace.digest());
  expect(replay.stopped).toEqual(run.stopped);
  expect(replay.counters).toEqual(run.counters);
  return judgeCase(definition, seeded, replay, { show: false });
}

/** Of a list, what the member at this place meets. */
const SHARES = 3;
const share = <Item>(items: readonly Item[], place: number) =>
  items.filter((_, i) => i % SHARES === place % SHARES);

describe.each(inTurn(exerciseIds(), 10).map((id, place) => [id, place] as const))('%s', (id, place) => {
  it('stops as it must, and is replayed to the same end, whatever a method answers or asks', async () => {
    const exercise = await loadExercise(id);
    const { shape } = exercise.definition;
    const values = await contractValues(id);
    const bundle = await bundleSolution(id, 'solution.ts');
    const samples = seededSamples(exercise.samples);
    const reference = compile(bundle, { shape, contractValues: values });
    if (!reference.ok) throw new Error(JSON.stringify(reference.diagnostics));
    const used = samples.map(
      (seeded) => trustedRunner().judged(exercise.definition, reference.program, seeded).usedUnits,
    );
    const unitsLimit = UNITS_MORE + Math.max(...used);
    const members = [
      ...Object.keys(shape.methods).flatMap((name, i) =>
        share(ANSWERS, place + i).map((answer) => ({ name, star: '', answer })),
      ),
      ...Object.keys(shape.programs).flatMap((name, i) =>
        share([...ANSWERS, ...OPERATIONS], place + i).map((answer) => ({ name, star: '*', answer })),
      ),
    ];
    for (const { name, star, answer } of members) {
      const [what, statement, expected] = answer;
      const label = `${name}: ${what}`;
      const source = referenceWith(bundle, exercise, `${star}${name}(): any { ${statement} }`);
      const compiled = compile(source, { shape, contractValues: values });
      if (!compiled.ok) throw new Error(`${label}: ${JSON.stringify(compiled.diagnostics)}`);
      // In the first sample that comes to the method.
      let stopped: JudgedCase['stopped'];
      for (let i = 0; i < samples.length && stopped === undefined; i++) {
        ({ stopped } = grade(exercise, compiled.program, samples[i], unitsLimit));
        if (expected === 'none') break;
      }
      // A class that uses its own method may stumble over the answer before the machine sees it, or ask for what it says.
      if (expected === 'value') expect(['value', 'exception', 'service'], label).toContain(stopped?.reason);
      else if (expected !== 'none') expect(stopped?.reason, label).toBe(expected);
      if (stopped?.reason === 'value' && statement.match(/return -?[\dNI(]/))
        expect(stopped.message, label).toContain('it must be an integer between -2147483648 and 2147483647');
    }
  });
});
