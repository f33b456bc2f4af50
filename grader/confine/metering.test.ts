/** Units: the same for the same program in every kind of realm and on every run, and never outrun. */

import { join } from 'node:path';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyShape } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { ROOT } from '../library/exercise-library';
import { sesText } from './build-realm';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { run: 1 },
  programs: { work: 1 },
  services: { load: 1, store: 2 },
};

/** Uses built-ins on both sides of the boundary: its service sorts, fills and maps, which must cost nothing. */
const SUBMISSION = `import { load, store, fetchAndAdd } from './contract';
class Queue<T> { private items: T[] = []; push(item: T) { this.items.push(item); } shift() { return this.items.shift(); } get length() { return this.items.length; } }
export class Policy {
  private readonly queue = new Queue<number>();
  private readonly seen = new Map<number, number>();
  constructor(private readonly machine: any) {}
  run(n: number): number {
    const list = Array.from({ length: n }, (_, i) => (i * 7919) % 101);
    list.sort((a, b) => a - b);
    for (const x of list) { this.queue.push(x); this.seen.set(x, (this.seen.get(x) ?? 0) + 1); }
    while (this.queue.length > 3) this.machine.store(this.queue.shift()! & 15, n);
    const text = \`\${[...this.seen.keys()].join()}\`.split(',').slice(1).concat('x');
    console.log(text.length, [...new Set(list)].length, { ...{ n } }, list);
    return this.machine.load(3) + text.length + Object.keys(Object.fromEntries(this.seen)).length;
  }
  *work(address: number): any {
    let sum = 0;
    for (let i = 0; i < 5; i++) { yield* store(address + i, i); sum += yield* load(address + i); }
    return sum + (yield* fetchAndAdd(address, 2));
  }
}`;

/** What a run of the submission gives: answers, units, lines; as text, so that it can come out of any realm. */
function drive(policies: ConfinedPolicies): string {
  const memory = new Array<number>(16).fill(0);
  const services = {
    load: (address: number) =>
      [...memory]
        .map((word) => word)
        .sort((a, b) => a - b)
        .concat(0)
        .indexOf(-1) + memory[address],
    store: (address: number, value: number) => {
      memory.fill(value, address, address + 1);
      return memory.slice().reverse().length;
    },
  };
  const outcome: unknown[] = [];
  const policy = policies.create(services);
  for (const n of [5, 20, 100]) outcome.push(policy.methods.run(n), policies.takeUnits());
  const program = policy.programs.work(8);
  for (let kind = program.resume(0), i = 0; kind !== 0 && i < 100; kind = program.resume(i), i++)
    outcome.push(kind, program.request.address, policies.takeUnits());
  outcome.push(program.request.operand, policies.console);
  return JSON.stringify(outcome);
}

let program: string;
let inSecondRealm: string;

beforeAll(() => {
  const compiled = compile(SUBMISSION, {
    shape: SHAPE,
    contractValues: { load: 'operation', store: 'operation', fetchAndAdd: 'operation' },
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  program = compiled.program;
  inSecondRealm = drive(new ConfinedPolicies(createNodeRealm(), program, SHAPE, { unitsLimit: 1e8 }));
});

describe('metering', () => {
  it('counts the same when a program runs again, in the same realm and in another', () => {
    const realm = createNodeRealm();
    const again = () => drive(new ConfinedPolicies(realm, program, SHAPE, { unitsLimit: 1e8 }));
    expect([again(), again()]).toEqual([inSecondRealm, inSecondRealm]);
  });

  it('counts the same in a realm that the simulator shares, as in the browser', () => {
    // The browser's arrangement: SES, host, boundary and this test's drive() all in one fresh realm, as strict code.
    const bundled = buildSync({
      stdin: {
        contents: `import { prepareRealm } from './boundary';
import { ConfinedPolicies } from './confined-policies';
const realm = prepareRealm();
${drive.toString()}
export const run = (program, shape) => drive(new ConfinedPolicies(realm, program, JSON.parse(shape), { unitsLimit: 1e8 }));`,
        resolveDir: join(ROOT, 'grader/confine'),
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'worker',
      target: 'es2022',
    });
    const context = vm.createContext({});
    vm.runInContext(
      `${sesText()}(function () { 'use strict'; ${bundled.outputFiles[0].text}; globalThis.run = worker.run; })();`,
      context,
    );
    const run = context.run as (program: string, shape: string) => string;
    const shape = JSON.stringify(SHAPE);
    expect([run(program, shape), run(program, shape)]).toEqual([inSecondRealm, inSecondRealm]);
  });

  it('ends a case at its limit, however the limit is caught, and the next case starts afresh', () => {
    const source = `export class Policy {
  run(n: number): any { for (;;) { try { for (;;); } catch { } finally { if (n > 0) continue; } } }
  *work(): any {}
}`;
    const compiled = compile(source, { shape: SHAPE, contractValues: {} });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
    const realm = createNodeRealm();
    const services = { load: () => 0, store: () => 0 };
    for (const limit of [1_000, 100_000]) {
      const policies = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: limit });
      const policy = policies.create(services);
      expect(() => policy.methods.run(1)).toThrow(/look for a loop/);
      expect(() => policy.methods.run(1)).toThrow(/look for a loop/);
      expect([policies.stopped?.reason, policies.stopped?.line, policies.takeUnits()]).toEqual([
        'units',
        2,
        limit,
      ]);
    }
  });
});
