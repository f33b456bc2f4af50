/**
 * Ends what runs too long, by the processor time that it used: on a busy host an honest submission waits for the
 * processor, and that is not its fault. Where the system does not tell processor time (no /proc), the clock alone
 * decides.
 *
 *      fires when   processor time since start >= limit
 *              or   clock >= WAITING_FACTOR x limit     (it waits for something: nothing that it does takes that long)
 */
import { readFileSync } from 'node:fs';

/** How much longer than its limit a process may take on the clock of a busy host. */
export const WAITING_FACTOR = 8;

/** Linux counts in hundredths of a second on every platform that Node runs on (USER_HZ). */
const TICK_MS = 10;
const SHORTEST_WAIT_MS = 100;

/** Places of utime and stime behind the command's name in /proc/<pid>/stat (proc(5)). */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** @returns processor time of a process and all that it started, in ms; undefined where nothing tells. */
export function processorTimeMs(processId: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    let total = (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * TICK_MS;
    const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'latin1').trim();
    for (const child of children === '' ? [] : children.split(' '))
      total += processorTimeMs(Number(child)) ?? 0;
    return total;
  } catch {
    // No /proc, or the process has just ended: then its end is what counts.
    return undefined;
  }
}

export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private startedMs = 0;
  private processorAtStartMs: number | undefined;

  constructor(
    private readonly processId: number,
    private readonly limitMs: number,
    private readonly onFire: () => void,
  ) {}

  /** Starts, or starts anew. @param processorAtStartMs where that is known. */
  start(processorAtStartMs = processorTimeMs(this.processId)): void {
    this.stop();
    this.startedMs = performance.now();
    this.processorAtStartMs = processorAtStartMs;
    this.wait(this.limitMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private wait(ms: number): void {
    this.timer = setTimeout(() => this.look(), Math.max(ms, SHORTEST_WAIT_MS));
  }

  private look(): void {
    const now = processorTimeMs(this.processId);
    const used =
      now === undefined || this.processorAtStartMs === undefined
        ? this.limitMs
        : now - this.processorAtStartMs;
    const waited = performance.now() - this.startedMs;
    if (used >= this.limitMs || waited >= this.limitMs * WAITING_FACTOR) this.onFire();
    else this.wait(this.limitMs - used);
  }
}
