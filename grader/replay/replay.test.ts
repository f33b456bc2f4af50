import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NativePolicies } from '../../simulator/engine/native-policies';
import {
  type PolicyHost,
  type PolicyShape,
  PolicyStopped,
  type Services,
} from '../../simulator/engine/policy';
import { fetchAndAdd, load, OPERATION, type Operation, store } from '../../simulator/programs/operations';
import { DecisionLog, DecisionReader, LogMismatch, TAG } from './decision-log';
import { recordPolicies } from './record';
import { replayPolicies } from './replay';

const SHAPE: PolicyShape = {
  className: 'Adder',
  methods: { add: 1, fail: 0 },
  programs: { count: 1 },
  services: { read: 1, write: 2, mix: 3 },
};

/** Uses every service, every way of returning, and a program. */
class Adder {
  constructor(
    private readonly memory: {
      read(a: number): number;
      write(a: number, v: number): number;
      mix(a: number, b: number, c: number): number;
    },
  ) {
    memory.write(0, 0.5);
  }
  add(amount: number): number {
    const sum = this.memory.read(0) + amount;
    this.memory.write(0, sum);
    return this.memory.mix(sum, amount, -1) | 0;
  }
  fail(): number {
    this.memory.write(1, 9);
    throw new PolicyStopped('exception', 'as asked');
  }
  *count(times: number): Operation {
    let last = 0;
    for (let i = 0; i < times; i++) {
      last = yield* fetchAndAdd(8, 1);
      yield* store(12, (yield* load(8)) * 2);
    }
    return last;
  }
}

/** A small machine: runs the amounts, then the program; everything that came of it, as numbers. */
function machine(policies: PolicyHost, amounts: readonly number[], fails: boolean): number[] {
  const memory = [0, 0, 0];
  const seen: number[] = [];
  const services: Services = {
    read: (address) => memory[address],
    write: (address, value) => {
      memory[address] = value;
      return 0;
    },
    mix: (a, b, c) => a * 3 + b * 5 + c,
  };
  try {
    const policy = policies.create(services, 1);
    for (const amount of amounts) seen.push(policy.methods.add(amount), policies.takeUnits());
    if (fails) policy.methods.fail();
    const program = policy.programs.count(amounts.length);
    let words = 0;
    for (let kind = program.resume(0); kind !== OPERATION.finished; kind = program.resume(words++))
      seen.push(kind, program.request.address, program.request.operand);
    seen.push(program.request.operand);
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    seen.push(-99, error.reason.length);
  }
  return [...seen, ...memory];
}

const record = (amounts: readonly number[], fails: boolean, maxWords?: number) => {
  const log = new DecisionLog(maxWords);
  const seen = machine(recordPolicies(new NativePolicies(Adder, SHAPE, 3), SHAPE, log), amounts, fails);
  return { log, seen };
};

describe('record and replay', () => {
  test('a replay sees the same numbers as the run, services included, for any numbers and also when it stops', () => {
    const numbers = fc.array(fc.oneof(fc.integer(), fc.double(), fc.constant(-(2 ** 31)), fc.constant(-0)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(numbers, fc.boolean(), (amounts, fails) => {
        const { log, seen } = record(amounts, fails);
        const reader = new DecisionReader(log.bytes());
        expect(machine(replayPolicies(reader, SHAPE), amounts, fails)).toEqual(seen);
        expect(reader.atEnd).toBe(true);
      }),
      { seed: 21 },
    );
  });

  test('a log that was cut or changed is noticed or gives other numbers: it is never taken for the run', () => {
    const amounts = [4, -7, 2 ** 40];
    const { log, seen } = record(amounts, false);
    const bytes = log.bytes();
    for (let length = 0; length < bytes.length; length += 4)
      expect(() =>
        machine(replayPolicies(new DecisionReader(bytes.subarray(0, length)), SHAPE), amounts, false),
      ).toThrow(LogMismatch);
    for (let at = 0; at < bytes.length; at += 4) {
      const forged = bytes.slice();
      forged[at] = (forged[at] + 1) & 0xff;
      const reader = new DecisionReader(forged);
      let outcome: unknown;
      try {
        outcome = [machine(replayPolicies(reader, SHAPE), amounts, false), reader.atEnd];
      } catch (error) {
        expect(error).toBeInstanceOf(LogMismatch);
      }
      expect(outcome).not.toEqual([seen.concat(0), true]);
    }
  });

  test('a log that is full records its own stop, wherever it ends, and the replay stops there', () => {
    const amounts = [1, 2 ** 40, 3, 0.5];
    const whole = record(amounts, false);
    const words = whole.log.bytes().length / 4;
    const stoppedAt = new Set<number>();
    for (let maxWords = 0; maxWords <= words + 20; maxWords++) {
      const { log, seen } = record(amounts, false, maxWords + 2);
      expect(log.bytes().length / 4).toBeLessThanOrEqual(maxWords + 2);
      const reader = new DecisionReader(log.bytes());
      const replayed = machine(replayPolicies(reader, SHAPE), amounts, false);
      expect(replayed).toEqual(seen);
      expect(reader.atEnd).toBe(true);
      if (seen.includes(-99)) stoppedAt.add(seen.length);
      else expect(seen).toEqual(whole.seen);
    }
    expect(stoppedAt.size).toBeGreaterThan(10);
  });

  test('a result that no host lets pass is refused', () => {
    for (const value of [Number.NaN, 0.5, 2 ** 31, Number.POSITIVE_INFINITY]) {
      const log = new DecisionLog();
      log.begin(TAG.return, 1);
      log.push(0);
      log.begin(TAG.return, 1);
      log.push(value);
      const policy = replayPolicies(new DecisionReader(log.bytes()), SHAPE).create({});
      expect(() => policy.methods.fail()).toThrow(LogMismatch);
    }
  });

  test('bytes that are no whole words are refused', () => {
    expect(() => new DecisionReader(new Uint8Array(7))).toThrow('7 bytes are no whole number of words');
  });
});
