import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../../simulator/engine/native-policies';
import { Random } from '../../../simulator/engine/random';
import { Trace } from '../../../simulator/engine/trace';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { Parameters } from './simulation';

const SEEDS = ['a', 'b', 'c', 'd'];
const CASES: readonly { name: string; parameters: Parameters; distinguishes?: readonly string[] }[] = [
  ...samples,
  ...hidden,
];

function run(policyClass: PolicyClass, parameters: Parameters, seed: string) {
  const trace = new Trace(exercise.events);
  const counters: Record<string, number> = {};
  const policies = new NativePolicies(policyClass, exercise.shape);
  const result = exercise.simulate({ random: new Random(seed), policies, trace, counters }, parameters);
  const checks = exercise.judge({ parameters, trace, counters, result });
  return { checks, counters, trace };
}

async function load(file: string): Promise<PolicyClass> {
  const path = fileURLToPath(new URL(`${file}.ts`, import.meta.url));
  return ((await import(path)) as { BuddyAllocator: PolicyClass }).BuddyAllocator;
}

const filesOf = (folder: string) =>
  readdirSync(new URL(`${folder}/`, import.meta.url)).map((file) => `${folder}/${file.replace('.ts', '')}`);

const declared = (file: string) => {
  const [first = ''] = readFileSync(new URL(`${file}.ts`, import.meta.url), 'utf8').split('\n');
  return first.replace(/^\/\/ (fails|exceeds): /, '').split(', ');
};

describe('the buddy allocator exercise', () => {
  it('passes the reference on every case, and looks at every rule', async () => {
    const solution = await load('solution');
    const seen = new Set<string>();
    for (const each of CASES)
      for (const seed of SEEDS)
        for (const check of run(solution, each.parameters, seed).checks) {
          expect(check, `${each.name} ${seed}`).toMatchObject({ passed: true });
          seen.add(check.rule);
        }
    expect([...seen].sort()).toEqual(exercise.rules.map((rule) => rule.id).sort());
  });

  it('gives the starter no rule', async () => {
    const starter = await load('starter');
    for (const each of CASES)
      expect(run(starter, each.parameters, 'a').checks.filter((check) => check.passed)).toEqual([]);
  });

  it.each(filesOf('wrong'))(
    '%s fails exactly the rules it names, in the cases that must tell',
    async (file) => {
      const wrong = await load(file);
      for (const seed of SEEDS) {
        const failed = new Set<string>();
        const seen = new Set<string>();
        for (const each of CASES) {
          const { checks, trace } = run(wrong, each.parameters, seed);
          const broken = checks.filter((check) => !check.passed);
          for (const { rule } of checks) seen.add(rule);
          for (const { rule, event, message } of broken) {
            failed.add(rule);
            expect(event).toBeLessThan(trace.length);
            expect(message).not.toBe('');
          }
          if (each.distinguishes?.includes(file.replace('wrong/', ''))) expect(broken).not.toEqual([]);
        }
        // A rule that no case could look at counts as failed.
        for (const { id } of exercise.rules) if (!seen.has(id)) failed.add(id);
        expect([...failed].sort()).toEqual(declared(file).sort());
      }
    },
  );

  it.each(filesOf('over-budget'))('%s passes every rule and exceeds exactly its budgets', async (file) => {
    const costly = await load(file);
    const solution = await load('solution');
    const exceeded = new Set<string>();
    for (const each of CASES) {
      const { checks, counters } = run(costly, each.parameters, 'a');
      expect(checks.filter((check) => !check.passed)).toEqual([]);
      const reference = run(solution, each.parameters, 'a').counters;
      for (const { id, counter, factor = 2, slack = 0 } of exercise.budgets)
        if ((counters[counter] as number) > Math.ceil((reference[counter] as number) * factor) + slack)
          exceeded.add(id);
    }
    expect([...exceeded]).toEqual(declared(file));
  });

  it('shows a run as a list of events', async () => {
    const { trace } = run(
      await load('solution'),
      { arenaBytes: 128, minimumBlockBytes: 32, workload: 1, operations: 0 },
      'a',
    );
    expect(trace.toString()).toMatchInlineSnapshot(`
      "1 arena base=4436 bytes=128 minimumBlockBytes=32 accesses=1
      12 allocate address=4436 bytes=32 blockBytes=32 accesses=11
      23 allocate address=4468 bytes=32 blockBytes=32 accesses=11
      34 allocate address=4500 bytes=32 blockBytes=32 accesses=11
      45 allocate address=4532 bytes=32 blockBytes=32 accesses=11
      46 out-of-memory bytes=32 accesses=1
      54 free address=4532 accesses=8
      62 free address=4468 accesses=8
      70 free address=4436 accesses=8
      78 free address=4500 accesses=8
      89 allocate address=4436 bytes=32 blockBytes=32 accesses=11
      97 free address=4436 accesses=8
      104 allocate address=4436 bytes=64 blockBytes=64 accesses=7
      109 free address=4436 accesses=5
      112 allocate address=4436 bytes=128 blockBytes=128 accesses=3
      114 free address=4436 accesses=2"
    `);
  });

  it('stops a run that leaves its memory', () => {
    class Astray {
      constructor(private readonly services: { load(address: number): number }) {}
      initialise = () => 0;
      allocate = () => this.services.load(0);
      free = () => 0;
      blockBytes = () => 0;
    }
    expect(() =>
      run(Astray, { arenaBytes: 128, minimumBlockBytes: 32, workload: 0, operations: 4 }, 'a'),
    ).toThrow('load at address 0: only multiples of 4 in the metadata area [4096,');
  });
});
