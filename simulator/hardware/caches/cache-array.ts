/**
 * One set-associative cache: tags, states, ages and, where it holds data, the words of its lines.
 *
 *      line number = address >>> lineShift        set = line number modulo sets        tag = line number
 *      slot        = set * ways + way             words of a slot: data[slot << wordShift ...]
 *
 * Replacement is exact LRU by a counter, so that no tie can arise; free ways are filled first, the lowest
 * first. What a state means is the protocol's business; here 0 is free and all else is valid. A line that was
 * invalidated from outside leaves `~line` as its tag, so that a later miss on it is known as a coherence miss.
 */
export interface CacheGeometry {
  /** A power of two. */
  readonly sets: number;
  readonly ways: number;
  /** A power of two, 4 to 4096. */
  readonly lineBytes: number;
}

/** For whole numbers below 2^32. */
export function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 2 ** 32 && (value & (value - 1)) >>> 0 === 0;
}

/** Of a power of two. */
export function exponentOf(powerOfTwo: number): number {
  return 31 - Math.clz32(powerOfTwo);
}

/** More than any real cache; keeps slot numbers small integers. */
export const MAX_SLOTS = 1 << 24;

/**
 * @param smallestLine 4, a word; less where no data is carried.
 * @returns what is wrong with a geometry, as a sentence for the person who gave it; undefined when it is possible.
 */
export function geometryProblem(
  { sets, ways, lineBytes }: CacheGeometry,
  smallestLine = 4,
): string | undefined {
  if (!isPowerOfTwo(sets)) return `the number of sets must be a power of two (1, 2, 4 ...), got ${sets}`;
  if (!Number.isInteger(ways) || ways < 1)
    return `the number of ways must be a whole number from 1, got ${ways}`;
  if (!isPowerOfTwo(lineBytes) || lineBytes < smallestLine || lineBytes > 4096)
    return `the line size must be a power of two from ${smallestLine} to 4096 bytes, got ${lineBytes}`;
  if (sets * ways > MAX_SLOTS) return `sets times ways must be at most ${MAX_SLOTS}, got ${sets * ways}`;
  return undefined;
}

/** The tag of a free slot: neither a line number (below 2^30) nor the mark `~line` of an invalidated one. */
const FREE = -(2 ** 31);

export type CacheArrayState = {
  readonly clock: number;
  readonly tags: readonly number[];
  readonly states: readonly number[];
  readonly stamps: readonly number[];
  readonly data: readonly number[];
};

export class CacheArray {
  readonly tags: Int32Array;
  readonly states: Uint8Array;
  readonly stamps: Float64Array;
  readonly data: Int32Array;
  /** Number of the last use. */
  clock = 0;
  readonly ways: number;
  private readonly setMask: number;

  /** @param lineWords words held of each line; 0 for a cache of tags only. */
  constructor(
    readonly geometry: CacheGeometry,
    readonly lineWords: number,
  ) {
    const problem = geometryProblem(geometry);
    if (problem !== undefined) throw new RangeError(`CacheArray: ${problem}`);
    const slots = geometry.sets * geometry.ways;
    this.ways = geometry.ways;
    this.setMask = geometry.sets - 1;
    this.tags = new Int32Array(slots).fill(FREE);
    this.states = new Uint8Array(slots);
    this.stamps = new Float64Array(slots);
    this.data = new Int32Array(slots * lineWords);
  }

  /** @returns the slot of a valid line, or -1. */
  find(line: number): number {
    const ways = this.ways;
    const first = (line & this.setMask) * ways;
    const tags = this.tags;
    for (let slot = first; slot < first + ways; slot++) if (tags[slot] === line) return slot;
    return -1;
  }

  touch(slot: number): void {
    this.stamps[slot] = ++this.clock;
  }

  /** The slot that `line` would take: a free one, or else the least recently used of its set. */
  victim(line: number): number {
    const ways = this.ways;
    const first = (line & this.setMask) * ways;
    let oldest = first;
    let oldestStamp = Number.POSITIVE_INFINITY;
    for (let slot = first; slot < first + ways; slot++) {
      if (this.states[slot] === 0) return slot;
      const stamp = this.stamps[slot];
      if (stamp < oldestStamp) {
        oldestStamp = stamp;
        oldest = slot;
      }
    }
    return oldest;
  }

  place(slot: number, line: number, state: number): void {
    this.tags[slot] = line;
    this.states[slot] = state;
    this.stamps[slot] = ++this.clock;
  }

  /** Frees the slot. @param byOther whether the line went because of another core. */
  drop(slot: number, byOther: boolean): void {
    this.tags[slot] = byOther ? ~this.tags[slot] : FREE;
    this.states[slot] = 0;
  }

  /** Whether `line` was here and was invalidated by another core, its place not used again. */
  wasInvalidated(line: number): boolean {
    const first = (line & this.setMask) * this.ways;
    for (let slot = first; slot < first + this.ways; slot++) if (this.tags[slot] === ~line) return true;
    return false;
  }

  save(): CacheArrayState {
    return {
      clock: this.clock,
      tags: Array.from(this.tags),
      states: Array.from(this.states),
      stamps: Array.from(this.stamps),
      data: Array.from(this.data),
    };
  }

  restore(state: CacheArrayState): void {
    this.clock = state.clock;
    this.tags.set(state.tags);
    this.states.set(state.states);
    this.stamps.set(state.stamps);
    this.data.set(state.data);
  }
}
