/** Guarantees of the explorer: it finds exactly what an independent enumeration finds, and says it reproducibly. */
import { describe, expect, test } from 'vitest';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { SLEEP_CALL } from '../kernel/system-calls';
import {
  compareAndSwap,
  fence,
  fetchAndAdd,
  load,
  mark,
  NativeProgram,
  type Operation,
  POINT,
  pause,
  store,
  swap,
  systemCall,
  testAndSet,
} from '../programs/operations';
import { type ExploreOptions, explore, replay } from './explorer';
import { INTERLEAVING_EVENTS } from './interleaving-events';
import { PreemptionBounded } from './preemption-bounded';
import { RandomPriorities } from './random-priorities';
import type { MemoryModel, Scenario } from './scenario';
import { contextSwitches, parseSchedule } from './schedule';

function scenario(model: MemoryModel, memoryWords: number, ...threads: (() => Operation)[]): Scenario {
  return {
    threads: threads.length,
    model,
    memoryWords,
    start: (thread) => new NativeProgram(threads[thread]()),
  };
}

/** All final results that threads can return, as sorted texts. */
function outcomes(explored: Scenario, options: ExploreOptions = {}): string[] {
  const seen = new Set<string>();
  const exploration = explore(explored, {
    ...options,
    onFinished: (system) => seen.add(Array.from(system.results).join(' ')),
  });
  expect(exploration.extent).toBe('complete');
  return [...seen].sort();
}

/** An operation that no other thread can notice. */
const nothing = () => mark(9);

const X = 0;
const Y = 4;

describe('litmus tests', () => {
  const storeBuffering = (model: MemoryModel, between: () => Operation) => {
    const thread = (mine: number, other: number) =>
      function* (): Operation {
        yield* store(mine, 1);
        yield* between();
        return yield* load(other);
      };
    return outcomes(scenario(model, 2, thread(X, Y), thread(Y, X)));
  };

  test('store buffering: both read 0 with store buffers, never without or with a fence', () => {
    expect(storeBuffering('sc', nothing)).toEqual(['0 1', '1 0', '1 1']);
    expect(storeBuffering('tso', nothing)).toEqual(['0 0', '0 1', '1 0', '1 1']);
    expect(storeBuffering('tso', fence)).toEqual(['0 1', '1 0', '1 1']);
    expect(storeBuffering('tso', () => fetchAndAdd(8 - 4, 0))).toEqual(['0 1', '1 0', '1 1']);
  });

  test('message passing: the flag never overtakes the message', () => {
    for (const model of ['sc', 'tso'] as const) {
      const seen = outcomes(
        scenario(
          model,
          2,
          function* () {
            yield* store(X, 1);
            return yield* store(Y, 1);
          },
          function* () {
            const flag = yield* load(Y);
            return 10 * flag + (yield* load(X));
          },
        ),
      );
      expect(seen).toEqual(['0 0', '0 1', '0 11']);
    }
  });

  test('load buffering: loads never see stores that come after them', () => {
    const thread = (first: number, second: number) =>
      function* (): Operation {
        const value = yield* load(first);
        yield* store(second, 1);
        return value;
      };
    for (const model of ['sc', 'tso'] as const)
      expect(outcomes(scenario(model, 2, thread(X, Y), thread(Y, X)))).toEqual(['0 0', '0 1', '1 0']);
  });

  test('a core sees its own store before others do', () => {
    const thread = (mine: number, other: number) =>
      function* (): Operation {
        yield* store(mine, 1);
        const own = yield* load(mine);
        return 10 * own + (yield* load(other));
      };
    expect(outcomes(scenario('tso', 2, thread(X, Y), thread(Y, X)))).toContain('10 10');
    expect(outcomes(scenario('sc', 2, thread(X, Y), thread(Y, X)))).not.toContain('10 10');
  });

  test('independent readers agree on the order of independent writers', () => {
    const writer = (address: number) => () => store(address, 1);
    const reader = (first: number, second: number) =>
      function* (): Operation {
        const value = yield* load(first);
        return 10 * value + (yield* load(second));
      };
    for (const model of ['sc', 'tso'] as const) {
      const seen = outcomes(scenario(model, 2, writer(X), writer(Y), reader(X, Y), reader(Y, X)));
      expect(seen).not.toContain('0 0 10 10');
      expect(seen).toHaveLength(15);
    }
  });
});

