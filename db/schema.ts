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
export const EDITOR_ROLES = ['owner', 'editor'] as const;
export type EditorRole = (typeof EDITOR_ROLES)[number];
export const PACKAGE_RUN_KINDS = ['check', 'trial'] as const;
export type PackageRunKind = (typeof PACKAGE_RUN_KINDS)[number];
export const PACKAGE_RUN_STATES = ['queued', 'running', 'done', 'failed', 'superseded'] as const;
export type PackageRunState = (typeof PACKAGE_RUN_STATES)[number];

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

// Packages: exercises and questions of courses' own. In addresses and wherever else an exercise or a question is named,
// one of them is `<package>/<name>`: no chapter of the catalogue begins as the id of a package does (packages.ts).

export const authoredPackage = pgTable(
  'package',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text({ enum: ITEM_KINDS }).notNull(),
    /** In lists, until a check knows a better one. */
    title: text().notNull(),
    /** Where it would lie in exercises/, for what it imports of its neighbours: `scheduling/lifo`. */
    home: text().notNull(),
    /** What it was begun from: a family, an exercise, a version of another package. Null: empty. */
    origin: text(),
    createdAt: momentOfInsert(),
    /** Counts the changes of its draft. */
    draftRevision: integer().notNull().default(0),
    /** What students are given; null: nothing. Stays when it is withdrawn from all, so that what was handed in is graded. */
    publishedVersion: text(),
    /** exercises/catalogue.ts: `CatalogueExercise` or `CatalogueQuestion` of that version. */
    publishedEntry: json().$type<unknown>(),
    /** Of a question: its variants, by their number. */
    publishedVariants: json().$type<readonly unknown[]>(),
    publishedAt: moment(),
  },
  (table) => [
    check('package_kind', sql`${table.kind} in (${oneOf(ITEM_KINDS)})`),
    check(
      'package_published_whole',
      sql`num_nulls(${table.publishedVersion}, ${table.publishedEntry}, ${table.publishedAt}) in (0, 3)`,
    ),
  ],
);

const packageId = () =>
  text()
    .notNull()
    .references(() => authoredPackage.id, { onDelete: 'cascade' });

export const packageEditor = pgTable(
  'package_editor',
  {
    packageId: packageId(),
    userId: text()
      .notNull()
      .references(() => user.id),
    role: text({ enum: EDITOR_ROLES }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.packageId, table.userId] }),
    index().on(table.userId),
    check('package_editor_role', sql`${table.role} in (${oneOf(EDITOR_ROLES)})`),
  ],
);

/** The draft that all editors write in: a row a file, each saved against the revision that it was made from. */
export const packageDraftFile = pgTable(
  'package_draft_file',
  {
    packageId: packageId(),
    path: text().notNull(),
    text: text().notNull(),
    /** The package's `draftRevision` when it was saved: no two texts of a path have the same. */
    revision: integer().notNull(),
    /** Who saved it last. */
    userId: text()
      .notNull()
      .references(() => user.id),
    updatedAt: momentOfInsert(),
  },
  (table) => [
    primaryKey({ columns: [table.packageId, table.path] }),
    check(
      'package_draft_file_size',
      sql`octet_length(${table.text}) <= ${sql.raw(String(MAXIMUM_SOURCE_BYTES))}`,
    ),
  ],
);

/** A text by its SHA-256: what versions are made of. */
export const packageFile = pgTable('package_file', {
  hash: text().primaryKey(),
  text: text().notNull(),
});

/** What a package was at some moment: never changed. Named by its content (grader/packages/package-files.ts). */
export const packageVersion = pgTable(
  'package_version',
  {
    packageId: packageId(),
    version: text().notNull(),
    sequence: bigserial({ mode: 'number' }).notNull().unique(),
    /** Hashes by path. */
    files: json().$type<Readonly<Record<string, string>>>().notNull(),
    /** Why it was kept: `checked`, `imported`. */
    reason: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id),
    createdAt: momentOfInsert(),
  },
  (table) => [primaryKey({ columns: [table.packageId, table.version] })],
);

