/**
 * The translation laboratory: a scheme by name, filled from a list of mappings, and a TLB driven by a trace.
 *
 *      map file:   space virtual physical permissions [bytes]        1 0x400000 0x12000 rx 8192
 *      accesses:   [space:]address[,l|s|f]                           1:0x400010,f
 */

import { PhysicalMemory } from '../hardware/memory/physical-memory';
import { ACCESS, type Access } from '../hardware/memory/physical-memory-protection';
import { FlatPageTable } from '../hardware/translation/flat-page-table';
import { HashedPageTable } from '../hardware/translation/hashed-page-table';
import { InvertedPageTable } from '../hardware/translation/inverted-page-table';
import { SegmentTable } from '../hardware/translation/segment-table';
import { Tlb, type TlbGeometry } from '../hardware/translation/tlb';
import {
  type Mapping,
  MappingError,
  PERMISSION,
  TableMemory,
  type Translation,
  type TranslationScheme,
} from '../hardware/translation/translation-scheme';
import { TwoLevelPageTable } from '../hardware/translation/two-level-page-table';
import { parseAddress, quoted, TraceError } from './trace-error';
import { type TraceLine, traceLines } from './trace-lines';

/** Room for tables: four flat tables of 4 MiB and the small ones. */
const TABLE_REGION_BYTES = 32 * 1024 * 1024;
const TABLE_REGION_START = 0x1000;
/** Bounds of time and memory: 256 MiB mapped, and about 100 bytes a step. */
const MAX_PAGES = 1 << 16;
const MAX_EXPLAINED_STEPS = 1 << 20;
const PAGE_BYTES = 4096;
const DEFAULT_FRAMES = 1024;
const DEFAULT_BUCKETS = 64;

const SCHEMES = {
  flat: (memory) => new FlatPageTable(memory),
  'two-level': (memory) => new TwoLevelPageTable(memory),
  inverted: (memory) => new InvertedPageTable(memory, DEFAULT_FRAMES),
  hashed: (memory) => new HashedPageTable(memory, DEFAULT_BUCKETS),
  segments: (memory) => new SegmentTable(memory),
} satisfies Record<string, (memory: TableMemory) => TranslationScheme>;

export type SchemeName = keyof typeof SCHEMES;
export const SCHEME_NAMES = Object.keys(SCHEMES) as SchemeName[];

export function createScheme(name: SchemeName): TranslationScheme {
  const memory = new PhysicalMemory(TABLE_REGION_START + TABLE_REGION_BYTES);
  return SCHEMES[name](new TableMemory(memory, TABLE_REGION_START, memory.byteLength));
}

/** Maps every line of a map file. @throws TraceError with the line that cannot be mapped. */
export function mapAll(scheme: TranslationScheme, text: string, mostPages = MAX_PAGES): void {
  let pages = 0;
  for (const line of traceLines(text)) {
    const mapping = parseMapping(line);
    pages += Math.max(1, Math.floor((mapping.byteLength ?? 0) / PAGE_BYTES));
    if (scheme.name !== 'segments' && pages > mostPages)
      throw new TraceError(line.lineNumber, `the pages mapped so far are more than ${mostPages}; map fewer`);
    try {
      scheme.map(mapping);
    } catch (error) {
      if (error instanceof MappingError) throw new TraceError(line.lineNumber, error.message);
      throw error;
    }
  }
}