/** Programs that wait, sleep, ask for a lock and take it. */
function randomWaiting(random: Random): { steps: (() => Operation)[]; text: string } {
  const word = () => random.below(2) * 4;
  const steps: (() => Operation)[] = [];
  const names: string[] = [];
  const add = (name: string, step: () => Operation) => {
    names.push(name);
    steps.push(step);
  };
  const length = random.between(1, 3);
  for (let i = 0; i < length; i++) {
    const at = word();
    const value = random.below(2);
    switch (random.below(9)) {
      case 0:
        add(`await ${at} != ${value}`, function* () {
          while ((yield* load(at)) === value) yield* pause();
          return 0;
        });
        break;
      case 1:
        add(`lock ${at}`, function* () {
          while ((yield* testAndSet(at)) !== 0);
          return 0;
        });
        break;
      case 2:
        add(`sleep while ${at} is ${value}`, () => systemCall(SLEEP_CALL.sleepIfEqual, at, value));
        break;
      case 3:
        add(`wake ${at}`, () => systemCall(SLEEP_CALL.wake, at, 1));
        break;
      case 4:
        add('enter', () => mark(POINT.enter));
        add('leave', () => mark(POINT.leave));
        break;
      case 5:
      case 6:
        add('critical section', function* () {
          yield* mark(POINT.arrive);
          while ((yield* testAndSet(0)) !== 0) yield* pause();
          yield* mark(POINT.enter);
          yield* mark(POINT.leave);
          return yield* store(0, 0);
        });
        break;
      default:
        add(`store ${at} ${value}`, () => store(at, value));
    }
  }
  return { steps, text: names.join('; ') };
}

describe('against the same machine without reduction', () => {
  const LIMIT = 4_000;

  test.each(['sc', 'tso'] as const)(
    'same findings and final states of waiting programs under %s',
    (model) => {
      const random = new Random('waiting');
      const seenNames = new Set<string>();
      let compared = 0;
      for (let round = 0; round < 150; round++) {
        const threads = Array.from({ length: 2 }, () => randomWaiting(random));
        const explored = scenario(
          model,
          2,
          ...threads.map(
            ({ steps }) =>
              function* (): Operation {
                for (const step of steps) yield* step();
                return 0;
              },
          ),
        );
        const outcome = (options: ExploreOptions) => {
          const finals = new Set<string>();
          const exploration = explore(explored, {
            fair: true,
            keepGoing: true,
            shrinkExecutions: 0,
            maximumExecutions: LIMIT,
            ...options,
            onFinished: (system) => finals.add(Array.from(system.memory).join(' ')),
          });
          const names = exploration.findings.map(({ violation }) => violation.name);
          return { exploration, names: names.sort(), finals: [...finals].sort() };
        };
        const all = outcome({
          strategy: (system, steps) => new PreemptionBounded(system, steps, Number.POSITIVE_INFINITY),
        });
        if (all.exploration.executions + all.exploration.redundant === LIMIT) continue;
        compared++;
        const reduced = outcome({});
        const text = `round ${round}: ${threads.map((thread) => thread.text).join(' | ')}`;
        expect(reduced.exploration.extent, text).not.toBe('limit');
        expect([reduced.names, reduced.finals], text).toEqual([all.names, all.finals]);
        for (const name of all.names) seenNames.add(name);
      }
      expect(compared).toBeGreaterThan(75);
      expect([...seenNames].sort()).toEqual(['deadlock', 'lost-wake-up', 'mutual-exclusion', 'overtaken']);
    },
  );
});

/** Two rounds of a lock around a counter at word 3. */
function client(acquire: () => Operation, release: () => Operation, rounds = 1): () => Operation {
  return function* () {
    for (let round = 0; round < rounds; round++) {
      yield* mark(POINT.arrive);
      yield* acquire();
      yield* mark(POINT.enter);
      const count = yield* load(12);
      yield* store(12, count + 1);
      yield* mark(POINT.leave);
      yield* release();
    }
    return 0;
  };
}

const testAndSetAcquire = function* (): Operation {
  while ((yield* testAndSet(0)) !== 0) yield* pause();
  return 0;
};
const clear = () => store(0, 0);
const DATA = { from: 3, to: 4 };

