/** What runs is what was written: random programs compute the same in plain Node and compiled and confined. */
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { confinedly, noting, plainly } from './compared-programs';
import { RandomProgram } from './random-program';

/** What it notes in plain Node; undefined when it is no program, as about one in thirty: with two keys __proto__, say. */
function expected(typescript: string): string | undefined {
  try {
    const { code } = transformSync(typescript, {
      loader: 'ts',
      target: 'es2022',
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    });
    return plainly(code);
  } catch {
    return undefined;
  }
}

const programs = fc
  .array(fc.nat(0x7fffffff), { minLength: 20, maxLength: 200, size: 'max' })
  .map((tape) => noting('', new RandomProgram(tape).text()));

it('random programs compute the same after compilation', () => {
  let compared = 0;
  fc.assert(
    fc.property(programs, (program) => {
      const noted = expected(program);
      if (noted === undefined) return;
      compared++;
      expect(confinedly(program)).toEqual({ noted });
    }),
    {
      seed: Number(process.env.RANDOM_SEED ?? 20261125),
      numRuns: Number(process.env.RANDOM_PROGRAMS ?? 120),
    },
  );
  expect(compared).toBeGreaterThan(90);
});
