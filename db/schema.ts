/**
 * The tables. Names in the database are the snake_case forms of those below (`casing` in client.ts).
 *
 * What a student handed in is never deleted or changed: a submission's source is written once, and each grading
 * adds a row. What may change is where a submission stands in its life:
 *
 *      queued ──> running ──> graded | rejected | limit | not graded        (states of `submission`)
 *        │  ^         │
 *        │  └─────────┘  the worker died, or failed by our own fault and tries again; the second death is the
 *        │               submission's doing and ends as "limit"
 *        └──> superseded   the same student handed in a newer one while this one waited
 *
 * A submission has any number of gradings (regrades under newer versions); at most one of them counts, and its
 * score stands on the submission itself. Tables of graphile-worker live in a schema of their own.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

import { newPseudonym } from './pseudonym';

const uuid = () => crypto.randomUUID();
const moment = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });
/** Set by the database's clock, so that all processes agree. */
const momentOfInsert = () => moment().notNull().default(sql`clock_timestamp()`);

/** Longest source that is stored, in bytes of UTF-8. The site refuses longer ones before they come here. */
export const MAXIMUM_SOURCE_BYTES = 262_144;
export const SUBMISSION_STATES = [
  'queued',
  'running',
  'graded',
  'rejected',
  'limit',
  'not graded',
  'superseded',
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];
export const ROLES = ['student', 'assistant', 'instructor'] as const;
export type Role = (typeof ROLES)[number];
/** Of the whole site. Everybody else has none. What each may: app/rights.ts. */
export const SITE_ROLES = ['administrator', 'instructor'] as const;
export type SiteRole = (typeof SITE_ROLES)[number];
export const KEY_BINDINGS = ['default', 'vim'] as const;
export type KeyBindings = (typeof KEY_BINDINGS)[number];
export const ITEM_KINDS = ['exercise', 'question'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

const oneOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '));

// Accounts: the tables of better-auth, with its names.

export const user = pgTable('user', {
  id: text().primaryKey().$defaultFn(uuid),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: momentOfInsert(),
  updatedAt: momentOfInsert(),
  /** The name on leaderboards, until the student chooses to show the real one. */
  pseudonym: text().notNull().unique().$defaultFn(newPseudonym),
  showName: boolean().notNull().default(false),
  /** When its owner gave the account up: what is left of it has no name and no address (accounts.ts). */
  deletedAt: moment(),
});

export const session = pgTable(
  'session',
  {
    id: text().primaryKey(),
    expiresAt: moment().notNull(),
    token: text().notNull().unique(),
    createdAt: momentOfInsert(),
    updatedAt: momentOfInsert(),
    ipAddress: text(),
    userAgent: text(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
  },
  (table) => [index().on(table.userId)],
);

export const account = pgTable(
  'account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: moment(),
    refreshTokenExpiresAt: moment(),
    scope: text(),
    password: text(),
    createdAt: momentOfInsert(),
    updatedAt: momentOfInsert(),
  },
  (table) => [index().on(table.userId)],
);

export const verification = pgTable(
  'verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment().notNull(),
    createdAt: momentOfInsert(),
    updatedAt: momentOfInsert(),
  },
  (table) => [index().on(table.identifier)],
);

export const rateLimit = pgTable(
  'rate_limit',
  {
    id: text().primaryKey(),
    key: text().notNull().unique(),
    count: integer().notNull(),
    /** The first one that is counted, in milliseconds since 1970. */
    lastRequest: bigint({ mode: 'number' }).notNull(),
  },
  // Forgotten ones are looked for at each new address.
  (table) => [index().on(table.lastRequest)],
);

// Courses

/** Who may make courses, and name others who may. Nobody at first: `npx runqueue administrator`. */
export const siteRole = pgTable(
  'site_role',
  {
    userId: text()
      .primaryKey()
      .references(() => user.id),
    role: text({ enum: SITE_ROLES }).notNull(),
    createdAt: momentOfInsert(),
  },
  (table) => [check('site_role_role', sql`${table.role} in (${oneOf(SITE_ROLES)})`)],
);

