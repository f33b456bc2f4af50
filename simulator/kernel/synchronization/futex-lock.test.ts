/** The lock with a fast path: what it costs alone, what it costs when somebody waits, and that no wake-up is lost. */
import { describe, expect, it } from 'vitest';
import { Trace } from '../../engine/trace';
import { explore } from '../../explorer/explorer';
import type { MemoryModel } from '../../explorer/scenario';
import { SLEEPING_LOCK_EVENTS, SleepingLockTrial } from '../../laboratories/sleeping-lock-trial';
import {
  compareAndSwap,
  NativeProgram,
  type Operation,
  sleepIfEqual,
  swap,
  systemCall,
  wake,
} from '../../programs/operations';
import { SLEEP_CALL } from '../system-calls';
import { FutexLock } from './futex-lock';
import { COUNTER_ADDRESS, LOCK_ADDRESS, lockClient, memoryBytes } from './lock-client';

interface Lock {
  lock(): Operation;
  unlock(): Operation;
}

interface Work {
  readonly rounds: number;
  readonly hold?: number;
  readonly think?: number;
}

function client(threads: number, thread: number, { rounds, hold = 0, think = 0 }: Work, lock: Lock) {
  const programs = {
    acquire: () => new NativeProgram(lock.lock()),
    release: () => new NativeProgram(lock.unlock()),
  };
  const work = { rounds, hold: () => hold, think: () => think };
  const place = { cores: threads, lockAddress: LOCK_ADDRESS };
  const foreign = (by: number, address: number) => {
    throw new Error(`thread ${by} accessed ${address}, outside the lock`);
  };
  return lockClient(thread, place, programs, work, foreign, [SLEEP_CALL.sleepIfEqual, SLEEP_CALL.wake]);
}

const futex = (): Lock => new FutexLock({}, LOCK_ADDRESS);

function underKernel(threads: number, cores: number, work: Work, lock: () => Lock = futex) {
  const trace = new Trace(SLEEPING_LOCK_EVENTS.kinds);
  const trial = new SleepingLockTrial({
    ...{ cores, tickCycles: 10_000, trace, memoryBytes: memoryBytes(threads), limitCycles: 2_000_000 },
    programs: Array.from({ length: threads }, (_, thread) => client(threads, thread, work, lock())),
    arrivals: Array.from({ length: threads }, () => 0),
    waitingCycles: 2_000,
  });
  const ended = trial.run();
  const { lockCrossings, unlockCrossings } = trial;
  const run = { ...ended, lockCrossings, unlockCrossings };
  const count = (name: string) =>
    trace
      .toString()
      .split('\n')
      .filter((line) => line.includes(` ${name} `)).length;
  return { run, count };
}

describe('a lock with a fast path', () => {
  it('[row 5] uncontended: no crossing, and one atomic operation to take it and to give it back', () => {
    const { run, count } = underKernel(1, 1, { rounds: 10, hold: 50 });
    expect(run).toMatchObject({ violation: undefined, entries: 10, lockCrossings: 0, unlockCrossings: 0 });
    expect(count('atomic')).toBe(20);
  });

  it('[row 5] contended: one crossing to sleep and one to wake for each thread that waits', () => {
    const { run, count } = underKernel(2, 2, { rounds: 1, hold: 5_000 });
    expect(run).toMatchObject({ violation: undefined, entries: 2, lockCrossings: 1 });
    // The one that waited cannot know that nobody else does: its own wake is in vain.
    expect(run.unlockCrossings).toBe(2);
    expect(count('busy')).toBe(0);
  });

  it('who sleeps leaves its core to others', () => {
    const asleep = underKernel(3, 1, { rounds: 4, hold: 25_000 });
    expect(asleep.run).toMatchObject({ violation: undefined, entries: 12 });
    expect(asleep.run.cycles).toBeLessThan(1.1 * 12 * 25_000);
  });

  it.each(['sc', 'tso'] as const satisfies MemoryModel[])(
    'loses no wake-up in any interleaving (%s)',
    (model) => {
      const exploration = explore(
        {
          ...{ threads: 2, model, memoryWords: memoryBytes(2) / 4 },
          start: (thread) => client(2, thread, { rounds: 2 }, futex()),
        },
        { allowsFinal: ({ memory }) => memory[COUNTER_ADDRESS / 4] === 4 },
      );
      expect([exploration.extent, exploration.findings]).toEqual(['complete', []]);
    },
  );

  it('tells when all sleep: a wake that came too early, where nobody compares', () => {
    const forgetful = (): Lock => ({
      *lock() {
        while ((yield* compareAndSwap(LOCK_ADDRESS, 0, 1)) !== 0)
          yield* systemCall(SLEEP_CALL.sleepIfEqual, LOCK_ADDRESS, 1);
        return 0;
      },
      *unlock() {
        return yield* swap(LOCK_ADDRESS, 0);
      },
    });
    const { run } = underKernel(2, 2, { rounds: 1, hold: 5_000 }, forgetful);
    expect(run.violation).toMatchObject({ name: 'deadlock' });
  });

  it('the operations of programs are the calls of explorer and kernel', () => {
    for (const [operation, number] of [
      [sleepIfEqual(64, 3), SLEEP_CALL.sleepIfEqual],
      [wake(64, 3), SLEEP_CALL.wake],
    ] as const) {
      const program = new NativeProgram(operation);
      program.resume(0);
      expect(program.request).toMatchObject({ address: number, operand: 64, expected: 3 });
    }
  });
});
