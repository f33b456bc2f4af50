/** Guarantee: a profiled program does and costs the same, and its profile adds up to what it cost. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyShape } from '../../simulator/engine/policy';
import { type CompileOptions, compile } from '../compile/compile';
import { profileOf } from '../compile/profile';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';
import type { Realm } from './realm';

const SHAPE: PolicyShape = { className: 'Policy', methods: { run: 1 }, programs: {}, services: { load: 1 } };
const OPTIONS: CompileOptions = { shape: SHAPE, contractValues: {} };

let realm: Realm;
beforeAll(() => {
  realm = createNodeRealm();
});

function run(source: string, profiled: boolean, argument: number) {
  const compiled = compile(source, { ...OPTIONS, profiled });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const regions = compiled.regions ?? [];
  const policies = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 1_000_000 });
  const answer = policies.create({ load: (address) => address + 1 }, 0).methods.run(argument);
  const { usedUnits, line } = policies;
  const profile = profileOf(regions, policies.visits(regions.length), usedUnits);
  return { answer, usedUnits, line, profile };
}

const LOOPS = `import type { Services } from './contract';
export class Policy {
  private readonly doubled = (value: number) => value * 2;
  constructor(private readonly services: Services) {}
  run(count: number): number {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += this.doubled(i);
      if (i > 100) sum = -1;
    }
    return helper(sum);
  }
  unused(): number { return 1; }
}
function helper(sum: number): number {
  while (sum > 50) sum -= 7;
  return sum;
}
`;

const OTHERS = [
  `export class Policy { run(n: number) { const list = Array.from({ length: n }, (_, i) => i); try { return [...list].sort((a, b) => b - a).reduce((a, b) => a + b, 0); } catch { return 0 } finally { list.length = 0; } } }`,
  `class Base { x = 1; y = [1, 2]; get z() { return this.x; } } export class Policy extends Base { run(n: number, { a = 1 } = { a: n }) { let text = ''; for (const key in this) text += key; do { n--; } while (n > 0); return text.length + this.z + a; } }`,
  `export class Policy { run(n: number): number { return n < 2 ? n : this.run(n - 1) + this.run(n - 2); } }`,
];

describe('a profiled program', () => {
  it.each([LOOPS, ...OTHERS])('answers, costs and ends as the plain one does (%#)', (source) => {
    for (const argument of [0, 1, 9]) {
      const { profile: _plain, ...plain } = run(source, false, argument);
      const { profile, ...profiled } = run(source, true, argument);
      expect(profiled).toEqual(plain);
      const told = profile.lines.reduce((sum, { units }) => sum + units, 0);
      expect(told).toBe(profile.functions.reduce((sum, { units }) => sum + units, 0));
      expect(told).toBeLessThanOrEqual(profile.totalUnits);
      expect(told).toBeGreaterThan(profile.totalUnits / 3);
    }
  });

  it('tells how often each function was called, and which lines cost more with more work', () => {
    const few = run(LOOPS, true, 3).profile;
    const many = run(LOOPS, true, 30).profile;
    const calls = ({ functions }: typeof few) =>
      Object.fromEntries(functions.map(({ name, calls: count }) => [name, count]));
    expect(calls(few)).toMatchObject({ run: 1, doubled: 3, helper: 1 });
    expect(calls(many)).toMatchObject({ run: 1, doubled: 30, helper: 1 });
    expect(calls(many)).not.toHaveProperty('unused');
    const at = ({ lines }: typeof few, line: number) => lines.find((each) => each.line === line)?.units ?? 0;
    expect(at(many, 8)).toBe(10 * at(few, 8));
    expect(at(many, 9)).toBe(10 * at(few, 9));
    expect(at(many, 6)).toBe(at(few, 6));
    expect(at(many, 13)).toBe(at(few, 13)); // making the class, not the method that is never called
  });

  it('counts from the beginning of each case', () => {
    expect(run(LOOPS, true, 5).profile).toEqual(run(LOOPS, true, 5).profile);
  });
});
