/**
 * Feedback queues by the rules of Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8, as its homework has them
 * (from one instant at which something can happen to the next):
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

/** A job runs from one instant to another, always from the same queue. */
export interface FeedbackStretch {
  readonly job: number;
  readonly priority: number;
  readonly from: number;
  to: number;
}

interface JobState extends FeedbackJob {
  /** Index of its queue, 0 = highest. */
  level: number;
  ticksLeft: number;
  quantaLeft: number;
  timeLeft: number;
}

/** @returns who runs in which units of time, until all are over; undefined when that takes more than `most` units. */
export function runFeedbackQueues(
  jobs: readonly FeedbackJob[],
  rules: FeedbackRules,
  most: number,
): readonly FeedbackStretch[] | undefined {
  const { quanta, allotments, boost, ioTime, stay, bump } = rules;
  const queues: number[][] = quanta.map(() => []);
  const stretches: FeedbackStretch[] = [];
  let stretch: FeedbackStretch = { job: -1, priority: -1, from: 0, to: 0 };
  const begin = (state: JobState, level: number): void => {
    state.level = level;
    state.ticksLeft = quanta[level];
    state.quantaLeft = allotments[level];
  };
  const states = jobs.map(
    (job): JobState => ({
      ...job,
      ...{ level: 0, ticksLeft: quanta[0], quantaLeft: allotments[0], timeLeft: job.length },
    }),
  );
  const arrivals = [...jobs.keys()].sort((a, b) => jobs[a].start - jobs[b].start || a - b);
  let arrived = 0;
  /** Who issued I/O, and when it is done: as long as I/O takes, in order. */
  const returning: { readonly job: number; readonly time: number }[] = [];
  /** Until then nobody comes. */
  const nextComer = (now: number): number =>
    Math.min(
      arrived < jobs.length ? jobs[arrivals[arrived]].start : Number.POSITIVE_INFINITY,
      returning.length > 0 ? returning[0].time : Number.POSITIVE_INFINITY,
      boost > 0 ? (Math.floor(now / boost) + 1) * boost : Number.POSITIVE_INFINITY,
    );
  let unfinished = jobs.length;
  let now = 0;
  while (unfinished > 0 && now < most) {
    if (boost > 0 && now > 0 && now % boost === 0) {
      // The homework empties the lowest queue first.
      for (const queue of queues.slice(1).toReversed()) queues[0].push(...queue.splice(0));
      for (const state of states) if (state.timeLeft > 0) begin(state, 0);
    }
    while (arrived < jobs.length && jobs[arrivals[arrived]].start === now)
      queues[states[arrivals[arrived]].level].push(arrivals[arrived++]);
    while (returning.length > 0 && returning[0].time === now) {
      const { job } = returning.shift() as { job: number };
      const queue = queues[states[job].level];
      if (bump) queue.unshift(job);
      else queue.push(job);
    }
    let level = 0;
    while (level < queues.length && queues[level].length === 0) level++;
    if (level === queues.length) {
      now = nextComer(now);
      continue;
    }
    const queue = queues[level];
    const job = queue[0];
    const state = states[job];
    const priority = quanta.length - 1 - level;
    const untilIssue =
      state.every > 0 ? state.every - ((state.length - state.timeLeft) % state.every) : state.timeLeft;
    const units = Math.min(state.timeLeft, state.ticksLeft, untilIssue, nextComer(now) - now);
    if (stretch.job === job && stretch.priority === priority && stretch.to === now) stretch.to += units;
    else {
      stretch = { job, priority, from: now, to: now + units };
      stretches.push(stretch);
    }
    now += units;
    state.timeLeft -= units;
    state.ticksLeft -= units;
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
      returning.push({ job, time: now + ioTime });
      if (stay) begin(state, level);
    }
    if (!ranOut) continue;
    if (!issues) queue.shift();
    state.quantaLeft--;
    if (state.quantaLeft === 0) begin(state, Math.min(level + 1, quanta.length - 1));
    else state.ticksLeft = quanta[level];
    if (!issues) queues[state.level].push(job);
  }
  return unfinished > 0 || now > most ? undefined : stretches;
}
