/**
 * What happens when: events ordered by (cycle, sequence number).
 *
 * Events are numbers throughout, `(kind, a, b)`, so that scheduling one allocates nothing and the whole queue
 * can be saved. An event cannot be removed; what may become stale (a timer that was re-armed, say) carries a
 * generation number in `b`, and its receiver drops it when the generation has moved on.
 *
 *      queue.schedule(cycle, kind, a, b)      O(log n), binary heap over parallel arrays
 *      while (queue.advance()) { queue.cycle, queue.kind, queue.a, queue.b }
 */
export class EventQueue {
  /** Cycle of the event taken last; never decreases. */
  cycle = 0;
  kind = 0;
  a = 0;
  b = 0;
  private sequence = 0;
  private size = 0;
  private cycles = new Float64Array(64);
  private sequences = new Float64Array(64);
  private kinds = new Int32Array(64);
  private firsts = new Float64Array(64);
  private seconds = new Float64Array(64);

  get length(): number {
    return this.size;
  }

  /** Cycle of the next event, or Infinity when there is none. */
  get nextCycle(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.cycles[0];
  }

  /** @param cycle when; not before the current cycle. */
  schedule(cycle: number, kind: number, a = 0, b = 0): void {
    if (!(cycle >= this.cycle))
      throw new RangeError(`EventQueue: event ${kind} scheduled for cycle ${cycle}, but it is ${this.cycle}`);
    if (this.size === this.cycles.length) this.grow();
    const sequence = this.sequence++;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentCycle = this.cycles[parent];
      if (parentCycle <= cycle) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.put(hole, cycle, sequence, kind, a, b);
  }

  /** Takes the next event into `cycle`, `kind`, `a`, `b`. @returns false when there is none. */
  advance(): boolean {
    if (this.size === 0) return false;
    this.cycle = this.cycles[0];
    this.kind = this.kinds[0];
    this.a = this.firsts[0];
    this.b = this.seconds[0];
    const last = --this.size;
    if (last > 0) this.sink(last);
    return true;
  }

  clear(): void {
    this.size = 0;
  }

  /** Everything, as plain numbers: [cycle, sequence, kind, a, b, next sequence, (heap entries of 5 numbers)...]. */
  save(): number[] {
    const state = [this.cycle, this.kind, this.a, this.b, this.sequence];
    for (let i = 0; i < this.size; i++)
      state.push(this.cycles[i], this.sequences[i], this.kinds[i], this.firsts[i], this.seconds[i]);
    return state;
  }

  restore(state: readonly number[]): void {
    [this.cycle, this.kind, this.a, this.b, this.sequence] = state as [
      number,
      number,
      number,
      number,
      number,
    ];
    this.size = (state.length - 5) / 5;
    while (this.cycles.length < this.size) this.grow();
    for (let i = 0, at = 5; i < this.size; i++, at += 5)
      this.put(i, state[at], state[at + 1], state[at + 2], state[at + 3], state[at + 4]);
  }

  private sink(last: number): void {
    const cycle = this.cycles[last];
    const sequence = this.sequences[last];
    const kind = this.kinds[last];
    const a = this.firsts[last];
    const b = this.seconds[last];
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      if (child + 1 < last && this.before(child + 1, child)) child++;
      const childCycle = this.cycles[child];
      if (childCycle > cycle || (childCycle === cycle && this.sequences[child] > sequence)) break;
      this.move(child, hole);
      hole = child;
    }
    this.put(hole, cycle, sequence, kind, a, b);
  }

  private before(i: number, j: number): boolean {
    const ci = this.cycles[i];
    const cj = this.cycles[j];
    return ci < cj || (ci === cj && this.sequences[i] < this.sequences[j]);
  }

  private move(from: number, to: number): void {
    this.cycles[to] = this.cycles[from];
    this.sequences[to] = this.sequences[from];
    this.kinds[to] = this.kinds[from];
    this.firsts[to] = this.firsts[from];
    this.seconds[to] = this.seconds[from];
  }

  private put(at: number, cycle: number, sequence: number, kind: number, a: number, b: number): void {
    this.cycles[at] = cycle;
    this.sequences[at] = sequence;
    this.kinds[at] = kind;
    this.firsts[at] = a;
    this.seconds[at] = b;
  }

  private grow(): void {
    const capacity = this.cycles.length * 2;
    const widen = (from: Float64Array) => {
      const to = new Float64Array(capacity);
      to.set(from);
      return to;
    };
    this.cycles = widen(this.cycles);
    this.sequences = widen(this.sequences);
    this.firsts = widen(this.firsts);
    this.seconds = widen(this.seconds);
    const kinds = new Int32Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }
}
