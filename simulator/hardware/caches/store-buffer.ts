/**
 * The store buffer of one hardware thread: stores wait here, in order, before the caches see them.
 *
 * With it the machine is TSO (total store order, as x86 and SPARC): a thread sees its own stores at once, the
 * others later, all in the same order; a load may overtake an earlier store to another address. The entries are
 * words with a mask of the bits that are written. Source: Sewell and others, "x86-TSO", CACM 53(7), 2010.
 */
export type StoreBufferState = {
  readonly addresses: readonly number[];
  readonly values: readonly number[];
  readonly masks: readonly number[];
  readonly dueCycles: readonly number[];
  readonly lastCycle: number;
};

export class StoreBuffer {
  /** When the last drained store completed: the next one cannot start earlier. */
  lastCycle = 0;
  length = 0;
  private head = 0;
  private readonly addresses: Int32Array;
  private readonly values: Int32Array;
  private readonly masks: Int32Array;
  private readonly dueCycles: Float64Array;

  /** @param capacity entries, at least 1. */
  constructor(readonly capacity: number) {
    this.addresses = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.masks = new Int32Array(capacity);
    this.dueCycles = new Float64Array(capacity);
  }

  get isFull(): boolean {
    return this.length === this.capacity;
  }

  /** The oldest entry. */
  get address(): number {
    return this.addresses[this.head];
  }

  get value(): number {
    return this.values[this.head];
  }

  get mask(): number {
    return this.masks[this.head];
  }

  /** When the oldest entry may start to drain; Infinity when there is none. */
  get dueCycle(): number {
    if (this.length === 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.dueCycles[this.head], this.lastCycle);
  }

  /** @param address of a word. @param mask the bits of `value` that are written. */
  push(address: number, value: number, mask: number, dueCycle: number): void {
    const at = (this.head + this.length++) % this.capacity;
    this.addresses[at] = address;
    this.values[at] = value;
    this.masks[at] = mask;
    this.dueCycles[at] = dueCycle;
  }

  removeOldest(): void {
    this.head = (this.head + 1) % this.capacity;
    this.length--;
  }

  /** The bits of the word at `address` that the buffer knows. */
  knownMask(address: number): number {
    let known = 0;
    for (let i = 0; i < this.length; i++) {
      const at = (this.head + i) % this.capacity;
      if (this.addresses[at] === (address | 0)) known |= this.masks[at];
    }
    return known;
  }

  /** `word` with the buffered stores to `address` applied, oldest first. */
  apply(address: number, word: number): number {
    let result = word;
    for (let i = 0; i < this.length; i++) {
      const at = (this.head + i) % this.capacity;
      if (this.addresses[at] !== (address | 0)) continue;
      const mask = this.masks[at];
      result = (result & ~mask) | (this.values[at] & mask);
    }
    return result;
  }

  save(): StoreBufferState {
    const order = Array.from({ length: this.length }, (_, i) => (this.head + i) % this.capacity);
    return {
      addresses: order.map((at) => this.addresses[at]),
      values: order.map((at) => this.values[at]),
      masks: order.map((at) => this.masks[at]),
      dueCycles: order.map((at) => this.dueCycles[at]),
      lastCycle: this.lastCycle,
    };
  }

  restore(state: StoreBufferState): void {
    this.head = 0;
    this.length = 0;
    this.lastCycle = state.lastCycle;
    state.addresses.forEach((address, i) => {
      this.push(address, state.values[i], state.masks[i], state.dueCycles[i]);
    });
  }
}
