/**
 * A schedule as text that can be stored, sent and replayed: who takes each step.
 *
 *      2t-tso:0x3,1x2,f0,1        two threads, store buffers: thread 0 three steps, thread 1 two,
 *                                 thread 0's buffer writes its oldest store to memory, thread 1 one step
 *
 * A process is a thread (0 to threads - 1) or a store buffer (threads + the thread's number).
 */
import type { MemoryModel } from './scenario';

export interface Schedule {
  readonly threads: number;
  readonly model: MemoryModel;
  /** One process a step. */
  readonly processes: readonly number[];
}

export function formatSchedule({ threads, model, processes }: Schedule): string {
  const runs: string[] = [];
  for (let from = 0; from < processes.length; ) {
    let to = from;
    while (to < processes.length && processes[to] === processes[from]) to++;
    const name = processes[from] < threads ? `${processes[from]}` : `f${processes[from] - threads}`;
    runs.push(to - from === 1 ? name : `${name}x${to - from}`);
    from = to;
  }
  return `${threads}t-${model}:${runs.join(',')}`;
}

/** @throws when the text is not a schedule. */
export function parseSchedule(text: string): Schedule {
  const head = /^(\d+)t-(sc|tso):(.*)$/.exec(text);
  if (head === null) throw new Error(`Not a schedule: "${text}". A schedule looks like 2t-sc:0x3,1x2`);
  const threads = Number(head[1]);
  const processes: number[] = [];
  for (const run of head[3] === '' ? [] : head[3].split(',')) {
    const part = /^(f?)(\d+)(?:x(\d+))?$/.exec(run);
    if (part === null || Number(part[2]) >= threads)
      throw new Error(`Not a schedule: "${text}" (at "${run}"). A run looks like 0x3, 1 or f0`);
    const process = Number(part[2]) + (part[1] === 'f' ? threads : 0);
    for (let count = Number(part[3] ?? 1); count > 0; count--) processes.push(process);
  }
  return { threads, model: head[2] as MemoryModel, processes };
}

/** How often the running thread changes; steps of store buffers do not count. */
export function contextSwitches({ threads, processes }: Schedule): number {
  let switches = 0;
  let running = -1;
  for (const process of processes) {
    if (process >= threads) continue;
    if (running !== -1 && process !== running) switches++;
    running = process;
  }
  return switches;
}
