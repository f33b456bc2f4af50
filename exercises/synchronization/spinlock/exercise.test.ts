/**
 * The spinlock: the explorer tries everything where a case says so, other designs stay within the budget, and failures
 * are told by what happened. What its own solutions promise is proved by `npx runqueue check`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { OPERATION, request } from '../../../simulator/programs/operations';
import { runSolution, type SolutionCase, solutionsIn } from '../../solutions.testing';
import { compute, fetchAndAdd, load, type Operation, type Services, store, testAndSet } from './contract';
import exercise from './exercise';
import hidden from './hidden';
import { Spinlock as Bakery } from './right/bakery';
import { Spinlock as ListOfWaiters } from './right/list-of-waiters';
import { Spinlock as NodesHandedOn } from './right/nodes-handed-on';
import { Spinlock as PlacesWithFlags } from './right/places-with-flags';
import samples from './samples';
import type { SpinlockParameters } from './simulation';
import { Spinlock } from './solution';
import { Spinlock as Starter } from './starter';

type Case = SolutionCase<SpinlockParameters>;

const cases: readonly Case[] = [...samples, ...hidden.filter(({ role }) => role === 'hidden')];
const timed = cases.filter(({ parameters }) => parameters.machine === 'caches');
const SEEDS = ['a', 'b'];

/** A spinning loop is then about as long as the metered one. */
const UNITS_PER_CALL = 8;

const run = (policyClass: PolicyClass, { parameters }: Case, seed = 'a') =>
  runSolution(exercise, policyClass, parameters, seed, UNITS_PER_CALL);

const named = (name: string) => cases.find((each) => each.name === name) as Case;

const wrong = solutionsIn(import.meta.dirname, 'wrong', exercise);

async function messageOf(solution: string | PolicyClass, name: string): Promise<string | undefined> {
  const policyClass =
    typeof solution === 'string' ? await wrong.find((one) => one.name === solution)?.load() : solution;
  const { failures } = run(policyClass as PolicyClass, named(name));
  expect(failures.length).toBe(1);
  return `${failures[0]?.rule} ${failures[0]?.message}`;
}

/** The bakery, as somebody writes it who does not know of store buffers. */
class BakeryWithoutFences extends Bakery {
  override *acquire(core: number): Operation {
    const operations = super.acquire(core);
    let result = 0;
    for (;;) {
      const { done } = operations.next(result);
      if (done) return 0;
      result = request.kind === OPERATION.fence ? 0 : yield;
    }
  }
}

class Changed extends Spinlock {
  constructor(
    services: Services,
    protected readonly own: number,
    protected readonly total: number,
  ) {
    super(services, own, total);
  }
}

/** Uses words that are not the lock's. */
abstract class Astray extends Changed {
  protected abstract offset(cores: number): number;
  override *release(): Operation {
    yield* store(this.own + this.offset(this.total), 7);
    return yield* super.release();
  }
}

