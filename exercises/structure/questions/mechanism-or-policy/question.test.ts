/** Of the question of mechanism and policy: no line is both, and the place of a line does not tell what it is. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { MECHANISMS, POLICIES } from './question';

const variants = Array.from({ length: 200 }, (_, seed) => question.generate(new Random(seed)));

describe('the question of mechanism and policy', () => {
  it('has a pool of forty statements, no two alike', () => {
    expect(new Set([...MECHANISMS, ...POLICIES]).size).toBe(40);
  });

  it('calls a line of code the same in every variant', () => {
    const kinds = new Map<string, string>();
    for (const { worked } of variants)
      for (const [line = '', kind = ''] of worked?.[1]?.rows ?? []) {
        const code = line.replace(/^\d+: /, '');
        expect(kinds.get(code) ?? kind, code).toBe(kind);
        kinds.set(code, kind);
      }
    expect(new Set(kinds.values())).toEqual(new Set(['mechanism', 'policy']));
  });

  it('has many answers to its code, so that they are not learned by heart', () => {
    const answers = variants.map(({ parts }) =>
      JSON.stringify(parts[1]?.kind === 'choice' && parts[1].answer),
    );
    expect(new Set(answers).size).toBeGreaterThanOrEqual(20);
  });

  it('puts policies at every place among the statements, and at most in the code', () => {
    for (const [part, least] of [
      [0, 8],
      [1, 7],
    ] as const) {
      const places = variants.flatMap(({ parts }) => {
        const asked = parts[part];
        return asked?.kind === 'choice' ? asked.answer : [];
      });
      expect(new Set(places).size).toBeGreaterThanOrEqual(least);
    }
  });
});
