/** `lab cache` counts what the CS:APP cache laboratory counts, and the memory writes of each policy exactly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CacheGeometry } from '../hardware/caches/cache-array';
import type { WritePolicy } from '../hardware/caches/memory-system-options';
import { type CacheTraceResult, parseCacheTrace, runCacheTrace } from './trace-driven-cache';
import { TraceError } from './trace-error';

function check(
  trace: string,
  geometry: CacheGeometry,
  expected: Partial<CacheTraceResult>,
  writePolicy: WritePolicy = 'write-back',
  flush = false,
): void {
  expect(runCacheTrace(geometry, writePolicy, parseCacheTrace(trace), flush)).toMatchObject(expected);
}

/** The first example of the handout of the CS:APP cache laboratory. */
const YI = ' L 10,1\n M 20,1\n L 22,1\n S 18,1\n L 110,1\n L 210,1\n M 12,1\n';
const YI_CACHE = { sets: 16, ways: 1, lineBytes: 16 };

describe('published figures', () => {
  test('csim-ref -s 4 -E 1 -b 4 -t traces/yi.trace: hits:4 misses:5 evictions:3', () => {
    check(YI, YI_CACHE, { hits: 4, misses: 5, evictions: 3 });
  });
});

describe('[row 122] memory writes of each policy', () => {
  test('write-back: dirty lines when they leave; those left at the end only with flush', () => {
    // Line 1 is written twice and leaves dirty once; line 2 and, at the end, line 1 again stay dirty.
    check(YI, YI_CACHE, { memoryWrites: 1 });
    check(YI, YI_CACHE, { memoryWrites: 3 }, 'write-back', true);
  });

  test('write-through: every store; a store that misses does not fetch the line', () => {
    check(
      ' S 0,4\n S 0,4\n L 0,4\n S 0,4\n',
      YI_CACHE,
      { hits: 1, misses: 3, memoryWrites: 3 },
      'write-through',
    );
    check(YI, YI_CACHE, { hits: 4, misses: 5, evictions: 3, memoryWrites: 3 }, 'write-through');
  });

  test('no-write: every store, which also drops the line', () => {
    check(' L 0,4\n S 0,4\n L 0,4\n L 0,4\n', YI_CACHE, { hits: 2, misses: 2, memoryWrites: 1 }, 'no-write');
  });
});

/** From `valgrind --tool=lackey --trace-mem=yes -v`, 3.19, with what -d and --time-stamp=yes add. */
const LACKEY = `==8349== Lackey, an example Valgrind tool
==8349== Command: /bin/true
==8349==
--8349-- Valgrind options:
--8349--    --trace-mem=yes
--8349--   Linux version 6.1 (gcc) #1 SMP PREEMPT_DYNAMIC
--8349:1:  syswrap- thread_wrapper(tid=1): entry
==00:00:00:00.012 8349== embedded gdbserver: shared mem
**8349** a message of the program
I  0401ab70,3
 S 1ffeffff98,8
I  0401ab73,5
 L 0403,8
 M 1ffeffff98,8
==8349== Counted 0 calls to main()
==8349==   taken:         10,455 (40%)
`;