function parseMapping({ text: line, lineNumber }: TraceLine): Mapping {
  const [space = '', virtual = '', physical = '', letters = '', bytes, ...rest] = line.split(/\s+/);
  const virtualAddress = address32(virtual);
  const physicalAddress = address32(physical);
  if (
    !/^\d{1,5}$/.test(space) ||
    virtualAddress === undefined ||
    physicalAddress === undefined ||
    !/^(?!.*(.).*\1)[rwx]+$/.test(letters) ||
    (bytes !== undefined && !/^\d{1,10}$/.test(bytes)) ||
    rest.length > 0
  )
    throw new TraceError(
      lineNumber,
      `${quoted(line)} should read "space virtual physical permissions [bytes]", like 1 0x400000 0x12000 rx`,
    );
  const permissions =
    (letters.includes('r') ? PERMISSION.read : 0) |
    (letters.includes('w') ? PERMISSION.write : 0) |
    (letters.includes('x') ? PERMISSION.execute : 0);
  return {
    space: Number(space),
    virtualAddress,
    physicalAddress,
    permissions,
    ...(bytes === undefined ? {} : { byteLength: Number(bytes) }),
  };
}

function address32(text: string): number | undefined {
  const address = parseAddress(text);
  return address === undefined || address > 0xffff_ffffn ? undefined : Number(address);
}

export interface ExplainedTranslation extends Translation {
  readonly space: number;
  readonly virtualAddress: number;
  readonly access: 'load' | 'store' | 'fetch';
}

const ACCESS_LETTERS: Readonly<Record<string, 'load' | 'store' | 'fetch'>> = {
  l: 'load',
  s: 'store',
  f: 'fetch',
};

/**
 * Translates every line of `text`: `[space:]address[,l|s|f]`, space 1 and a load unless it says otherwise.
 * @throws TraceError
 */
export function explainAll(scheme: TranslationScheme, text: string): ExplainedTranslation[] {
  const translations: ExplainedTranslation[] = [];
  let steps = 0;
  for (const line of traceLines(text)) {
    const translation = explain(scheme, line);
    steps += translation.steps.length;
    if (steps > MAX_EXPLAINED_STEPS)
      throw new TraceError(
        line.lineNumber,
        `explaining it takes more than ${MAX_EXPLAINED_STEPS} steps up to here; translate fewer addresses`,
      );
    translations.push(translation);
  }
  return translations;
}

function explain(scheme: TranslationScheme, { text, lineNumber }: TraceLine): ExplainedTranslation {
  const match = /^(?:(\d{1,5}):)?([^,]+)(?:,([lsf]))?$/.exec(text);
  const virtualAddress = address32(match?.[2] ?? '');
  if (match === null || virtualAddress === undefined)
    throw new TraceError(
      lineNumber,
      `${quoted(text)} should read [space:]address[,l|s|f], like 1:0x400010,f`,
    );
  const space = Number(match[1] ?? 1);
  const access = ACCESS_LETTERS[match[3] ?? 'l'];
  const code: Access = ACCESS[access];
  return { space, virtualAddress, access, ...scheme.translate(space, virtualAddress, code) };
}

export interface TlbResult {
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  /** Page-table accesses: two for each miss, as in a two-level table. */
  readonly walkAccesses: number;
  /** Memory accesses for one access of the program on average: 1 + walk accesses / accesses. */
  readonly effectiveAccesses: number;
}

/** Levels of the table that a miss walks. */
export const WALK_LEVELS = 2;

/**
 * Runs pages of a trace through a TLB. @param accesses [space, virtual address] of each; an access that spans pages
 * is given once for each page. @param each is told of each whether it was a hit.
 */
export function runTlbTrace(
  geometry: TlbGeometry,
  accesses: Iterable<readonly [number, number]>,
  each?: (virtualAddress: number, hit: boolean) => void,
): TlbResult {
  const tlb = new Tlb(geometry);
  let count = 0;
  for (const [space, virtualAddress] of accesses) {
    count++;
    const hit = tlb.lookup(space, virtualAddress);
    if (!hit) tlb.insert(space, virtualAddress, 0, 0, PAGE_BYTES);
    each?.(virtualAddress, hit);
  }
  const { hits, misses, evictions } = tlb;
  const walkAccesses = misses * WALK_LEVELS;
  return {
    hits,
    misses,
    evictions,
    walkAccesses,
    effectiveAccesses: count === 0 ? 0 : 1 + walkAccesses / count,
  };
}