export const course = pgTable('course', {
  id: text().primaryKey().$defaultFn(uuid),
  /** In addresses: `os-demo`. */
  slug: text().notNull().unique(),
  title: text().notNull(),
  /** When it is taught, as its staff writes it: `Autumn 2026`. May be empty. */
  term: text().notNull().default(''),
  /** Whoever has it may join as a student (join-code.ts). Null: nobody may. */
  joinCode: text().unique(),
  createdAt: momentOfInsert(),
});

export const enrolment = pgTable(
  'enrolment',
  {
    courseId: text()
      .notNull()
      .references(() => course.id),
    userId: text()
      .notNull()
      .references(() => user.id),
    role: text({ enum: ROLES }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.courseId, table.userId] }),
    index().on(table.userId),
    check('enrolment_role', sql`${table.role} in (${oneOf(ROLES)})`),
  ],
);

// Exercises: what students write, and what came of it. An exercise is named by its path, a version by its hash.

export const exerciseVersion = pgTable(
  'exercise_version',
  {
    exercise: text().notNull(),
    version: text().notNull(),
    maxScore: doublePrecision().notNull(),
    firstSeenAt: momentOfInsert(),
  },
  (table) => [primaryKey({ columns: [table.exercise, table.version] })],
);

export const draft = pgTable(
  'draft',
  {
    userId: text()
      .notNull()
      .references(() => user.id),
    /** What it is a draft of: an exercise by its path, or an open attempt at a question by its id. */
    item: text().notNull(),
    source: text().notNull(),
    /** Counts saves from 1. Who saves names the revision that he started from. */
    revision: integer().notNull(),
    updatedAt: momentOfInsert(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.item] }),
    check(
      'draft_source_size',
      sql`octet_length(${table.source}) <= ${sql.raw(String(MAXIMUM_SOURCE_BYTES))}`,
    ),
  ],
);

/** Where a grading stands: `done` of `total` cases, `case` names the one at hand. */
export interface StoredProgress {
  readonly case: string;
  readonly done: number;
  readonly total: number;
}

export const submission = pgTable(
  'submission',
  {
    id: text().primaryKey().$defaultFn(uuid),
    /** Order of arrival: decides places in the queue and what is newer. */
    sequence: bigserial({ mode: 'number' }).notNull().unique(),
    userId: text()
      .notNull()
      .references(() => user.id),
    exercise: text().notNull(),
    /** The version that the student saw. The grading names the one that judged. */
    version: text().notNull(),
    source: text().notNull(),
    state: text({ enum: SUBMISSION_STATES }).notNull().default('queued'),
    progress: jsonb().$type<StoredProgress>(),
    /** The worker that has it in hand, for a first grading or a regrade; null when nobody has. */
    workerId: text(),
    /** How often grading failed by our own fault. */
    failures: integer().notNull().default(0),
    /** The workers that took it in hand since and neither finished it nor put it back: lost, late, or at it. */
    holders: text().array().notNull().default([]),
    /** How many others the student had handed in shortly before: who had few goes first (queue.ts). */
    priority: integer().notNull().default(0),
    startedAt: moment(),
    gradedAt: moment(),
    /** Of the grading that counts. */
    score: doublePrecision(),
    maxScore: doublePrecision(),
    createdAt: momentOfInsert(),
  },
  (table) => [
    index().on(table.userId, table.exercise, table.sequence.desc()),
    index().on(table.userId, table.sequence.desc()),
    index().on(table.exercise, table.sequence.desc()),
    index('submission_waiting').on(table.sequence).where(sql`${table.state} in ('queued', 'running')`),
    check('submission_state', sql`${table.state} in (${oneOf(SUBMISSION_STATES)})`),
    check(
      'submission_source_size',
      sql`octet_length(${table.source}) <= ${sql.raw(String(MAXIMUM_SOURCE_BYTES))}`,
    ),
    check(
      'submission_score',
      sql`(${table.score} is null) = (${table.maxScore} is null) and (${table.score} is null or ${table.score} between 0 and ${table.maxScore})`,
    ),
  ],
);