describe('locks', () => {
  test.each(['sc', 'tso'] as const)(
    'a test-and-set lock is right under %s, with pause and without',
    (model) => {
      const impatient = function* (): Operation {
        while ((yield* testAndSet(0)) !== 0);
        return 0;
      };
      for (const acquire of [testAndSetAcquire, impatient]) {
        const lock = client(acquire, clear, 2);
        const exploration = explore(scenario(model, 4, lock, lock), {
          data: DATA,
          allowsFinal: (system) => system.memory[3] === 4,
        });
        expect(exploration.findings).toEqual([]);
        expect(exploration.extent).toBe('complete');
      }
    },
  );

  test('a load and a store instead of an atomic lets two in; the shortest schedule has two switches', () => {
    const acquire = function* (): Operation {
      while ((yield* load(0)) !== 0) yield* pause();
      return yield* store(0, 1);
    };
    const lock = client(acquire, clear);
    const { findings } = explore(scenario('sc', 4, lock, lock), { keepGoing: true, data: DATA });
    const finding = findings.find(({ violation }) => violation.name === 'mutual-exclusion');
    expect(finding?.token).toBe('2t-sc:0x2,1x4,0x2');
    expect(findings.map(({ violation }) => violation.name)).toContain('data-race');
  });

  test("Peterson's lock needs a fence where there are store buffers", () => {
    const peterson = (me: number, between: () => Operation) =>
      client(
        function* () {
          yield* store(me * 4, 1);
          yield* store(8, 1 - me);
          yield* between();
          while ((yield* load((1 - me) * 4)) === 1 && (yield* load(8)) === 1 - me) yield* pause();
          return 0;
        },
        () => store(me * 4, 0),
      );
    const names = (model: MemoryModel, between: () => Operation) =>
      explore(scenario(model, 4, peterson(0, between), peterson(1, between))).findings.map(
        (f) => f.violation.name,
      );
    expect(names('sc', nothing)).toEqual([]);
    expect(names('tso', nothing)).toEqual(['mutual-exclusion']);
    expect(names('tso', fence)).toEqual([]);
  });

  test('a lock that is never released is a deadlock', () => {
    const lock = client(testAndSetAcquire, nothing);
    const { findings } = explore(scenario('sc', 4, lock, lock));
    expect(findings.map(({ violation }) => violation)).toEqual([
      { name: 'deadlock', thread: 1, other: -1, address: 0 },
    ]);
  });

  test('two locks in opposite order are a deadlock', () => {
    const both = (first: number, second: number) =>
      function* (): Operation {
        while ((yield* testAndSet(first)) !== 0) yield* pause();
        while ((yield* testAndSet(second)) !== 0) yield* pause();
        yield* store(second, 0);
        return yield* store(first, 0);
      };
    const [finding] = explore(scenario('sc', 2, both(0, 4), both(4, 0))).findings;
    expect(finding.violation.name).toBe('deadlock');
    expect(finding.token).toBe('2t-sc:0,1');
  });

  test('a test-and-set lock overtakes waiters, a ticket lock never does', () => {
    const ticketAcquire = function* (): Operation {
      const mine = yield* fetchAndAdd(0, 1);
      while ((yield* load(4)) !== mine) yield* pause();
      return 0;
    };
    const ticketRelease = function* (): Operation {
      return yield* store(4, (yield* load(4)) + 1);
    };
    const ticket = client(ticketAcquire, ticketRelease, 2);
    const unfair = client(testAndSetAcquire, clear, 2);
    expect(explore(scenario('tso', 4, ticket, ticket), { fair: true }).findings).toEqual([]);
    const once = client(ticketAcquire, ticketRelease, 1);
    const three = explore(scenario('sc', 4, once, once, once), { fair: true });
    expect([three.findings, three.extent]).toEqual([[], 'complete']);
    const [finding] = explore(scenario('sc', 4, unfair, unfair), { fair: true }).findings;
    expect(finding.violation.name).toBe('overtaken');
    expect(contextSwitches(finding.schedule)).toBe(2);
  });
});

