/**
 * A 64-bit counter that software can write and stop, over a source that only grows.
 *
 * The counter remembers what it held when it was last touched and where the source stood then, so that counting
 * costs nothing per event. Sources are integers below 2^53.
 */
const WORD = 0x1_0000_0000;

export class PerformanceCounter {
  private low = 0;
  private high = 0;
  private mark = 0;
  private running = true;

  /** @param source where the counted thing stands now. */
  readLow(source: number): number {
    return (this.low + this.elapsed(source)) | 0;
  }

  readHigh(source: number): number {
    return (this.high + Math.floor((this.low + this.elapsed(source)) / WORD)) | 0;
  }

  /** @param uncounted how far the source will still move for the instruction that writes: not counted. */
  writeLow(source: number, value: number, uncounted = 0): void {
    this.settle(source);
    this.low = value >>> 0;
    this.mark += uncounted;
  }

  writeHigh(source: number, value: number, uncounted = 0): void {
    this.settle(source);
    this.high = value >>> 0;
    this.mark += uncounted;
  }

  setRunning(source: number, running: boolean): void {
    this.settle(source);
    this.running = running;
  }

  save(): number[] {
    return [this.low, this.high, this.mark, this.running ? 1 : 0];
  }

  restore([low, high, mark, running]: readonly number[]): void {
    this.low = low;
    this.high = high;
    this.mark = mark;
    this.running = running === 1;
  }

  private elapsed(source: number): number {
    return this.running ? source - this.mark : 0;
  }

  /** Moves what was counted into low and high. */
  private settle(source: number): void {
    const total = this.low + this.elapsed(source);
    this.low = total % WORD;
    this.high = (this.high + Math.floor(total / WORD)) >>> 0;
    this.mark = source;
  }
}
