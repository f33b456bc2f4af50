/**
 * The reservations of load-reserved and store-conditional: one line a hardware thread. A write of another thread
 * to the line ends it; so does the thread's own store-conditional. An eviction does not.
 * Source: RISC-V unprivileged manual, "Zalrsc".
 */
const NOTHING = -1;

export class Reservations {
  private readonly lines: Int32Array;
  private count = 0;

  constructor(threads: number) {
    this.lines = new Int32Array(threads).fill(NOTHING);
  }

  reserve(thread: number, line: number): void {
    if (this.lines[thread] === NOTHING) this.count++;
    this.lines[thread] = line;
  }

  holds(thread: number, line: number): boolean {
    return this.lines[thread] === line;
  }

  clear(thread: number): void {
    if (this.lines[thread] === NOTHING) return;
    this.lines[thread] = NOTHING;
    this.count--;
  }

  /** `writer` writes to `line`. */
  written(writer: number, line: number): void {
    if (this.count === 0) return;
    for (let thread = 0; thread < this.lines.length; thread++)
      if (thread !== writer && this.lines[thread] === line) this.clear(thread);
  }

  save(): number[] {
    return Array.from(this.lines);
  }

  restore(lines: readonly number[]): void {
    this.lines.set(lines);
    this.count = lines.filter((line) => line !== NOTHING).length;
  }
}