describe('reduction', () => {
  test('independent threads: one execution', () => {
    const independent = Array.from({ length: 4 }, (_, thread) => () => store(thread * 4, 1));
    const { executions, redundant } = explore(scenario('sc', 4, ...independent));
    expect([executions, redundant]).toEqual([1, 0]);
  });

  test.each(['sc', 'tso'] as const)(
    'a lock: one execution for each order in which it is taken, %s',
    (model) => {
      const turns = (threads: number, rounds: number) => {
        const lock = client(testAndSetAcquire, clear, rounds);
        const { executions, redundant, extent } = explore(scenario(model, 4, ...Array(threads).fill(lock)));
        return [executions, redundant, extent];
      };
      // (threads * rounds)! / rounds! ^ threads
      expect(turns(2, 2)).toEqual([6, 0, 'complete']);
      expect(turns(3, 1)).toEqual([6, 0, 'complete']);
      expect(turns(3, 2)).toEqual([90, 0, 'complete']);
    },
  );

  test('a pending wake or sleep is in conflict with what it will touch', () => {
    const { findings } = explore(
      scenario(
        'sc',
        2,
        () => systemCall(SLEEP_CALL.sleep, Y),
        () => store(Y, 1),
        function* () {
          yield* store(X, 1);
          if ((yield* swap(Y, 2)) !== 0) yield* systemCall(SLEEP_CALL.wake, Y, 1);
          return 0;
        },
      ),
      { keepGoing: true },
    );
    expect(findings.map(({ violation }) => violation.name).sort()).toEqual(['deadlock', 'lost-wake-up']);
  });

  test('a store that leaves the buffer without a change is in conflict with loads of its own core', () => {
    const { findings } = explore(
      scenario(
        'tso',
        2,
        function* () {
          yield* store(X, 0);
          return (yield* load(X)) === 0 ? 0 : yield* mark(POINT.enter);
        },
        function* () {
          return (yield* load(Y)) === 0 ? 0 : yield* store(X, 1);
        },
        function* () {
          yield* store(Y, 1);
          return yield* mark(POINT.enter);
        },
      ),
    );
    expect(findings.map(({ violation }) => violation.name)).toEqual(['mutual-exclusion']);
  });

  test('a loop may watch many words', () => {
    const words = Array.from({ length: 60 }, (_, word) => word * 4);
    const poll = function* (): Operation {
      for (;;) {
        let sum = 0;
        for (const address of words) sum += yield* load(address);
        if (sum > 0) return sum;
      }
    };
    const write = (address: number) => () => store(address, 1);
    const { findings, extent } = explore(scenario('sc', words.length, poll, write(0), write(236)));
    expect([findings, extent]).toEqual([[], 'complete']);
  });

  test('no execution is redundant where which word is read next depends on what was read', () => {
    // Of the paper on optimal reduction: the first thread looks from the end for a word that is zero.
    const lastZero = (words: number) => {
      const find = function* (): Operation {
        let word = words;
        while ((yield* load(word * 4)) !== 0) word--;
        return word;
      };
      const fill = Array.from(
        { length: words },
        (_, word) =>
          function* (): Operation {
            return yield* store(4 * word + 4, (yield* load(4 * word)) + 1);
          },
      );
      const { executions, redundant } = explore(scenario('sc', words + 1, find, ...fill));
      return [executions, redundant];
    };
    expect(lastZero(4)).toEqual([28, 0]);
    expect(lastZero(8)).toEqual([704, 0]);
  });
});