describe('spinlock', () => {
  it('every interleaving is tried where the case says so', () => {
    for (const each of cases)
      if (each.parameters.machine === 'interleavings' && each.parameters.exhaustive)
        expect(run(Spinlock, each).result, each.name).toMatchObject({ complete: true });
  });

  it('earns rules where a run shows them: SL2 and SL3 by interleavings, SL4 on caches', () => {
    const looked = new Set(
      cases.flatMap((each) =>
        run(Spinlock, each).checks.map(({ rule }) => `${rule} ${each.parameters.machine}`),
      ),
    );
    expect([...looked].sort().join(', ')).toBe(
      'SL1 caches, SL1 interleavings, SL2 interleavings, SL3 interleavings, SL4 caches, SL5 caches, SL5 interleavings',
    );
  });

  it('does not pay to sleep before the first look, in the metric', () => {
    const ranked = hidden.find(({ role }) => role === 'leaderboard') as Case;
    const metric = (policyClass: PolicyClass, seed: string) =>
      run(policyClass, ranked, seed).counters[exercise.metric.counter];
    for (const seed of SEEDS) {
      const honest = metric(Spinlock, seed);
      for (const cycles of [200, 800, 3_000]) {
        class Sleeps extends Changed {
          override *acquire(): Operation {
            yield* compute(cycles);
            return yield* super.acquire();
          }
        }
        expect(metric(Sleeps, seed), `${cycles} cycles`).toBeGreaterThan(honest);
      }
    }
  });

  it('stops what takes too many steps, and calls no rule broken for it', () => {
    class CountsItsLooks extends Changed {
      override *acquire(): Operation {
        while ((yield* testAndSet(this.own)) !== 0) yield* fetchAndAdd(this.own + 64, 1);
        return 0;
      }
      override *release(): Operation {
        return yield* store(this.own, 0);
      }
    }
    expect(() => run(CountsItsLooks, named('two-cores'))).toThrowError(
      expect.objectContaining({
        reason: 'steps',
        message: expect.stringMatching(/^core \d was still busy when the cores had taken 2000 steps/),
      }),
    );
  });

  it('reaches the bounds that the statement names', () => {
    const statement = readFileSync(join(import.meta.dirname, 'statement.md'), 'utf8');
    const [, cores, rounds] = (
      /(\d+) cores, each takes the lock 1 to (\d+) times/.exec(statement) as RegExpExecArray
    ).map(Number);
    expect(Math.max(...timed.map(({ parameters }) => parameters.cores))).toBe(cores);
    expect(Math.max(...timed.map(({ parameters }) => parameters.rounds))).toBe(rounds);
  });

  it('leaves every design with a place for each waiter a quarter of the budget to spare', () => {
    for (const each of timed) {
      const allowed = 2.5 * run(Spinlock, each).counters.busTransactions;
      for (const design of [ListOfWaiters, NodesHandedOn, PlacesWithFlags])
        expect(run(design, each).counters.busTransactions / allowed, each.name).toBeLessThan(0.75);
    }
  });

  it('draws times that a lock which goes by the clock cannot know', () => {
    for (const each of timed) {
      const { cores, longHoldCycles } = each.parameters;
      const { trace } = run(Spinlock, each);
      const passages = Array.from({ length: trace.length }, (_, index) => trace.event(index)).filter(
        ({ kind }) => kind.name === 'enter' || kind.name === 'leave',
      );
      const holds = passages.flatMap(({ kind, cycle }, i) =>
        kind.name === 'leave' ? [cycle - passages[i - 1].cycle] : [],
      );
      expect(holds.filter((cycles) => cycles >= longHoldCycles).length, each.name).toBe(1);
      // Whoever leaves so much time between two entries that no hold can reach the next one is stuck before.
      expect(longHoldCycles).toBeGreaterThan(12_000 + 200 * cores * cores);
    }
  });

  it('tells the losing interleaving in words, and points at the step', () => {
    const {
      checks: [broken],
      trace,
    } = run(Starter, named('two-cores'));
    expect(trace.event(broken.event as number).kind.name).toBe('violation');
  });

  it('tells what happened: looked, then took', async () => {
    expect(await messageOf(Starter, 'two-cores')).toMatchInlineSnapshot(
      `
      "SL1 Core 0 entered while core 1 was inside. Both were let in by a 0 in lock, which both read before either wrote there: look and take must be one atomic operation.
      Schedule 2t-sc:0x2,1x4,0x2 (2 switches): core 0 read 0 from lock; core 1 read 0 from lock, stored 1 to lock, entered; core 0 stored 1 to lock, entered."
    `,
    );
  });

  it('tells what happened: a store still in its buffer, only where that is the cause', async () => {
    expect(await messageOf(BakeryWithoutFences, 'again')).toMatchInlineSnapshot(
      `
      "SL1 Core 1 entered while core 0 was inside. Without store buffers this cannot happen: core 0's store to lock+4 was still in its store buffer when core 1 read that word. A fence, or an atomic operation, makes earlier stores visible before the core looks on.
      Schedule 2t-tso:0x10,1x9 (1 switch): ... core 0 stored 0 to lock (still in its store buffer), read 0 from lock+64, read 0 from lock+68, entered; core 1 stored 1 to lock+64 (still in its store buffer), read 0 from lock+4, read 0 from lock+68, stored 1 to lock+68 (still in its store buffer), stored 0 to lock+64 (still in its store buffer), read 0 from lock, read 0 from lock+4, entered."
    `,
    );
    for (const solution of ['looks-then-takes', 'place-not-cleared', 'gives-up-waiting'])
      expect(await messageOf(solution, 'again'), solution).not.toMatch(/fence|store buffers/);
  });

  it('tells what happened: a flag that nobody took down, a look in vain, no look at all', async () => {
    expect(await messageOf('place-not-cleared', 'taken-again')).toMatchInlineSnapshot(
      `
      "SL1 Core 0 entered while core 1 was inside. Core 1 was let in by the 1 that it found in lock+64, core 0 by the 1 in lock+128.
      Schedule 2t-sc:0x8,1x12,0x3 (2 switches): ... core 0 stored 1 to lock+128; core 1 fetchAndAdd on lock found 1, read 1 from lock+128, entered, left, stored 1 to lock+64, fetchAndAdd on lock found 2, read 1 from lock+64, entered; core 0 fetchAndAdd on lock found 3, read 1 from lock+128, entered."
    `,
    );
    expect(await messageOf('gives-up-waiting', 'four-cores')).toMatchInlineSnapshot(
      `"SL1 Cycle 1418: core 1 entered while core 0 was inside. Core 1 looked again and again, found 1 in lock+64 each time, and entered all the same."`,
    );
    expect(await messageOf('keeps-the-lock-in-a-variable', 'four-cores')).toMatchInlineSnapshot(
      `"SL1 Cycle 140: core 0 entered while core 3 was inside. Core 3 entered without having looked at any word of the lock."`,
    );
  });

  it('tells what happened: overtaken, waiting for ever, on the bus', async () => {
    expect(await messageOf('test-and-test-and-set', 'again')).toMatchInlineSnapshot(
      `
      "SL3 Core 1 was already waiting when core 0 called acquire, but core 0 entered first. Whoever came first to lock after it was free got the lock: let cores draw a number, and enter in that order.
      Schedule 2t-tso:1x2,0x5,1x2,0,f0,0x2,f0,0x4 (3 switches): ... core 0 read 0 from lock, testAndSet on lock found 0, entered; core 1 testAndSet on lock found 1, read 1 from lock, waits for lock to change; core 0 left, stored 0 to lock (still in its store buffer), had its 0 for lock written to memory, read 0 from lock, testAndSet on lock found 0, entered."
    `,
    );
    expect(await messageOf('never-releases', 'two-cores')).toMatchInlineSnapshot(
      `
      "SL2 Core 1 waits for ever, though nobody holds the lock. It looks at lock: see who was to write there, and what.
      Schedule 2t-sc:0x8,1x2 (1 switch): core 0 read 0 from lock, testAndSet on lock found 0, entered, left, read 1 from lock; core 1 read 1 from lock, waits for lock to change."
    `,
    );
    expect(await messageOf('asks-with-atomics', 'long-hold')).toMatchInlineSnapshot(
      `"SL4 From cycle 3743 to 29004 core 3 held the lock and the others only waited, but there were 211 bus transactions: the first at cycle 3780 by core 2, on lock+64. Wait with plain loads, which the core's own cache answers until the word is written."`,
    );
  });

  it('tells what happened: words of others, no words at all', async () => {
    class BehindTheEnd extends Astray {
      offset = (cores: number) => 64 * (cores + 2);
    }
    class NoWord extends Astray {
      offset = () => 2;
    }
    class OnTheCounter extends Astray {
      offset = () => -256;
    }
    for (const name of ['two-cores', 'long-hold']) {
      expect(await messageOf(BehindTheEnd, name)).toMatch(/^SL5 Core \d accessed lockAddress \+ (256|384), /);
      expect(await messageOf(NoWord, name)).toMatch(
        /^SL5 Core \d accessed lockAddress \+ 2, which is no word/,
      );
      expect(await messageOf(OnTheCounter, name)).toMatch(/^SL5 Core \d accessed lockAddress - 256, /);
    }
  });

  it('tells a release that does not come back', async () => {
    class Stays extends Changed {
      override *release(): Operation {
        while ((yield* load(this.own)) !== -1);
        return 0;
      }
    }
    expect(await messageOf(Stays, 'long-hold')).toMatch(/^SL2 .*/);
  });
});
