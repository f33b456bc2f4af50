/** Native policies stand behind the same door as submitted ones: numbers in, numbers out, fresh state each. */
import { describe, expect, it } from 'vitest';
import { compute } from '../programs/operations';
import { NativePolicies } from './native-policies';
import type { PolicyShape } from './policy';

const SHAPE: PolicyShape = {
  className: 'Counter',
  methods: { add: 1, forget: 0, sum: 4 },
  programs: { work: 1 },
  services: { now: 0 },
};

class Counter {
  private total = 0;
  constructor(
    private readonly services: { now(): number },
    private readonly start: number,
  ) {}
  add(amount: number): number {
    this.total += amount;
    return this.start + this.total + this.services.now();
  }
  forget(): void {
    this.total = 0;
  }
  sum(a: number, b: number, c: number, d: number): number {
    return a + b + c + d;
  }
  *work(cycles: number) {
    yield* compute(cycles);
    return this.total;
  }
}

const services = { now: () => 1000 };

describe('NativePolicies', () => {
  it('gives every policy object its own state, services and numbers', () => {
    const host = new NativePolicies(Counter, SHAPE);
    const first = host.create(services, 5);
    const second = host.create(services, 7);
    expect([first.methods.add(1), first.methods.add(1), second.methods.add(1)]).toEqual([1006, 1007, 1008]);
    expect(first.methods.sum(1, 2, 3, 4)).toBe(10);
  });

  it('answers 0 for a method that returns nothing', () => {
    expect(new NativePolicies(Counter, SHAPE).create(services, 0).methods.forget()).toBe(0);
  });

  it('drives generator methods as programs', () => {
    const policy = new NativePolicies(Counter, SHAPE).create(services, 0);
    policy.methods.add(3);
    const program = policy.programs.work(40);
    expect([program.resume(0), program.request.address]).toEqual([8, 40]);
    expect([program.resume(0), program.request.operand]).toEqual([0, 3]);
  });

  it('counts units per call and hands them over once', () => {
    const host = new NativePolicies(Counter, SHAPE, 4);
    const policy = host.create(services, 0);
    policy.methods.add(1);
    policy.programs.work(1).resume(0);
    expect([host.takeUnits(), host.takeUnits()]).toEqual([8, 0]);
  });

  it('stops with the reason when a method is missing or answers with something else than a number', () => {
    const missing = new NativePolicies(class Empty {}, SHAPE);
    expect(() => missing.create(services)).toThrow(/Empty has no method add/);
    class Texts extends Counter {
      override add(): number {
        return 'two' as unknown as number;
      }
    }
    const texts = new NativePolicies(Texts, SHAPE).create(services, 0);
    expect(() => texts.methods.add(1)).toThrow(/add returned a string/);
  });
});
