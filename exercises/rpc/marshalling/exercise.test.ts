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

const SEEDS = ['a', 'b'];
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
  return ((await import(path)) as { XdrCodec: PolicyClass }).XdrCodec;
}

const filesOf = (folder: string) =>
  readdirSync(new URL(`${folder}/`, import.meta.url)).map((file) => `${folder}/${file.replace('.ts', '')}`);

const declared = (file: string) => {
  const [first = ''] = readFileSync(new URL(`${file}.ts`, import.meta.url), 'utf8').split('\n');
  return first.replace(/^\/\/ (fails|exceeds): /, '').split(', ');
};

describe('the marshalling exercise', () => {
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

  it('shows a message byte by byte, with the member that each byte comes from', async () => {
    const parameters = { kinds: 0x401, members: 2, records: 1, defects: 0, messages: 0, hostile: 0 };
    const { trace } = run(await load('solution'), parameters, 'a');
    expect(trace.toString()).toMatchInlineSnapshot(`
      "0 marshal source=8192 buffer=24576 capacity=24
      0 byte offset=4 value=50 field=0
      0 byte offset=5 value=38 field=0
      0 byte offset=6 value=231 field=0
      0 byte offset=7 value=94 field=0
      0 byte offset=8 value=126 field=0
      0 byte offset=9 value=97 field=0
      0 byte offset=10 value=210 field=0
      0 byte offset=11 value=163 field=0
      0 byte offset=12 value=148 field=0
      0 byte offset=0 value=0 field=0
      0 byte offset=1 value=0 field=0
      0 byte offset=2 value=0 field=0
      0 byte offset=3 value=9 field=0
      0 byte offset=13 value=0 field=0
      0 byte offset=14 value=0 field=0
      0 byte offset=15 value=0 field=0
      0 byte offset=16 value=255 field=1
      0 byte offset=17 value=255 field=1
      0 byte offset=18 value=255 field=1
      0 byte offset=19 value=255 field=1
      37 marshalled answer=20 accesses=37"
    `);
  });

  it('stops a run that leaves memory', () => {
    class Astray {
      constructor(private readonly services: { loadWord(address: number): number }) {}
      marshal = () => this.services.loadWord(0x1002);
      unmarshal = () => 0;
    }
    expect(() => run(Astray, samples[0]!.parameters, 'a')).toThrow(
      'load of 4 bytes at address 4098: memory is [4096, 65536), words lie at multiples of 4',
    );
  });
});
