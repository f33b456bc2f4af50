/**
 * What grading a submission yields: plain data, the same from the command line, the worker and the browser.
 * The digest is over exercise, version, status, rules, budgets, counters and every case's trace digest; it
 * leaves out times, so that two gradings of the same submission compare equal.
 *
 * One cause is told once: a run that stopped is told in `stop`, and no rule repeats it. Of the ranked runs
 * (leaderboard cases) a verdict says that a rule is broken there, and the metric of a full score; nothing else of
 * them is in it.
 */
import type { CaseParameters } from '../exercises/exercise-definition';
import type { StopReason } from '../simulator/engine/policy';
import type { EncodedTrace } from '../simulator/engine/trace';
import type { NotedCalls } from './replay/note-calls';

/**
 * 'limit': a run used up its units, its time or its memory, or ended the grader itself twice. 'not graded': our
 * fault; never counts against the student.
 */
export type VerdictStatus = 'graded' | 'rejected' | 'limit' | 'not graded';

/** A construct that the compiler refuses. Lines and columns from 1. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
}

/**
 * 'kept': some case looked at the rule and none shows it broken. 'broken': a case shows it. 'not reached': nothing
 * speaks for it, because no case came to look at it or because a run stopped; it earns nothing.
 */
export type RuleOutcome = 'kept' | 'broken' | 'not reached';

export interface RuleResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: RuleOutcome;
  /** Whether it is kept. */
  readonly passed: boolean;
  readonly points: number;
  readonly maxPoints: number;
  /** Broken: what happened, in the first case that shows it. Not reached: why, where no stop is the reason. */
  readonly message: string;
  /** The first case that shows it broken; absent where only ranked runs do. */
  readonly failedCase?: string;
  readonly failedCaseTitle?: string;
  /** Index in that case's trace of the first event that breaks the rule. */
  readonly event?: number;
}

/** 'not measured': a run stopped, so that its counters say nothing. */
export type BudgetOutcome = 'within' | 'exceeded' | 'not measured';

/** Where the cost of a budget arose: a method or a cause. */
export interface BudgetPart {
  readonly title: string;
  readonly used: number;
  readonly reference: number;
}

export interface BudgetResult {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly outcome: BudgetOutcome;
  /** Of the case with the largest used/allowed; ranked runs aside. */
  readonly used: number;
  readonly allowed: number;
  readonly reference: number;
  /** Whether it is within. */
  readonly passed: boolean;
  readonly points: number;
  readonly maxPoints: number;
  /** The name of that case; empty when there is none. */
  readonly worstCase: string;
  readonly worstCaseTitle?: string;
  /** Of that case, where the budget names its parts. */
  readonly parts?: readonly BudgetPart[];
  /** Exceeded: index in that case's trace of an event by which it was, within the 32 before it (grader/judge/spending.ts). */
  readonly event?: number;
  /** Exceeded: which case, how much, and where it arose. */
  readonly message: string;
}

export interface CaseCheck {
  readonly rule: string;
  readonly passed: boolean;
  readonly message: string;
  readonly event?: number;
}

/** Why the submission stopped before a case was over. */
export interface CaseStop {
  /** 'grader': it ended the grader itself, twice. 'ranked': in a ranked run, of which nothing is told. */
  readonly reason: StopReason | 'time' | 'memory' | 'grader' | 'ranked';
  /** A sentence for the student; names the line where one is known. */
  readonly message: string;
  readonly line?: number;
  /** The last event of the run. */
  readonly event?: number;
}

/** The stop that is told of a verdict: the first one, in the order of the cases. */
export interface VerdictStop extends CaseStop {
  /** Absent when no case is to be named, or when it was another one in another grading ('time', 'memory'). */
  readonly case?: string;
  /** Without `case`: what was running this time. Not in the digest. */
  readonly caseTitle?: string;
}

export interface CaseReport {
  readonly name: string;
  readonly title: string;
  readonly role: 'sample' | 'hidden';
  readonly passed: boolean;
  /** Empty when the run stopped. */
  readonly checks: readonly CaseCheck[];
  readonly stopped?: CaseStop;
  readonly counters: Readonly<Record<string, number>>;
  readonly traceDigest: string;
  /** What the submission printed, bounded. Samples only. */
  readonly console: readonly string[];
  /** Parameters of the case, for the picture. Absent where the case may not be shown. */
  readonly parameters?: CaseParameters;
  /** For replay: samples in the browser; on the server, failed cases that may be shown. */
  readonly trace?: EncodedTrace;
}

/** The run of one case again, as it was graded, with the lines of the submission that answered. */
export interface CaseReplay {
  readonly parameters: CaseParameters;
  readonly trace: EncodedTrace;
  readonly calls: NotedCalls;
}

/**
 * 'not shown': the exercise shows no hidden cases. 'changed': exercise or grader is another one than graded it. 'limit':
 * the run took too long this time. 'failed': our fault.
 */
export type ReplayOutcome =
  | { readonly kind: 'ready'; readonly replay: CaseReplay }
  | { readonly kind: 'not shown' | 'changed' | 'limit' | 'failed' };

export interface Verdict {
  readonly exercise: string;
  readonly version: string;
  readonly graderVersion: string;
  readonly status: VerdictStatus;
  readonly score: number;
  readonly maxScore: number;
  readonly rules: readonly RuleResult[];
  readonly budgets: readonly BudgetResult[];
  /** Why a run stopped. Then no rule is kept: those that no case shows broken are not reached. */
  readonly stop?: VerdictStop;
  /** Sums over `cases`. */
  readonly counters: Readonly<Record<string, number>>;
  /** Sum of the metric over the ranked runs; only with a full score. */
  readonly metric?: number;
  /** The same of the reference. Absent in verdicts that were stored before it was told. */
  readonly referenceMetric?: number;
  /** Samples, then hidden cases. */
  readonly cases: readonly CaseReport[];
  readonly diagnostics: readonly Diagnostic[];
  readonly digest: string;
  readonly durationMs: number;
}

/** Instead of everything that a ranked run could tell. */
export const RANKED_RULE_MESSAGE =
  'Only a ranked run breaks this rule, and ranked runs are not shown. Their seeds are secret, but their parameters also occur among the hidden cases: ask what could go wrong there with another seed.';
export const RANKED_STOP_MESSAGE =
  'Your code stopped in a ranked run, and ranked runs are not shown. Their seeds are secret, but their parameters also occur among the hidden cases: ask what could go wrong there with another seed.';

/** Told while a submission is graded. `done` of `total` cases. */
export interface Progress {
  readonly case: string;
  readonly done: number;
  readonly total: number;
}
