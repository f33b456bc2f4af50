/** The confined realm: honest code works, nothing but numbers crosses, and every way to run on ends in a stop. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import type { ContractValues } from '../compile/contract-values';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';
import type { Realm } from './realm';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { run: 2 },
  programs: { work: 1 },
  services: { load: 1, store: 2, now: 0 },
};
const CONTRACT_VALUES: ContractValues = {
  load: 'operation',
  store: 'operation',
  testAndSet: 'operation',
  compute: 'operation',
  LEAST: -1,
  FIELD: { root: 3, bits: { valid: 1 } },
};

let realm: Realm;
beforeAll(() => {
  realm = createNodeRealm();
});

const memory = new Int32Array(16);
const services = {
  load: (address: number) => {
    if (!(address in memory)) throw new PolicyStopped('service', `address ${address} is outside memory`);
    return memory[address];
  },
  store: (address: number, value: number) => {
    memory[address] = value;
    return 0;
  },
  now: () => 7,
};

function host(source: string, unitsLimit = 10_000_000): ConfinedPolicies {
  const compiled = compile(source, { shape: SHAPE, contractValues: CONTRACT_VALUES });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit });
}

/** A submission whose run(a, b) is `body`, and what calling it with (3, 4) gives or why it stopped. */
function run(body: string, before = ''): number | string {
  const policies = host(`import { load, store, testAndSet, compute } from './contract';
${before}
export class Policy {
  constructor(private readonly machine: any) {}
  run(a: number, b: number): any { ${body} }
  *work(address: number): any { return (yield* load(address)) + 1; }
}`);
  try {
    return policies.create(services).methods.run(3, 4);
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    return `${error.reason}: ${error.message} (line ${policies.stopped?.line})`;
  }
}

describe('ConfinedPolicies', () => {
  it('passes numbers to methods and back, and 0 for nothing', () => {
    expect([run('return a * 10 + b;'), run('a + b;'), run('return -0;')]).toEqual([34, 0, 0]);
    expect([run('return -(2 ** 31);'), run('return 2 ** 31 - 1;')]).toEqual([-(2 ** 31), 2 ** 31 - 1]);
  });

  it('gives constants of the contract, which nobody can change', () => {
    const constants = "import { FIELD as WHERE, LEAST } from './contract';";
    expect(run('return WHERE.bits.valid * 100 + WHERE.root * 10 + LEAST;', constants)).toBe(129);
    for (const change of ['WHERE.root = 4;', '(WHERE.bits as any).more = 4;', 'delete (WHERE as any).root;'])
      expect(run(change, constants)).toMatch(/^exception: TypeError/);
  });

  it('lets the submission call services, and unwinds with what a service refuses', () => {
    expect(run('this.machine.store(2, a); return this.machine.load(2) + this.machine.now();')).toBe(10);
    expect(run('try { this.machine.load(99); } catch { } \n return 1;')).toMatchInlineSnapshot(
      `"service: address 99 is outside memory (line 5)"`,
    );
    expect(run('return this.machine.load("2");')).toMatchInlineSnapshot(
      `"service: load takes numbers, but its argument 1 is a string (line 5)"`,
    );
  });

  it('says why and near which line it stopped', () => {
    expect(run('const list: number[] = []; \n\n return list[7].length;')).toMatchInlineSnapshot(
      `"exception: TypeError: Cannot read properties of undefined (reading 'length') (line 7)"`,
    );
    expect(run('for (;;) {}')).toMatchInlineSnapshot(
      `"units: look for a loop that does not end, or for work that grows with the number of threads or blocks (line 5)"`,
    );
    expect(run('return this.run(a, b);')).toMatchInlineSnapshot(
      `"depth: look for a function that calls itself without an end (line 5)"`,
    );
    expect(run('return a > 2;')).toMatchInlineSnapshot(
      `"value: run returned a boolean where a number is expected: return 1 or 0 (line 5)"`,
    );
    expect(run('return a / 2;')).toMatchInlineSnapshot(
      `"value: run returned 1.5; it must be an integer between -2147483648 and 2147483647 (line 5)"`,
    );
    expect(run('throw { get message() { for (;;) {} } };')).toMatchInlineSnapshot(
      `"units: look for a loop that does not end, or for work that grows with the number of threads or blocks (line 5)"`,
    );
  });
});