describe('waiting', () => {
  const names = (explored: Scenario, options: ExploreOptions = {}) => {
    const { findings, extent } = explore(explored, { keepGoing: true, ...options });
    return [...findings.map(({ violation }) => violation.name), extent];
  };
  const enterAndLeave = function* (): Operation {
    yield* mark(POINT.enter);
    return yield* mark(POINT.leave);
  };
  const MODELS = ['sc', 'tso'] as const;

  test('reading the same word again in straight code is no waiting', () => {
    const again = function* (): Operation {
      for (let look = 0; look < 3; look++) yield* load(X);
      return yield* enterAndLeave();
    };
    for (const model of MODELS)
      expect(names(scenario(model, 1, again, enterAndLeave))).toEqual(['mutual-exclusion', 'bounded']);
  });

  test.each([1, 2, 3, 4, 10, 100])('%i tries, then barging in: found', (tries) => {
    const acquire = function* (): Operation {
      for (let look = 0; look < tries; look++) {
        if ((yield* testAndSet(0)) === 0) return 0;
        yield* pause();
      }
      return 0;
    };
    const lock = client(acquire, clear);
    expect(explore(scenario('sc', 4, lock, lock)).findings.map(({ violation }) => violation.name)).toEqual([
      'mutual-exclusion',
    ]);
  });

  test.each([1, 3, 4, 5])('%i tries, then giving up: no deadlock, and every outcome', (tries) => {
    const reader = function* (): Operation {
      for (let look = 0; look < tries; look++) {
        if ((yield* load(X)) === 1) return look;
        yield* pause();
      }
      return -1;
    };
    const results = Array.from({ length: tries }, (_, look) => `${look} 0`);
    for (const model of MODELS) {
      expect(outcomes(scenario(model, 1, reader, () => store(X, 1)))).toEqual(['-1 0', ...results]);
      expect(names(scenario(model, 1, reader, reader))).toEqual(['complete']);
    }
  });

  test('compare-and-swaps that fail and are counted are taken', () => {
    const taker = function* (): Operation {
      for (let tries = 0; tries < 3; tries++)
        if ((yield* compareAndSwap(X, 0, 1)) === 0) return yield* store(X, 0);
      return -1;
    };
    expect(outcomes(scenario('sc', 1, taker, taker))).toEqual(['-1 0', '0 -1', '0 0']);
  });

  const polls: readonly (readonly [string, () => Operation])[] = [
    ['a trace mark', nothing],
    ['a store that changes nothing', () => store(Y, 0)],
    ['a wake that finds nobody', () => systemCall(SLEEP_CALL.wake, Y, 1)],
    ['a fence', fence],
    [
      'four more words',
      function* () {
        for (let word = 1; word < 5; word++) yield* load(word * 4);
        return 0;
      },
    ],
    [
      'looks that are counted',
      function* () {
        for (let look = 0; look < 10; look++) yield* load(Y);
        return 0;
      },
    ],
  ];
  test.each(polls)('a loop that waits with %s in it ends, or is a deadlock', (_name, body) => {
    const wait = function* (): Operation {
      while ((yield* load(X)) === 0) yield* body();
      return 0;
    };
    for (const model of MODELS) {
      expect(names(scenario(model, 5, wait, () => store(X, 1)))).toEqual(['complete']);
      expect(names(scenario(model, 5, wait, wait))).toEqual(['deadlock', 'complete']);
    }
  });

  test('a loop that compares with what it saw first waits for a change', () => {
    const wait = function* (): Operation {
      const first = yield* load(X);
      while ((yield* load(X)) === first);
      return first;
    };
    for (const model of MODELS) {
      expect(
        outcomes(
          scenario(model, 1, wait, () => store(X, 1)),
          { keepGoing: true },
        ),
      ).toEqual(['0 0']);
      expect(names(scenario(model, 1, wait, () => store(X, 1)))).toEqual(['deadlock', 'complete']);
    }
  });

  test('where the number of looks matters later, some are taken, and the rest is called a bound', () => {
    const wait = function* (): Operation {
      let looks = 0;
      while ((yield* load(X)) === 0) looks++;
      return looks;
    };
    const seen = new Set<number>();
    const { extent, why } = explore(
      scenario('sc', 1, wait, () => store(X, 1)),
      {
        onFinished: ({ results }) => seen.add(results[0]),
      },
    );
    expect([extent, [...seen].sort()]).toEqual(['bounded', [0, 1, 2, 3, 4]]);
    expect(why).toContain('how often it looked in vain');
  });

  test('a pause that doubles is a loop all the same', () => {
    const wait = function* (): Operation {
      for (let pauses = 1; (yield* testAndSet(X)) !== 0; pauses *= 2)
        for (let i = 0; i < pauses; i++) yield* pause();
      return yield* store(X, 0);
    };
    const { findings, extent, why } = explore(scenario('sc', 1, wait, wait));
    expect([findings, extent]).toEqual([[], 'bounded']);
    expect(why).toContain('takes longer each time');
  });

  test('five hundred operations in straight code are no step limit', () => {
    const long = function* (): Operation {
      for (let i = 0; i < 500; i++) yield* store(X, i);
      return 0;
    };
    expect(names(scenario('sc', 1, long))).toEqual(['complete']);
  });

  test('a thread that never touches memory again is stuck', () => {
    const bodies: readonly (() => Operation)[] = [fence, pause, nothing];
    for (const model of MODELS)
      for (const body of bodies) {
        const forever = function* (): Operation {
          for (;;) yield* body();
        };
        expect(names(scenario(model, 1, forever, () => store(X, 1)))).toEqual(['deadlock', 'complete']);
      }
  });

  test('threads that keep writing without getting anywhere end at the step limit', () => {
    const livelock = function* (): Operation {
      for (;;) yield* fetchAndAdd(0, 1);
    };
    const options = { maximumSteps: 100, maximumExecutions: 20 };
    expect(names(scenario('sc', 1, livelock, livelock), options)).toEqual(['step-limit', 'limit']);
  });

  test('a loop that looks at two words without pausing ends too', () => {
    const both = function* (): Operation {
      while ((yield* load(0)) === 0 || (yield* load(4)) === 0);
      return 0;
    };
    const writer = function* (): Operation {
      yield* store(0, 1);
      return yield* store(4, 1);
    };
    expect(names(scenario('tso', 2, both, writer))).toEqual(['complete']);
  });

  test('a wake that comes before the sleep is lost; checking and sleeping in one step loses none', () => {
    const waker = function* (): Operation {
      yield* store(0, 1);
      return yield* systemCall(SLEEP_CALL.wake, 0, 1);
    };
    const careless = function* (): Operation {
      if ((yield* load(0)) === 0) yield* systemCall(SLEEP_CALL.sleep, 0);
      return 0;
    };
    const careful = function* (): Operation {
      while ((yield* load(0)) === 0) yield* systemCall(SLEEP_CALL.sleepIfEqual, 0, 0);
      return 0;
    };
    for (const model of ['sc', 'tso'] as const) {
      const [finding] = explore(scenario(model, 1, careless, waker)).findings;
      expect(finding.violation).toEqual({ name: 'lost-wake-up', thread: 0, other: -1, address: 0 });
      expect(explore(scenario(model, 1, careful, waker)).findings).toEqual([]);
    }
  });

  test('an address outside memory is a fault of that thread', () => {
    const wild = function* (): Operation {
      yield* load(0);
      return yield* load(6);
    };
    const [finding] = explore(scenario('sc', 1, wild)).findings;
    expect(finding.violation).toEqual({ name: 'fault', thread: 0, other: -1, address: 6 });
  });
});

