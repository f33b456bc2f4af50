/**
 * What grading a submission yields: plain data, the same from the command line, the worker and the browser.
 * The digest is over exercise, version, status, rules, budgets, counters and every case's trace digest; it
 * leaves out times, so that two gradings of the same submission compare equal.
 */
import type { StopReason } from '../simulator/engine/policy';
import type { EncodedTrace } from '../simulator/engine/trace';

/** 'limit': a run used up its units, its time or its memory. 'not graded': our fault; never counts against the student. */
export type VerdictStatus = 'graded' | 'rejected' | 'limit' | 'not graded';

/** A construct that the compiler refuses. Lines and columns from 1. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
}

export interface RuleResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly points: number;
  readonly maxPoints: number;
  /** Of the first case that fails it. */
  readonly message: string;
  /** The first case that fails it. */
  readonly failedCase?: string;
}

export interface BudgetResult {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Of the case with the largest used/allowed. */
  readonly used: number;
  readonly allowed: number;
  readonly reference: number;
  readonly passed: boolean;
  readonly points: number;
  readonly maxPoints: number;
  readonly worstCase: string;
}

export interface CaseCheck {
  readonly rule: string;
  readonly passed: boolean;
  readonly message: string;
  readonly event?: number;
}

export interface CaseReport {
  readonly name: string;
  readonly title: string;
  readonly role: 'sample' | 'hidden' | 'leaderboard';
  readonly passed: boolean;
  readonly checks: readonly CaseCheck[];
  /** Why the submission stopped before the case was over. */
  readonly stopped?: {
    readonly reason: StopReason | 'time' | 'memory';
    readonly message: string;
    readonly line?: number;
  };
  readonly counters: Readonly<Record<string, number>>;
  readonly traceDigest: string;
  /** What the submission printed, bounded. Samples only. */
  readonly console: readonly string[];
  /** Parameters of the case, for the picture. Absent where the case may not be shown. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** For replay: samples in the browser; on the server, failed cases that may be shown. */
  readonly trace?: EncodedTrace;
}

export interface Verdict {
  readonly exercise: string;
  readonly version: string;
  readonly graderVersion: string;
  readonly status: VerdictStatus;
  readonly score: number;
  readonly maxScore: number;
  readonly rules: readonly RuleResult[];
  readonly budgets: readonly BudgetResult[];
  /** Sums over all cases. */
  readonly counters: Readonly<Record<string, number>>;
  /** Sum of the metric over the leaderboard cases; only with a full score. */
  readonly metric?: number;
  readonly cases: readonly CaseReport[];
  readonly diagnostics: readonly Diagnostic[];
  readonly digest: string;
  readonly durationMs: number;
}

/** Told while a submission is graded. `done` of `total` cases. */
export interface Progress {
  readonly case: string;
  readonly done: number;
  readonly total: number;
}