describe('format', () => {
  test('fetches, empty lines and Valgrind’s own messages are skipped; carriage returns do not matter', () => {
    check('==12== Lackey\nI  0400d7d4,8\n\n L 0,4\r\n L 0,4', YI_CACHE, { hits: 1, misses: 1 });
  });

  test('what Valgrind prints among the accesses is skipped', () => {
    check(LACKEY, YI_CACHE, { hits: 2, misses: 2, evictions: 0 });
  });

  test('comments and further columns mean nothing, whatever ends the lines', () => {
    const lines = ['# a comment', ' L 0,4 # another', '', ' L 0,4 hit', '\tS 4,4\thit 12 eviction  # both'];
    for (const end of ['\n', '\r\n', '\r']) check(lines.join(end), YI_CACHE, { hits: 2, misses: 1 });
  });

  test('a line of two bytes, as in published tables', () => {
    check(' L 0,1\n L 1,1\n L 2,1\n L 1,2\n', { sets: 2, ways: 1, lineBytes: 2 }, { hits: 3, misses: 2 });
  });

  test('an access that spans lines counts for each of them', () => {
    check(' L e,4\n', YI_CACHE, { hits: 0, misses: 2 });
    check(' M e,4\n', YI_CACHE, { hits: 2, misses: 2 });
    check(' L 0,64\n', YI_CACHE, { misses: 4 });
  });

  test('addresses of 64 bits are told apart and keep their sets', () => {
    check(' L ffffffffff600000,8\n L 7fefe0590,8\n L ffffffffff600000,8\n', YI_CACHE, {
      hits: 1,
      misses: 2,
      evictions: 0,
    });
    check(' L ffffffffff600000,8\n L 0,8\n L ffffffffff600000,8\n', YI_CACHE, {
      hits: 0,
      misses: 3,
      evictions: 2,
    });
  });

  test.each([
    [' L 10,1\n X 20,1\n', 2, 'expected I, L, S or M'],
    [' L 10\n', 1, 'expected I, L, S or M'],
    [' L 10,1miss\n', 1, 'is not an access'],
    ['Igarbage\n', 1, 'is not an access'],
    ['I  0401ab70\n', 1, 'is not an access'],
    ['I  0401ab7g,3\n', 1, 'is not an address'],
    ['==garbage\n', 1, 'is not an access'],
    ['--garbage-- text\n', 1, 'is not an access'],
    ['==12-- text\n', 1, 'is not an access'],
    [' L 1g,4\n', 1, '"1g" is not an address'],
    [' L 12345678901234567,4\n', 1, 'is not an address'],
    ['\n\n L 10,0\n', 3, 'from 1 to 4096'],
    [' S ffffffffffffffff,2\n', 1, 'beyond the 64-bit'],
  ])('%j is refused with its line', (trace, lineNumber, message) => {
    const run = () => runCacheTrace(YI_CACHE, 'write-back', parseCacheTrace(trace));
    expect(run).toThrow(TraceError);
    expect(run).toThrow(`line ${lineNumber}: `);
    expect(run).toThrow(message);
  });
});

/**
 * An oracle that shares nothing with the simulator: each set is a list of lines, the most recently used last.
 */
function oracle(
  { sets, ways, lineBytes }: CacheGeometry,
  writePolicy: WritePolicy,
  trace: readonly [string, number, number][],
) {
  const lists = Array.from({ length: sets }, (): { line: number; dirty: boolean }[] => []);
  const counts = { hits: 0, misses: 0, evictions: 0, memoryWrites: 0 };
  const touch = (line: number, write: boolean) => {
    const list = lists[line % sets];
    const at = list.findIndex((each) => each.line === line);
    if (at >= 0) counts.hits++;
    else counts.misses++;
    if (write && writePolicy !== 'write-back') {
      counts.memoryWrites++;
      if (at >= 0) {
        const [entry] = list.splice(at, 1);
        if (writePolicy === 'write-through') list.push(entry);
      }
      return;
    }
    const entry = at >= 0 ? list.splice(at, 1)[0] : { line, dirty: false };
    if (list.length === ways) {
      counts.evictions++;
      if (list.shift()!.dirty) counts.memoryWrites++;
    }
    entry.dirty ||= write;
    list.push(entry);
  };
  for (const [operation, address, bytes] of trace) {
    const lines: number[] = [];
    for (let line = Math.floor(address / lineBytes); line * lineBytes < address + bytes; line++)
      lines.push(line);
    if (operation !== 'S') for (const line of lines) touch(line, false);
    if (operation !== 'L') for (const line of lines) touch(line, true);
  }
  return counts;
}

test('any geometry, policy and trace: the same counts as an independent LRU simulator', () => {
  const access = fc.tuple(
    fc.constantFrom('L', 'S', 'M'),
    fc.oneof(
      fc.nat(2000),
      fc.nat(300).map((i) => 0x7ff000000 + i * 8),
    ),
    fc.constantFrom(1, 2, 4, 8, 32),
  );
  fc.assert(
    fc.property(
      fc.record({
        sets: fc.constantFrom(1, 2, 4, 8, 16),
        ways: fc.integer({ min: 1, max: 5 }),
        lineBytes: fc.constantFrom(1, 2, 4, 8, 16, 32, 64),
      }),
      fc.constantFrom('write-back' as const, 'write-through' as const, 'no-write' as const),
      fc.array(access, { maxLength: 300, size: 'max' }),
      (geometry, writePolicy, trace) => {
        const text = trace
          .map(([operation, address, bytes]) => ` ${operation} ${address.toString(16)},${bytes}`)
          .join('\n');
        check(text, geometry, oracle(geometry, writePolicy, trace), writePolicy);
      },
    ),
    { seed: 122, numRuns: 300 },
  );
});
