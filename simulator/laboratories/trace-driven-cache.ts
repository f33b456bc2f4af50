/**
 * One cache driven by a trace of addresses, in the format of Valgrind's lackey tool (--trace-mem=yes):
 *
 *      I  04001a50,3        instruction fetch: ignored
 *       L 1ffefff958,8      load of 8 bytes
 *       S 0421c7f0,4        store
 *       M 0421c7f0,4        modify: a load, then a store
 *
 * It runs on the memory system of one core, so that it counts what the machine counts; what each figure means is
 * in hardware/caches/CONVENTIONS.md. Hits, misses and evictions of a write-back cache are those of the
 * cache laboratory of Bryant and O'Hallaron, Computer Systems: A Programmer's Perspective, except that an access
 * that spans lines counts once for each of them.
 */

import type { CacheGeometry } from '../hardware/caches/cache-array';
import { LineNumbering, SIMULATED_LINE_BYTES, TOO_MANY_LINES } from '../hardware/caches/line-numbering';
import { MemorySystem } from '../hardware/caches/memory-system';
import type { WritePolicy } from '../hardware/caches/memory-system-options';
import { PhysicalMemory } from '../hardware/memory/physical-memory';
import { parseAddress, quoted, TraceError } from './trace-error';
import { type TraceLine, traceLines } from './trace-lines';

export interface TracedAccess {
  readonly operation: 'L' | 'S' | 'M';
  readonly address: bigint;
  readonly bytes: number;
  /** Where it stands in the trace, from 1. */
  readonly lineNumber: number;
}

export interface CacheTraceResult {
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  readonly memoryWrites: number;
}

/** The largest access of a real instruction is some hundred bytes (saving all vector registers). */
const MAX_ACCESS_BYTES = 4096;
const ADDRESS_LIMIT = 1n << 64n;

/** Valgrind's own messages: ==123== text, --123-- text, **123** text, --123:1:part text, with or without a time. */
const MESSAGE = /^(==|--|\*\*)(\d\d:\d\d:\d\d:\d\d\.\d{3} )?\d+(\1|:)/;
/** Operation, address, size; columns behind it, as `csim -v` prints them, are not looked at. */
const ACCESS = /^([ILSM])\s+([^,\s]+)\s*,\s*(\d+)(?:\s.*)?$/;

/** Reads a trace line by line; instruction fetches and Valgrind's messages are skipped. */
export function* parseCacheTrace(text: string): Generator<TracedAccess> {
  for (const line of traceLines(text)) {
    if (MESSAGE.test(line.text)) continue;
    const access = parseAccess(line);
    if (access !== undefined) yield access;
  }
}

/** @returns undefined for an instruction fetch. */
function parseAccess({ text: line, lineNumber }: TraceLine): TracedAccess | undefined {
  const parts = ACCESS.exec(line);
  if (parts === null)
    throw new TraceError(
      lineNumber,
      `${quoted(line)} is not an access; expected I, L, S or M, then a hexadecimal address, a comma and a size, as in " L 7ff000398,8"`,
    );
  const [, operation = '', addressText = '', bytesText] = parts;
  const address = parseAddress(addressText);
  if (address === undefined)
    throw new TraceError(
      lineNumber,
      `${quoted(addressText)} is not an address; expected up to 16 hexadecimal digits`,
    );
  const bytes = Number(bytesText);
  if (bytes < 1 || bytes > MAX_ACCESS_BYTES)
    throw new TraceError(
      lineNumber,
      `the size must be from 1 to ${MAX_ACCESS_BYTES} bytes, got ${bytesText}`,
    );
  if (address + BigInt(bytes) > ADDRESS_LIMIT)
    throw new TraceError(lineNumber, `${quoted(line)} ends beyond the 64-bit address space`);
  return operation === 'I'
    ? undefined
    : { operation: operation as TracedAccess['operation'], address, bytes, lineNumber };
}

/**
 * Runs `accesses` on an empty cache.
 * @param flushAtEnd whether lines still dirty at the end are written back, and counted as memory writes.
 * @param each is told after each access what was counted so far.
 * @throws TraceError for an access that cannot be parsed or represented.
 */
export function runCacheTrace(
  geometry: CacheGeometry,
  writePolicy: WritePolicy,
  accesses: Iterable<TracedAccess>,
  flushAtEnd = false,
  each?: (access: TracedAccess, sofar: () => CacheTraceResult) => void,
): CacheTraceResult {
  const system = new MemorySystem({
    cores: 1,
    levels: [{ ...geometry, lineBytes: SIMULATED_LINE_BYTES }],
    memory: new PhysicalMemory(0),
    carriesData: false,
    writePolicy,
    protocol: 'none',
  });
  const numbering = new LineNumbering(geometry);
  const sofar = (): CacheTraceResult => {
    const { hits, misses, evictions, memoryWrites } = system.counters;
    return { hits, misses, evictions, memoryWrites };
  };
  for (const access of accesses) {
    const { operation, address, bytes, lineNumber } = access;
    const last = numbering.lineOf(address + BigInt(bytes - 1));
    // The whole load comes before the whole store of a modify, as the two instructions that it stands for.
    for (const isStore of operation === 'M' ? [false, true] : [operation === 'S'])
      for (let line = numbering.lineOf(address); line <= last; line++) {
        const target = numbering.addressOf(line);
        if (target === undefined) throw new TraceError(lineNumber, TOO_MANY_LINES);
        if (isStore) system.store(0, target, 0, 0);
        else system.load(0, target, 0);
      }
    each?.(access, sofar);
  }
  if (flushAtEnd) system.flushAll(0);
  return sofar();
}
