/**
 * The accounting of mutants, on a made-up exercise: double(n) is asked, 150 beyond 100, and judged where a case asks for it. What no
 * case asks, its mutants survive.
 */
import { describe, expect, it } from 'vitest';
import { type CaseParameters, defineExercise } from '../../exercises/exercise-definition';
import {
  defineMutants,
  type EquivalentMutant,
  type MutantsDefinition,
} from '../../exercises/mutants-definition';
import { compile } from '../compile/compile';
import { mutantsKilled, renderMutants } from './check-mutants';
import { runnerHere } from './own-runner';

const shape = { className: 'Doubler', methods: { double: 1 }, programs: {}, services: {} };

const definition = defineExercise<CaseParameters, unknown>({
  title: 'Double',
  summary: 'Double it.',
  rows: [1],
  difficulty: 1,
  view: 'cores',
  shape,
  events: [],
  rules: [{ id: 'DO1', title: 'The answer is twice the number, 150 beyond 100.', points: 90 }],
  budgets: [{ id: 'units', title: 'Units', counter: 'policyUnits', unit: 'units', points: 10 }],
  metric: { counter: 'policyUnits', title: 'Units', unit: 'units' },
  limits: { unitsPerCase: 10_000_000 },
  showFailures: true,
  simulate({ policies, counters }, { n }) {
    const answer = policies.create({}).methods.double?.(Number(n));
    counters.policyUnits = policies.takeUnits();
    return answer;
  },
  judge({ parameters: { n }, result }) {
    const passed = result === (Number(n) > 100 ? 150 : 2 * Number(n));
    return [{ rule: 'DO1', passed, message: passed ? '' : 'wrong', event: 0 }];
  },
});

const TEXT = `export class Doubler {
  double(n: number): number {
    if (n > 100) return 150;
    let rest = n;
    let sum = 0;
    while (rest > 0) { sum += 2; rest--; }
    return sum;
  }
}`;

interface Given {
  readonly asked: readonly number[];
  readonly promised?: MutantsDefinition;
  readonly referenceUnits?: number;
  readonly exceeds?: readonly string[];
}

function check({ asked, promised = {}, referenceUnits = 10_000, exceeds = [] }: Given) {
  const compiled = compile(TEXT, { shape, contractValues: {} });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const cases = asked.map((n) => ({
    ...{ name: `double-${n}`, title: `Double ${n}.`, seed: '1', role: 'hidden' as const, parameters: { n } },
  }));
  const exercise = { id: 'made/up', folder: '', definition, samples: [], hidden: [] };
  const references = Object.fromEntries(cases.map(({ name }) => [name, { policyUnits: referenceUnits }]));
  const prepared = {
    exercise,
    version: '',
    contractValues: {},
    runner: runnerHere(exercise),
    cases,
    references,
  };
  const texts = new Map([
    ['double.ts', TEXT],
    ['unused.ts', 'export const UNUSED = 1 + 2;'],
  ]);
  const source = async (instead: ReadonlyMap<string, string>) => instead.get('double.ts') ?? TEXT;
  const bases = [{ program: compiled.program, exceeds, texts, source }];
  return mutantsKilled(prepared, { bases, definition: promised });
}

