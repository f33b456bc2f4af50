/**
 * How much one person may ask for, so that nobody's haste or script costs the others: so many within so many
 * minutes, counted from the first use on. Atomic: of any number of requests at once, no more than allowed get through.
 */
import { and, eq, sql } from 'drizzle-orm';

import { database } from './client';
import { submission, usage } from './schema';

export interface Allowance {
  readonly count: number;
  readonly minutes: number;
}

/** Generous for people, with all exercises and questions together; the second one of submissions bounds a whole day's scripts. */
export const ALLOWANCES = {
  submission: [
    { count: 20, minutes: 10 },
    { count: 60, minutes: 60 },
  ],
  /** Cases of graded submissions run again, to be looked at: each costs a worker some hundredths of a second, or seconds. */
  replay: [
    { count: 60, minutes: 10 },
    { count: 150, minutes: 60 },
  ],
  /** Runs that are there already, a megabyte or two each, and cases that are not. */
  'replay read': [{ count: 300, minutes: 10 }],
  /** Saved as one types, at most every second or so. */
  draft: [{ count: 150, minutes: 1 }],
  setting: [{ count: 100, minutes: 10 }],
  attempt: [{ count: 40, minutes: 10 }],
  /** An attempt that is open already, as a reload does. */
  'attempt opened': [{ count: 120, minutes: 10 }],
  answer: [{ count: 60, minutes: 10 }],
  /** Ranks in all of one's courses, after each submission with a full score. */
  standing: [{ count: 60, minutes: 10 }],
  course: [{ count: 20, minutes: 60 }],
  package: [{ count: 30, minutes: 60 }],
  /** Files saved as one types, imports, comments. */
  'package change': [{ count: 200, minutes: 1 }],
  /** Texts and variants that the site renders as somebody writes them: tenths of a second each. */
  preview: [{ count: 100, minutes: 1 }],
  /** Kept for good, a megabyte each at most: drafts kept or restored, archives brought in. Checks keep theirs. */
  'package version': [{ count: 60, minutes: 60 }],
  /** Seconds to minutes of a grader each. */
  check: [
    { count: 20, minutes: 10 },
    { count: 60, minutes: 60 },
  ],
  /** A solution tried against a package that nothing is stored of. */
  'package trial': [
    { count: 60, minutes: 10 },
    { count: 200, minutes: 60 },
  ],
  /** Roles of a whole class, one after the other. */
  'course change': [{ count: 200, minutes: 10 }],
  /** Codes tried, also by opening a link: of 2^50. */
  join: [{ count: 30, minutes: 10 }],
  /** Passwords given by somebody who is signed in: to change it, to delete the account. */
  password: [{ count: 10, minutes: 10 }],
  /** Of all browsers at once. */
  'sign out': [{ count: 20, minutes: 10 }],
  /** Mails to one address with a link that sets a new password. */
  reset: [{ count: 3, minutes: 60 }],
} as const satisfies Readonly<Record<string, readonly Allowance[]>>;

export type LimitedAction = keyof typeof ALLOWANCES;

/** Waiting at the same time, of all exercises; of one exercise a newer submission supersedes the one that waits. */
export const MAXIMUM_WAITING = 5;

export interface Exceeded extends Allowance {
  /** When the next one is taken. */
  readonly nextAt: Date;
}

/** Uses up one of what the person may. @returns null, or the allowance that is used up. */
export async function takeAllowance(userId: string, action: LimitedAction): Promise<Exceeded | null> {
  for (const { count, minutes } of ALLOWANCES[action]) {
    const window = sql`make_interval(mins => ${minutes})`;
    const isOver = sql`${usage.since} <= clock_timestamp() - ${window}`;
    const [row] = await database()
      .insert(usage)
      .values({ userId, allowance: `${action}/${minutes}`, used: 1 })
      .onConflictDoUpdate({
        target: [usage.userId, usage.allowance],
        set: {
          used: sql`case when ${isOver} then 1 else least(${usage.used} + 1, ${count + 1}) end`,
          since: sql`case when ${isOver} then clock_timestamp() else ${usage.since} end`,
        },
      })
      .returning({ used: usage.used, since: usage.since });
    if (row.used > count) return { count, minutes, nextAt: new Date(row.since.getTime() + minutes * 60_000) };
  }
  return null;
}

/** How many the person used of the first of an action's allowances, in the time that it counts. */
export async function usedLately(userId: string, action: LimitedAction): Promise<number> {
  const [{ minutes }] = ALLOWANCES[action];
  const [row] = await database()
    .select({ used: usage.used })
    .from(usage)
    .where(
      and(
        eq(usage.userId, userId),
        eq(usage.allowance, `${action}/${minutes}`),
        sql`${usage.since} > clock_timestamp() - make_interval(mins => ${minutes})`,
      ),
    );
  return row?.used ?? 0;
}

/** How many submissions of a person wait, of other exercises than this one. */
export async function waitingElsewhere(userId: string, exercise: string): Promise<number> {
  return database().$count(
    submission,
    and(
      eq(submission.userId, userId),
      eq(submission.state, 'queued'),
      sql`${submission.exercise} <> ${exercise}`,
    ),
  );
}
