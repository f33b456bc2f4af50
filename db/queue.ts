/**
 * What all sides must agree on about the job queue (graphile-worker): names, priorities and how often
 * a job is tried.
 */
export const GRADE_TASK = 'grade';

/** Payload of a `grade` job. */
export interface GradeJob {
  readonly submissionId: string;
  /** Adds a grading that does not count until it is accepted. */
  readonly regrade?: boolean;
}

/** Lower goes first: what a student waits for goes before what staff asks for. */
export const PRIORITY = { live: 0, regrade: 10 } as const;

/** A submission that our own failures hit this often is stored as "not graded". */
export const MAXIMUM_FAILURES = 5;

/** Before the next try after the n-th failure: 1, 2, 4, 8 s. */
export function retryDelaySeconds(failures: number): number {
  return 2 ** (failures - 1);
}

/** How often a job may be taken at all: a worker that dies with it in hand uses one up. Then: "not graded". */
export const MAXIMUM_ATTEMPTS = 25;

export const NOTIFICATION_CHANNEL = 'submission';

/** Names the job among the queue's, so that a submission has at most one waiting. */
export function jobKey(job: GradeJob): string {
  return `${job.regrade === true ? 'regrade' : 'grade'}:${job.submissionId}`;
}