export const grading = pgTable(
  'grading',
  {
    id: text().primaryKey().$defaultFn(uuid),
    submissionId: text()
      .notNull()
      .references(() => submission.id),
    exercise: text().notNull(),
    version: text().notNull(),
    graderVersion: text().notNull(),
    status: text({ enum: ['graded', 'rejected', 'limit', 'not graded'] }).notNull(),
    score: doublePrecision().notNull(),
    maxScore: doublePrecision().notNull(),
    /** Sum over the leaderboard cases, lower is better; only with a full score. */
    metric: doublePrecision(),
    /** grader/verdict.ts `Verdict`. `json`, not `jsonb`: kept to the letter, also with what jsonb refuses (NUL). */
    verdict: json().$type<unknown>().notNull(),
    counts: boolean().notNull(),
    createdAt: momentOfInsert(),
  },
  (table) => [
    uniqueIndex('grading_once')
      .on(table.submissionId, table.version, table.graderVersion)
      .where(sql`${table.status} <> 'not graded'`),
    uniqueIndex('grading_counts_once').on(table.submissionId).where(sql`${table.counts}`),
    foreignKey({
      columns: [table.exercise, table.version],
      foreignColumns: [exerciseVersion.exercise, exerciseVersion.version],
    }),
    check('grading_score', sql`${table.score} between 0 and ${table.maxScore}`),
  ],
);

export const ruleResult = pgTable(
  'rule_result',
  {
    gradingId: text()
      .notNull()
      .references(() => grading.id),
    rule: text().notNull(),
    passed: boolean().notNull(),
    points: doublePrecision().notNull(),
    maxPoints: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.gradingId, table.rule] })],
);

/** The run of a case that somebody wants to see again, for an hour (case-replays.ts). */
export const caseReplay = pgTable(
  'case_replay',
  {
    submissionId: text()
      .notNull()
      .references(() => submission.id),
    caseName: text().notNull(),
    /** Who asked for it first. */
    userId: text()
      .notNull()
      .references(() => user.id),
    /** Its job's (queue.ts). */
    priority: integer().notNull(),
    /** grader/verdict.ts `ReplayOutcome`. Null: there is none yet. */
    outcome: json().$type<unknown>(),
    /** When it was last asked for; with an outcome, when that was stored. */
    createdAt: momentOfInsert(),
  },
  (table) => [
    primaryKey({ columns: [table.submissionId, table.caseName] }),
    index().on(table.createdAt),
    index().on(table.userId, table.createdAt),
  ],
);

export const leaderboardEntry = pgTable(
  'leaderboard_entry',
  {
    exercise: text().notNull(),
    version: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id),
    /** The student's best: lower is better. */
    metric: doublePrecision().notNull(),
    submissionId: text()
      .notNull()
      .references(() => submission.id),
    submittedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.exercise, table.version, table.userId] }),
    index().on(table.exercise, table.version, table.metric, table.submittedAt),
  ],
);

export const questionAttempt = pgTable(
  'question_attempt',
  {
    id: text().primaryKey().$defaultFn(uuid),
    userId: text()
      .notNull()
      .references(() => user.id),
    question: text().notNull(),
    /** Makes the variant again. */
    seed: bigint({ mode: 'number' }).notNull(),
    startedAt: momentOfInsert(),
    answeredAt: moment(),
    responses: json().$type<unknown>(),
    points: doublePrecision(),
    maxPoints: doublePrecision(),
  },
  (table) => [
    index().on(table.userId, table.question, table.startedAt.desc()),
    check(
      'question_attempt_answered_whole',
      sql`num_nulls(${table.answeredAt}, ${table.responses}, ${table.points}, ${table.maxPoints}) in (0, 4)`,
    ),
    check('question_attempt_points', sql`${table.points} between 0 and ${table.maxPoints}`),
  ],
);

