/** System calls: groups and permissions, arguments that are copied in or checked, crossings, and what a dispatcher cannot do. */
import { describe, expect, it } from 'vitest';
import { NativePolicies } from '../../engine/native-policies';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import {
  ALL_GROUPS,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  MESSAGE_BYTES,
  READ_BYTES,
  SERVICE_GROUPS,
  SYSTEM_CALL,
  SYSTEM_CALLS,
} from '../system-calls';
import { DISPATCHER_SHAPE, Dispatcher } from './dispatcher';
import type { KernelServices } from './kernel-services';
import { CODE_BASE, GUARD_PAGE, STACK_LIMIT, STACK_TOP } from './process-record';
import { events, native, run, written } from './processes.testing';
import { IMAGE_MAGIC } from './program-image';

const CELL = STACK_TOP - 256;

/** A heap of so many pages, and its first address. */
function* heap(pages: number): Operation {
  const start = yield* systemCall(SYSTEM_CALL.setBreak, 0);
  yield* systemCall(SYSTEM_CALL.setBreak, start + pages * PAGE_BYTES);
  return start;
}

/** Stores a text anywhere, byte by byte. */
function* storeText(address: number, text: string): Operation {
  for (let i = 0; i <= text.length; i++) {
    const at = address + i;
    const shift = 8 * (at % 4);
    const word = yield* load(at - (at % 4));
    const byte = i < text.length ? text.charCodeAt(i) : 0;
    yield* store(at - (at % 4), (word & ~(255 << shift)) | (byte << shift));
  }
  return 0;
}

const sumOf = (bytes: Iterable<number>) => {
  let sum = 0x811c9dc5 | 0;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum;
};

