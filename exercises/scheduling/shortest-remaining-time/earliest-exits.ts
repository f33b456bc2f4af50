/**
 * The most that any order can do on one core where only computing takes time: when the first, the second ... of the
 * threads can be over at the earliest. Who has the least left always runs; at no time are more threads over under another
 * order, so the mean turnaround is the least possible too.
 * Source: Schrage, A Proof of the Optimality of the Shortest Remaining Processing Time Discipline, Operations Research 16
 * (1968).
 */
export interface Job {
  readonly arrival: number;
  readonly cycles: number;
}

export function earliestExits(jobs: readonly Job[]): readonly number[] {
  const left = jobs.map(({ cycles }) => cycles);
  const exits: number[] = [];
  let now = 0;
  while (exits.length < jobs.length) {
    let next: number | undefined;
    let arrives = Number.POSITIVE_INFINITY;
    jobs.forEach(({ arrival }, job) => {
      if (left[job] === 0) return;
      if (arrival > now) arrives = Math.min(arrives, arrival);
      else if (next === undefined || left[job] < left[next]) next = job;
    });
    if (next === undefined) {
      now = arrives;
      continue;
    }
    const runs = Math.min(left[next], arrives - now);
    now += runs;
    left[next] -= runs;
    if (left[next] === 0) exits.push(now);
  }
  return exits;
}
