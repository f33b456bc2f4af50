/**
 * A wrong or over-budget solution as a patch: what differs from a right one, and nothing else.
 *
 *      exercises/<chapter>/<name>/wrong.ts     default export: readonly WrongSolution[]
 *                                              export const neverAlone: NeverAlone, where a rule needs it
 *
 * A patch replaces texts of its base: the reference with all that it is made of (also the simulator's files that
 * solution.ts re-exports), or a file of `right/`. Each text must occur there exactly once, so that a patch that no
 * longer fits fails loudly. A wrong solution that is another algorithm is a file in `wrong/` instead.
 */
export interface WrongSolution {
  /** Unique among the exercise's wrong and over-budget solutions, kebab-case. */
  readonly name: string;
  /** The rule that it breaks. Left out when it only exceeds budgets. */
  readonly fails?: string;
  /** Further rules that break along with it. */
  readonly also?: readonly string[];
  /** Of a solution that keeps every rule: the budgets that it exceeds. */
  readonly exceeds?: readonly string[];
  /** The mistake, as one sentence. */
  readonly why: string;
  /** A file of `right/`, as `right/naive.ts`. Default: the reference. */
  readonly base?: string;
  /** Text of the base, and what stands there instead. Applied to the base as it is, not one after the other. */
  readonly replace: readonly (readonly [from: string, to: string])[];
}

/** By rule: why no wrong solution breaks it and no other. */
export type NeverAlone = Readonly<Record<string, string>>;
