/**
 * Feedback queues by the rules of Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8, unit by unit, as its
 * homework has them:
 *
 *      1, 2     the first job of the highest queue that has one runs; those of one queue take turns by its quantum
 *      3        a new job comes to the end of the highest queue
 *      4        after `allotment` quanta in a queue, whether in one piece or not, a job moves one down
 *      5        every `boost` units all jobs move to the highest queue and begin anew
 *
 * A job that issues I/O leaves its queue, keeps what it has left of its quantum, and comes back to the end; with `bump` to
 * the front; with `stay` it begins anew in its queue (rules 4a and 4b, which can be gamed). At one instant first comes the
 * boost, then whoever returns or arrives in the order in which that was decided, arrivals first, then the choice. The last
 * unit of a job issues no I/O.
 *
 * Deviation from the homework: a boost gives back the whole quantum and the whole allotment, as rule 5 says.
 * Priorities are those of the homework: the highest number is the highest queue.
 */
export interface FeedbackJob {
  readonly start: number;
  readonly length: number;
  /** I/O after so many units of computing; 0: never. */
  readonly every: number;
}

export interface FeedbackRules {
  /** By queue, the highest first. */
  readonly quanta: readonly number[];
  /** Quanta in each queue before a job moves down, the highest first. */
  readonly allotments: readonly number[];
  /** 0: never. */
  readonly boost: number;
  readonly ioTime: number;
  readonly stay: boolean;
  readonly bump: boolean;
}

export interface FeedbackUnit {
  /** -1: nobody can run. */
  readonly job: number;
  readonly priority: number;
}

interface JobState extends FeedbackJob {
  /** Index of its queue, 0 = highest. */
  level: number;
  ticksLeft: number;
  quantaLeft: number;
  timeLeft: number;
}

/** @returns who runs in each unit of time, until all are over; undefined when that takes more than `most` units. */
export function runFeedbackQueues(
  jobs: readonly FeedbackJob[],
  rules: FeedbackRules,
  most: number,
): readonly FeedbackUnit[] | undefined {
  const { quanta, allotments, boost, ioTime, stay, bump } = rules;
  const queues: number[][] = quanta.map(() => []);
  const units: FeedbackUnit[] = [];
  /** By time: who comes then, and whether from I/O. */
  const coming = new Map<number, { readonly job: number; readonly returns: boolean }[]>();
  const come = (time: number, job: number, returns: boolean): void => {
    coming.set(time, [...(coming.get(time) ?? []), { job, returns }]);
  };
  const begin = (state: JobState, level: number): void => {
    state.level = level;
    state.ticksLeft = quanta[level];
    state.quantaLeft = allotments[level];
  };
  const states = jobs.map((job, index): JobState => {
    come(job.start, index, false);
    return { ...job, level: 0, ticksLeft: quanta[0], quantaLeft: allotments[0], timeLeft: job.length };
  });
  let unfinished = jobs.length;
  for (let now = 0; unfinished > 0; now++) {
    if (now === most) return undefined;
    if (boost > 0 && now > 0 && now % boost === 0) {
      // The homework empties the lowest queue first.
      for (const queue of queues.slice(1).toReversed()) queues[0].push(...queue.splice(0));
      for (const state of states) if (state.timeLeft > 0) begin(state, 0);
    }
    for (const { job, returns } of coming.get(now) ?? []) {
      const queue = queues[states[job].level];
      if (returns && bump) queue.unshift(job);
      else queue.push(job);
    }
    const level = queues.findIndex((queue) => queue.length > 0);
    if (level < 0) {
      units.push({ job: -1, priority: -1 });
      continue;
    }
    const queue = queues[level];
    const job = queue[0];
    const state = states[job];
    units.push({ job, priority: quanta.length - 1 - level });
    state.timeLeft--;
    state.ticksLeft--;
    if (state.timeLeft === 0) {
      queue.shift();
      unfinished--;
      continue;
    }
    const issues = state.every > 0 && (state.length - state.timeLeft) % state.every === 0;
    // Whoever issues I/O with the last unit of its quantum has used it up all the same.
    const ranOut = state.ticksLeft === 0;
    if (issues) {
      queue.shift();
      come(now + 1 + ioTime, job, true);
      if (stay) begin(state, level);
    }
    if (!ranOut) continue;
    if (!issues) queue.shift();
    state.quantaLeft--;
    if (state.quantaLeft === 0) begin(state, Math.min(level + 1, quanta.length - 1));
    else state.ticksLeft = quanta[level];
    if (!issues) queues[state.level].push(job);
  }
  return units;
}