describe('system calls', () => {
  it('[row 3] all six groups have calls, and each call is checked once against the permissions of its caller', () => {
    expect(new Set(SYSTEM_CALLS.map(({ group }) => group))).toEqual(new Set(SERVICE_GROUPS.map((_, i) => i)));
    const left: number[] = [SYSTEM_CALL.exit, SYSTEM_CALL.wait, SYSTEM_CALL.fork];
    left.push(SYSTEM_CALL.exec, SYSTEM_CALL.awaitMessage); // would leave the program, or wait for ever
    left.push(SYSTEM_CALL.restrict); // the last one, for it takes permissions away
    const numbers = SYSTEM_CALLS.map((_, number) => number).filter((number) => !left.includes(number));
    numbers.push(SYSTEM_CALL.restrict);
    for (let without = 0; without < SERVICE_GROUPS.length; without++) {
      const { trace } = run([
        native('limits', function* () {
          yield* systemCall(SYSTEM_CALL.restrict, ALL_GROUPS & ~(1 << without));
          for (const number of numbers) yield* systemCall(number, CELL, CELL);
          return 0;
        }),
      ]);
      const asked = events(trace, 'call').slice(1);
      expect(asked.map(([, number]) => number)).toEqual(numbers);
      const performed = events(trace, 'performed').slice(1);
      const isBuffer = (number: number) => number === SYSTEM_CALL.writeBuffer; // CELL is no length
      expect(performed.map(([, number]) => number)).toEqual(
        numbers.filter((number) => SYSTEM_CALLS[number]?.group !== without && !isBuffer(number)),
      );
    }
  });

  it('[row 2] N calls that return are N crossings and 2 N mode switches', () => {
    const switches = (calls: number) =>
      run([
        native('calls', function* () {
          for (let i = 0; i < calls; i++) yield* systemCall(SYSTEM_CALL.processNumber);
          return 0;
        }),
      ]).kernel.counters();
    const [few, many] = [switches(1), switches(8)] as [Record<string, number>, Record<string, number>];
    expect(many.systemCalls).toBe((few.systemCalls ?? 0) + 7);
    expect(many.modeSwitches).toBe((few.modeSwitches ?? 0) + 14);
  });

  it('[row 2] a pointer to what is not the caller’s has no effect, and nothing outside its map is read', () => {
    const addresses = [
      0,
      2,
      4,
      CODE_BASE - 4,
      GUARD_PAGE,
      STACK_TOP,
      STACK_TOP - 4 + 1,
      0x8000_0000 | 0,
      -4,
      0xc000_0000 | 0,
    ];
    const calls = [
      SYSTEM_CALL.write,
      SYSTEM_CALL.readClock,
      SYSTEM_CALL.receive,
      SYSTEM_CALL.writeText,
      SYSTEM_CALL.findFile,
      SYSTEM_CALL.writeBuffer,
    ];
    const answers: number[] = [];
    const { trace } = run([
      native('points', function* () {
        yield* store(STACK_TOP - 4, -1); // no text ends here
        for (const address of addresses) {
          for (const number of calls) answers.push(yield* systemCall(number, address, 8));
          answers.push(yield* systemCall(SYSTEM_CALL.send, 1, address));
          answers.push(yield* systemCall(SYSTEM_CALL.readFile, CELL, address));
          answers.push(yield* systemCall(SYSTEM_CALL.readFile, address, CELL));
        }
        answers.push(yield* systemCall(SYSTEM_CALL.readClock, STACK_LIMIT));
        return 0;
      }),
    ]);
    expect(answers).toEqual([...addresses.flatMap(() => Array(calls.length + 3).fill(-1)), 0]);
    expect(events(trace, 'performed')).toHaveLength(1);
    for (const kind of ['written', 'printed', 'outside', 'stray', 'bad-argument'])
      expect(events(trace, kind)).toEqual([]);
  });

  it('[row 2] texts and buffers are copied across pages, touched or not, and no byte further than they reach', () => {
    const text = 'across the border of two pages';
    const answers: number[] = [];
    const { trace } = run([
      native('texts', function* () {
        const start = yield* heap(3);
        yield* storeText(start + PAGE_BYTES - 7, text);
        answers.push(yield* systemCall(SYSTEM_CALL.writeText, start + PAGE_BYTES - 7));
        // Ends with the last byte of the last page.
        yield* storeText(start + 3 * PAGE_BYTES - 4, 'end');
        answers.push(yield* systemCall(SYSTEM_CALL.writeText, start + 3 * PAGE_BYTES - 4));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, start + 3 * PAGE_BYTES - 4, 4));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, start + 3 * PAGE_BYTES - 4, 5));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, start + 3 * PAGE_BYTES - 4, -1));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, start, MAX_BUFFER_BYTES));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, start, MAX_BUFFER_BYTES + 1));
        answers.push(yield* systemCall(SYSTEM_CALL.writeBuffer, 0, 0));
        yield* storeText(start, 'x'.repeat(MAX_TEXT_BYTES - 1));
        answers.push(yield* systemCall(SYSTEM_CALL.writeText, start));
        yield* storeText(start, 'x'.repeat(MAX_TEXT_BYTES));
        answers.push(yield* systemCall(SYSTEM_CALL.writeText, start));
        return 0;
      }),
    ]);
    expect(answers).toEqual([text.length, 3, 4, -1, -1, MAX_BUFFER_BYTES, -1, 0, MAX_TEXT_BYTES - 1, -1]);
    const bytes = (said: string) => [...new TextEncoder().encode(said)];
    expect(events(trace, 'printed').slice(0, 3)).toEqual(
      [bytes(text), bytes('end'), bytes('end\0')].map((each) => [1, each.length, sumOf(each)]),
    );
  });

  it('files are found by name and read, and messages go from process to process in order', () => {
    const answers: number[] = [];
    const words: number[] = [];
    run([
      native('init', function* () {
        yield* storeText(CELL, 'other');
        answers.push(yield* systemCall(SYSTEM_CALL.findFile, CELL));
        yield* storeText(CELL, 'none');
        answers.push(yield* systemCall(SYSTEM_CALL.findFile, CELL));
        for (const [file, offset] of [
          [1, 0],
          [1, 1 << 20],
          [1, 2],
          [2, 0],
          [-1, 0],
        ] as const) {
          yield* store(CELL, file);
          yield* store(CELL + 4, offset);
          answers.push(yield* systemCall(SYSTEM_CALL.readFile, CELL, CELL + 64));
        }
        words.push(yield* load(CELL + 64));
        for (let i = 0; i < 20; i++) {
          yield* store(CELL, i);
          answers.push(yield* systemCall(SYSTEM_CALL.send, 1, CELL));
        }
        answers.push(yield* systemCall(SYSTEM_CALL.send, 2, CELL));
        for (let i = 0; i < 17; i++) {
          answers.push(yield* systemCall(SYSTEM_CALL.receive, CELL + MESSAGE_BYTES));
          words.push(yield* load(CELL + MESSAGE_BYTES));
        }
        return 0;
      }),
      native('other', () => compute(1)),
    ]);
    expect(answers.slice(0, 7)).toEqual([1, -1, READ_BYTES, -1, -1, -1, -1]);
    expect(answers.slice(7)).toEqual([...Array(16).fill(0), ...Array(5).fill(-1), ...Array(16).fill(1), -1]);
    expect(words).toEqual([IMAGE_MAGIC, ...Array(16).keys(), 15]);
  });

  it('a dispatcher can neither reach beyond the caller, nor carry out what was not asked for, twice, or without its arguments', () => {
    const found: number[] = [];
    class Reckless extends Dispatcher {
      constructor(private readonly services: KernelServices) {
        super(services);
      }
      override call(process: number, number: number, first: number, second: number): number {
        const { services } = this;
        const root = services.get(process, 3);
        if (number === SYSTEM_CALL.processNumber)
          return [0, 1, root - 1, root + 100, -1, 0.5].reduce((so, frame) => so + services.load(frame, 0), 0);
        const answer = services.perform(process, number, first, second);
        found.push(
          services.perform(process, number, first, second),
          services.perform(process, SYSTEM_CALL.yield, 0, 0),
        );
        return answer;
      }
    }
    const answers: number[] = [];
    const mechanisms = { dispatcher: new NativePolicies(Reckless, DISPATCHER_SHAPE) };
    const { trace } = run(
      [
        native('asks', function* () {
          answers.push(yield* systemCall(SYSTEM_CALL.processNumber));
          answers.push(yield* systemCall(SYSTEM_CALL.write, CELL));
          answers.push(yield* systemCall(SYSTEM_CALL.readClock, GUARD_PAGE));
          answers.push(yield* systemCall(SYSTEM_CALL.parentNumber));
          return 0;
        }),
      ],
      { mechanisms },
    );
    expect(answers).toEqual([0, -1, -1, 0]);
    expect(events(trace, 'outside')).toHaveLength(6);
    expect(events(trace, 'bad-argument').map(([, number, , why]) => [number, why])).toEqual([
      [SYSTEM_CALL.write, 0],
      [SYSTEM_CALL.readClock, 1],
    ]);
    expect(found).toEqual(Array(6).fill(-1));
    expect(events(trace, 'bad-perform')).toHaveLength(6);
    expect(written(trace)).toEqual([]);
  });
});