/** What graders do with a version for whoever wants to know: prove its promises, or try a solution. */
export const packageRun = pgTable(
  'package_run',
  {
    id: text().primaryKey().$defaultFn(uuid),
    packageId: packageId(),
    version: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id),
    kind: text({ enum: PACKAGE_RUN_KINDS }).notNull(),
    /** package-runs.ts `CheckOrder` or `TrialOrder`. */
    order: json().$type<unknown>().notNull(),
    state: text({ enum: PACKAGE_RUN_STATES }).notNull().default('queued'),
    progress: jsonb().$type<StoredProgress>(),
    /** grader/packages/package-outcome.ts. Null before there is one. */
    outcome: json().$type<unknown>(),
    /** Of a check: whether every promise held. */
    holds: boolean(),
    createdAt: momentOfInsert(),
    endedAt: moment(),
  },
  (table) => [
    foreignKey({
      columns: [table.packageId, table.version],
      foreignColumns: [packageVersion.packageId, packageVersion.version],
    }).onDelete('cascade'),
    index().on(table.packageId, table.createdAt),
    index().on(table.userId, table.createdAt),
    check('package_run_kind', sql`${table.kind} in (${oneOf(PACKAGE_RUN_KINDS)})`),
    check('package_run_state', sql`${table.state} in (${oneOf(PACKAGE_RUN_STATES)})`),
  ],
);

/** What no check can see of a version, answered by whoever gives it to students (app/author/publish/review-questions.ts). */
export const packageReview = pgTable(
  'package_review',
  {
    packageId: packageId(),
    version: text().notNull(),
    /** The name of what was asked: `rules`. */
    question: text().notNull(),
    isSo: boolean().notNull(),
    /** By whom, or why not. */
    note: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id),
    answeredAt: momentOfInsert(),
  },
  (table) => [
    primaryKey({ columns: [table.packageId, table.version, table.question] }),
    foreignKey({
      columns: [table.packageId, table.version],
      foreignColumns: [packageVersion.packageId, packageVersion.version],
    }).onDelete('cascade'),
    check('package_review_size', sql`octet_length(${table.note}) <= 2000`),
  ],
);

/** To whom a package's published version is given. */
export const publication = pgTable(
  'publication',
  {
    packageId: packageId(),
    /** Null: to everybody, in the catalogue. */
    courseId: text().references(() => course.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => user.id),
    publishedAt: momentOfInsert(),
    /** Taken back: nobody finds it any more; what was handed in stays. */
    withdrawnAt: moment(),
  },
  (table) => [
    uniqueIndex('publication_once').on(table.packageId, sql`coalesce(${table.courseId}, '')`),
    index().on(table.courseId),
  ],
);

/** Staff of these courses may read a package and copy it. */
export const packageShare = pgTable(
  'package_share',
  {
    packageId: packageId(),
    courseId: text()
      .notNull()
      .references(() => course.id, { onDelete: 'cascade' }),
    createdAt: momentOfInsert(),
  },
  (table) => [primaryKey({ columns: [table.packageId, table.courseId] }), index().on(table.courseId)],
);

/** What editors and readers say of a draft to each other. */
export const packageComment = pgTable(
  'package_comment',
  {
    id: text().primaryKey().$defaultFn(uuid),
    packageId: packageId(),
    userId: text()
      .notNull()
      .references(() => user.id),
    /** Of the file that it is about; null: of the whole. */
    path: text(),
    line: integer(),
    text: text().notNull(),
    createdAt: momentOfInsert(),
    resolvedAt: moment(),
  },
  (table) => [
    index().on(table.packageId, table.createdAt),
    check('package_comment_size', sql`octet_length(${table.text}) <= 10000`),
    check('package_comment_place', sql`${table.line} is null or ${table.path} is not null`),
  ],
);

/** With which `npx runqueue publish` acts as somebody; only its SHA-256 is kept. */
export const authorToken = pgTable(
  'author_token',
  {
    id: text().primaryKey().$defaultFn(uuid),
    userId: text()
      .notNull()
      .references(() => user.id),
    name: text().notNull(),
    hash: text().notNull().unique(),
    createdAt: momentOfInsert(),
    expiresAt: moment().notNull(),
    lastUsedAt: moment(),
  },
  (table) => [index().on(table.userId)],
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
