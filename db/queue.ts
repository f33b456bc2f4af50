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

export const REPLAY_TASK = 'replay';

/** Payload of a `replay` job: a case of a graded submission that somebody wants to see again. */
export interface ReplayJob {
  readonly submissionId: string;
  readonly caseName: string;
}

/** What is done for authors, and for whoever tries a solution of theirs: package-runs.ts. Payload of both. */
export interface PackageJob {
  readonly runId: string;
}
/** Seconds or minutes of work: done beside what students wait for, and never instead of it. */
export const CHECK_TASK = 'check';
/** Hundredths of a second, like a grading. */
export const TRIAL_TASK = 'trial';

/**
 * Lower goes first. What students wait for comes before what staff asks for, and among students whoever handed in
 * least lately: a live job's priority is the number of submissions that its student made in the last
 * RECENT_MINUTES, this one aside. So however many one person hands in, the next person's first waits for no more than
 * what the workers have in hand; equals go in the order of arrival. Anybody can make accounts: whoever is in no course
 * has OUTSIDER_PRIORITY more and so comes behind all who are in one, however many accounts somebody makes.
 */
export const RECENT_MINUTES = 10;
export const MOST_LIVE_PRIORITY = 900;
export const OUTSIDER_PRIORITY = 450;
export const REGRADE_PRIORITY = 1_000;

/**
 * Of what somebody only looks at: after live gradings, before regrades. Half of what he asked for lately
 * (case-replays.ts) is added, so that who asks for much waits behind who asks for little.
 */
export const LEAST_REPLAY_PRIORITY = 950;
export const MOST_REPLAY_PRIORITY = 999;

/** Of a trial: somebody looks at the screen, and nothing is stored of it. More of whoever asked for many lately, as of replays; so of checks. */
export const TRIAL_PRIORITY = 940;
export const MOST_TRIAL_PRIORITY = 949;

/** A submission that our own failures hit this often is stored as "not graded". */
export const MAXIMUM_FAILURES = 5;

/** Before the next try after the n-th failure: 1, 2, 4, 8 s. */
export function retryDelaySeconds(failures: number): number {
  return 2 ** (failures - 1);
}

/** A submission with which in hand this many workers died is given up: "limit". One death may be a coincidence. */
export const MAXIMUM_DEATHS = 2;

/** Before a submission is looked at again whose holders may be dead or only late. */
export const SUSPICION_RETRY_SECONDS = 5;

/** How often a job may be taken at all, whatever the reason that nobody finished it. Then: "not graded". */
export const MAXIMUM_ATTEMPTS = 25;

export const NOTIFICATION_CHANNEL = 'submission';

/** Names the job among the queue's, so that a submission has at most one waiting. */
export function jobKey(job: GradeJob): string {
  return `${job.regrade === true ? 'regrade' : 'grade'}:${job.submissionId}`;
}
