/** Back-off: what the place of atomic operations changes, and how failures that only this lock has are told. */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { BUS_TRANSACTIONS } from '../../../simulator/hardware/caches/memory-listener';
import { TestAndTestAndSetLock } from '../../../simulator/kernel/synchronization/test-and-test-and-set-lock';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { Events } from '../../judging/events';
import { runSolution } from '../../solutions.testing';
import { compute, load, type Operation } from './contract';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { BackOffLock } from './solution';

const UNITS_PER_CALL = 8;

const run = (policyClass: PolicyClass, name: string) => {
  const found = [...samples, ...hidden].find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return runSolution(exercise, policyClass, found.parameters, 'a', UNITS_PER_CALL);
};

const told = (policyClass: PolicyClass, name: string) =>
  run(policyClass, name).failures.map(({ rule, message }) => `${rule} ${message}`);

describe('back-off', () => {
  it('[row 125] an atomic operation at memory takes the bus each time, in vain or not; in the caches it never does', () => {
    for (const [name, part] of [
      ['four-at-memory', 1],
      ['four-in-caches', 0],
    ] as const) {
      const { trace, counters } = run(TestAndTestAndSetLock, name);
      const events = new Events(trace, COHERENT_EVENTS.kinds);
      const atomics = [...events.of('atomic')];
      const onTheBus = [...events.of('bus')].filter(
        ({ transaction }) => BUS_TRANSACTIONS[transaction] === 'atomic',
      );
      expect(atomics.length).toBe(counters.atomicOperations);
      expect(atomics.some(({ value }) => value === 1)).toBe(true);
      expect(onTheBus.length, name).toBe(part * atomics.length);
    }
  });

  it('[row 127] with a delay few try at a hand-off, wherever atomic operations happen', () => {
    for (const name of ['eight-at-memory', 'eight-in-caches']) {
      const delayed = run(BackOffLock, name).counters;
      const atOnce = run(TestAndTestAndSetLock, name).counters;
      expect(delayed.atomicOperations * 3, name).toBeLessThan(atOnce.atomicOperations);
      expect(delayed.handOffCycles, name).toBeLessThan(atOnce.handOffCycles);
    }
  });

  it('tells of a delay that never seems to end that it may be a delay', () => {
    class Endless extends BackOffLock {
      override *acquire(core: number): Operation {
        if ((yield* load(256)) !== 0) yield* compute(1_000_000);
        return yield* super.acquire(core);
      }
    }
    expect(told(Endless, 'four-at-memory')[0]).toMatch(
      /^BO2 .* A delay counts as waiting for ever when nobody is inside for 15200 cycles\.$/,
    );
  });

  it('tells which line is not the lock’s, also where other locks may use it', () => {
    class NextLine extends BackOffLock {
      override *acquire(core: number): Operation {
        yield* load(256 + 64);
        return yield* super.acquire(core);
      }
    }
    const [message, ...more] = told(NextLine, 'two-cores');
    expect(message).toMatch(
      /^BO4 Core \d accessed lock\+64\. This lock is one cache line: .* lock to lock\+60\.$/,
    );
    expect(more).toEqual([]);
  });
});