/**
 * The best of each student and exercise or question, kept up with what counts (best-scores.ts): pages of a course, and
 * everybody's own progress, would otherwise read all that was ever handed in.
 */
export const bestScore = pgTable(
  'best_score',
  {
    userId: text()
      .notNull()
      .references(() => user.id),
    kind: text({ enum: ITEM_KINDS }).notNull(),
    /** `chapter/name`. */
    item: text().notNull(),
    points: doublePrecision().notNull(),
    /** Of the best: versions may have different ones. */
    maxPoints: doublePrecision().notNull(),
    /** Submissions that were graded, or attempts that were answered. */
    times: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.kind, table.item] }),
    check('best_score_kind', sql`${table.kind} in (${oneOf(ITEM_KINDS)})`),
  ],
);

/** How somebody wants the editor (editor-settings.ts). */
export const editorSetting = pgTable(
  'editor_setting',
  {
    userId: text()
      .primaryKey()
      .references(() => user.id),
    fontPixels: integer().notNull(),
    tabColumns: integer().notNull(),
    keyBindings: text({ enum: KEY_BINDINGS }).notNull(),
    hasMinimap: boolean().notNull(),
  },
  (table) => [
    check('editor_setting_font', sql`${table.fontPixels} between 8 and 40`),
    check('editor_setting_tab', sql`${table.tabColumns} between 1 and 8`),
    check('editor_setting_keys', sql`${table.keyBindings} in (${oneOf(KEY_BINDINGS)})`),
  ],
);

// Operation

/** What a person did lately of what is limited (limits.ts): how often since a moment. */
export const usage = pgTable(
  'usage',
  {
    userId: text()
      .notNull()
      .references(() => user.id),
    /** What, and within how many minutes: `submission/10`. */
    allowance: text().notNull(),
    since: momentOfInsert(),
    used: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.allowance] })],
);

export const auditEvent = pgTable(
  'audit_event',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    actorId: text()
      .notNull()
      .references(() => user.id),
    /** What was done: `regrade.accept`. */
    action: text().notNull(),
    /** To what: a table's name and an id, `submission:...`. */
    subject: text().notNull(),
    details: jsonb().$type<unknown>().notNull(),
    at: momentOfInsert(),
  },
  (table) => [index().on(table.subject), index().on(table.actorId)],
);

/** What preparing an exercise found out (grader/library/prepared-exercise.ts `Preparation`), for all workers. */
export const preparation = pgTable(
  'preparation',
  {
    exercise: text().notNull(),
    version: text().notNull(),
    graderVersion: text().notNull(),
    /** SHA-256 of the deployment's secret. */
    secretDigest: text().notNull(),
    /** By hidden case: which of the seeds that come from the secret was accepted. */
    attempts: json().$type<Readonly<Record<string, number>>>().notNull(),
    /** Counters of the reference, by case. */
    references: json().$type<Readonly<Record<string, Readonly<Record<string, number>>>>>().notNull(),
    preparedAt: momentOfInsert(),
  },
  (table) => [
    primaryKey({ columns: [table.graderVersion, table.secretDigest, table.exercise, table.version] }),
  ],
);

/** Secrets from which the seeds of hidden cases are made. The newest one is in force; older ones stay. */
export const deploymentSecret = pgTable('deployment_secret', {
  id: serial().primaryKey(),
  value: text().notNull(),
  createdAt: momentOfInsert(),
});

/** A row for each grader worker process that was ever seen alive within the last day. */
export const workerHeartbeat = pgTable('worker_heartbeat', {
  workerId: text().primaryKey(),
  host: text().notNull(),
  processId: integer().notNull(),
  /** The queue's locks for which it has a job in hand. */
  lockNames: text().array().notNull(),
  startedAt: momentOfInsert(),
  beatAt: momentOfInsert(),
});
