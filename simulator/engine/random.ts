/**
 * The only source of chance in the simulator: a seeded generator of integers, passed as an argument.
 *
 * PCG-like quality is not needed; what is needed is the same sequence on every engine, cheap forks, and a
 * state that a snapshot can hold. The generator is sfc32 (C. Doty-Humphrey, PractRand), 128 bits of state,
 * integer operations only.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  /** @param seed any text or integer; equal seeds give equal sequences. */
  constructor(seed: string | number) {
    const text = String(seed);
    let a = 0x9e3779b9 | 0;
    let b = 0x243f6a88 | 0;
    let c = 0xb7e15162 | 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x85ebca6b);
      b = Math.imul(b ^ (a >>> 13) ^ unit, 0xc2b2ae35);
      c = (Math.imul(c, 0x27d4eb2f) + (b ^ unit)) | 0;
    }
    this.a = a;
    this.b = b;
    this.c = c;
    for (let i = 0; i < 16; i++) this.word();
  }

  /** A uniform integer in [0, 2^32). */
  word(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t >>> 0;
  }

  /** A uniform integer in [0, bound). @param bound 1 to 2^32. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0x1_0000_0000)
      throw new RangeError(`Random.below: bound must be an integer from 1 to 2^32, got ${bound}`);
    let word = this.word();
    // Of the last words some are drawn again. Only there is 2^32 divided, which takes longer than all the rest.
    if (word > 0x1_0000_0000 - bound) {
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
      while (word >= limit) word = this.word();
    }
    return bound > 0xffff_ffff ? word : (word >>> 0) % (bound >>> 0);
  }

  /** A uniform integer in [low, high], both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** true in `numerator` of `denominator` cases. */
  chance(numerator: number, denominator: number): boolean {
    return this.below(denominator) < numerator;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  /** A new array with the items in a uniformly random order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const result = items.slice();
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = result[i];
      result[i] = result[j];
      result[j] = kept;
    }
    return result;
  }

  /** A generator of its own for a part named `purpose`: what one part draws does not shift the others. */
  fork(purpose: string): Random {
    return new Random(`${this.word()}/${this.word()}/${purpose}`);
  }

  /** The state as four 32-bit integers, for snapshots. */
  save(): [number, number, number, number] {
    return [this.a, this.b, this.c, this.counter];
  }

  restore(state: readonly [number, number, number, number]): void {
    [this.a, this.b, this.c, this.counter] = state;
  }
}