describe('mutants of right solutions', () => {
  it('are killed by wrong answers, stops and endless loops; the others survive, with their line', async () => {
    const { report } = await check({ asked: [3, 0] });
    expect(renderMutants(report)).toMatchInlineSnapshot(`
      "mutants: 15 of 20 killed, 0.750 (at least 0.85); 0 more are equivalent
        survives double.ts:3:11: \`>\` becomes \`>=\`
            if (n > 100) return 150;
            if (n >= 100) return 150;
        survives double.ts:3:13: \`100\` becomes \`101\`
            if (n > 100) return 150;
            if (n > 101) return 150;
        survives double.ts:3:13: \`100\` becomes \`99\`
            if (n > 100) return 150;
            if (n > 99) return 150;
        survives double.ts:3:25: \`150\` becomes \`151\`
            if (n > 100) return 150;
            if (n > 100) return 151;
        survives double.ts:3:25: \`150\` becomes \`149\`
            if (n > 100) return 150;
            if (n > 100) return 149;"
    `);
  });

  it('are killed where cases ask', async () => {
    const { report } = await check({ asked: [3, 0, 100, 101] });
    expect(report).toMatchObject({ made: 20, killed: 20, score: 1, survivors: [] });
  });

  it('do not count where they are called equivalent, which must be true', async () => {
    const line = 'if (n > 100) return 150;';
    const loop = 'while (rest > 0) { sum += 2; rest--; }';
    const { report, problems } = await check({
      asked: [3, 0],
      promised: {
        leastScore: 0.99,
        equivalent: [
          { at: [line, 'if (n > 101) return 150;'], why: 'Nobody asks.' },
          { at: [loop, loop.replace('>', '>=')], why: 'It may go round once more.' },
          { at: 'let gone = 1;', why: 'It was there once.' },
        ],
      },
    });
    expect(report.survivors.map(({ becomes }) => becomes)).not.toContain('if (n > 101) return 150;');
    expect({ ...report, survivors: [] }).toMatchObject({ made: 19, killed: 15, equivalent: 1 });
    expect(problems).toMatchInlineSnapshot(`
      [
        "mutants.ts calls ["while (rest > 0) { sum += 2; rest--; }","while (rest >= 0) { sum += 2; rest--; }"] equivalent, but it is killed: take it out",
        "mutants.ts calls "let gone = 1;" equivalent, but no right solution has such a mutant any more",
        "the cases kill 15 of 19 mutants, a share of 0.789: at least 0.99 is asked. Make cases harder, or list what is equivalent in mutants.ts",
      ]
    `);
  });

  it('are called equivalent by their line only when none of that line is killed', async () => {
    const line = 'if (n > 100) return 150;';
    const survive = [
      'if (n >= 100) return 150;',
      'if (n > 101) return 150;',
      'if (n > 99) return 150;',
    ] as const;
    const more = ['if (n > 100) return 151;', 'if (n > 100) return 149;'];
    const problemsOf = async (at: EquivalentMutant['at']) =>
      (await check({ asked: [3, 0], promised: { equivalent: [{ at, why: 'Nobody asks.' }] } })).problems;
    expect(await problemsOf([line, ...survive, ...more])).toEqual([]);
    expect(await problemsOf([line, ...survive, line.replace('>', '<')])).toEqual([
      expect.stringContaining('"if (n < 100) return 150;"] equivalent, but it is killed: take it out'),
    ]);
    expect((await problemsOf(line))[0]).toMatchInlineSnapshot(`
      "mutants.ts calls "if (n > 100) return 150;" equivalent, but 2 of its mutants are killed:
            if (!(n > 100)) return 150;
            if (n < 100) return 150;
          Name beside the line what survives:
            if (n >= 100) return 150;
            if (n > 101) return 150;
            if (n > 99) return 150;
            if (n > 100) return 151;
            if (n > 100) return 149;"
    `);
  });

  it('are killed that exceed a budget, unless their base exceeds it', async () => {
    const killed = async (given: Omit<Given, 'asked'>) =>
      (await check({ asked: [3, 0], ...given })).report.killed;
    expect(await killed({ referenceUnits: 1 })).toBe(20);
    expect(await killed({ referenceUnits: 1, exceeds: ['units'] })).toBe(await killed({}));
  });

  it('are promised as a share, and as equivalent with a reason', () => {
    expect(() => defineMutants({ leastScore: 0 })).toThrow('leastScore is 0');
    expect(() => defineMutants({ equivalent: [{ at: 'x', why: '' }] })).toThrow('needs "at" and "why"');
  });
});