describe('strategies', () => {
  const broken = client(function* () {
    while ((yield* load(0)) !== 0) yield* pause();
    return yield* store(0, 1);
  }, clear);

  test('two preemptions break a broken lock, one does not', () => {
    const find = (bound: number) =>
      explore(scenario('sc', 4, broken, broken), {
        strategy: (system, steps) => new PreemptionBounded(system, steps, bound),
      }).findings.map(({ violation }) => violation.name);
    expect(find(1)).toEqual([]);
    expect(find(2)).toEqual(['mutual-exclusion']);
  });

  test('random priorities find it within 200 executions, and the same one each time', () => {
    const find = () =>
      explore(scenario('sc', 4, broken, broken, broken), {
        strategy: (system) => new RandomPriorities(system, new Random(7), 200),
      }).findings.map(({ token }) => token);
    expect(find()).toHaveLength(1);
    expect(find()).toEqual(find());
  });
});

describe('replay', () => {
  test('a token replays to the same violation, event by event', () => {
    const acquire = function* (): Operation {
      while ((yield* load(0)) !== 0) yield* pause();
      return yield* store(0, 1);
    };
    const lock = client(acquire, clear);
    const explored = scenario('tso', 4, lock, lock);
    const [finding] = explore(explored).findings;
    const trace = new Trace(INTERLEAVING_EVENTS.kinds);
    const { violation, event } = replay(explored, parseSchedule(finding.token), trace);
    expect(violation).toEqual(finding.violation);
    expect(event).toBe(trace.length - 1);
    expect(`${finding.token}\n${trace}`).toMatchInlineSnapshot(`
      "2t-tso:0x4,1x4
      0 arrive thread=0
      1 load thread=0 address=0 value=0
      2 buffered-store thread=0 address=0 value=1
      3 enter thread=0
      4 arrive thread=1
      5 load thread=1 address=0 value=0
      6 buffered-store thread=1 address=0 value=1
      7 enter thread=1
      8 violation kind=0 thread=1 other=0 address=-1"
    `);
  });
});
