/**
 * A value that changes along a run: what it was at any event, and its stretches, without storing it per event.
 * Pictures ask it for the moment they show, in O(log changes); `set` must be called in the order of the events.
 */
export interface Stretch<T> {
  /** First event (or cycle) with this value. */
  readonly from: number;
  /** First one after it; Infinity for the value that stays. */
  readonly to: number;
  readonly value: T;
}

export class History<T> {
  private readonly positions: number[] = [];
  private readonly values: T[] = [];

  get changes(): number {
    return this.positions.length;
  }

  /** From `position` on it is `value`. Positions never decrease; the last value at one position counts. */
  set(position: number, value: T): void {
    const last = this.positions.length - 1;
    const lastPosition = this.positions[last];
    if (lastPosition !== undefined && position < lastPosition)
      throw new RangeError(`History: position ${position} after ${lastPosition}`);
    if (lastPosition === position) {
      this.values[last] = value;
      return;
    }
    if (last >= 0 && this.values[last] === value) return;
    this.positions.push(position);
    this.values.push(value);
  }

  /** The value at `position`; undefined before the first. */
  at(position: number): T | undefined {
    const change = this.lastChange(position);
    return change < 0 ? undefined : this.values[change];
  }

  /** Where the value that holds at `position` began; -1 before the first. */
  since(position: number): number {
    const change = this.lastChange(position);
    return change < 0 ? -1 : this.positions[change];
  }

  /** The stretches that meet [from, to). */
  stretches(from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): Stretch<T>[] {
    const result: Stretch<T>[] = [];
    for (let i = Math.max(0, this.lastChange(from)); i < this.positions.length; i++) {
      const start = this.positions[i];
      if (start >= to) break;
      result.push({
        from: start,
        to: this.positions[i + 1] ?? Number.POSITIVE_INFINITY,
        value: this.values[i],
      });
    }
    return result;
  }

  private lastChange(position: number): number {
    return countUntil(this.positions.length, (at) => this.positions[at] > position) - 1;
  }
}

/** How many places of `length` come before the first that is `beyond`, as all behind it are. */
export function countUntil(length: number, beyond: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The history kept under `key`, made when there is none yet. */
export function historyOf<K, T>(histories: Map<K, History<T>>, key: K): History<T> {
  let history = histories.get(key);
  if (history === undefined) {
    history = new History();
    histories.set(key, history);
  }
  return history;
}
