/**
 * What an exercise promises of operator mutants of its right solutions (grader/library/check-mutants.ts):
 *
 *      exercises/<chapter>/<name>/mutants.ts     default export: defineMutants({...}); optional
 */
export interface EquivalentMutant {
  /**
   * The line of a right solution, without the blanks around it: all mutants of that line, none of which any case kills.
   * Or that line and what each mutant makes of it, as `check --mutants` prints them: only those.
   */
  readonly at: string | readonly [line: string, becomes: string, ...more: string[]];
  /** Why no run can tell it from the original, or why a run that does is no mistake. */
  readonly why: string;
}

export interface MutantsDefinition {
  /** Of all mutants but the equivalent ones, the share that samples and hidden cases must kill. Default 0.85. */
  readonly leastScore?: number;
  readonly equivalent?: readonly EquivalentMutant[];
}

export const DEFAULT_LEAST_SCORE = 0.85;

/** @throws when the share is none, or an entry says nothing. */
export function defineMutants(definition: MutantsDefinition): MutantsDefinition {
  const { leastScore = DEFAULT_LEAST_SCORE, equivalent = [] } = definition;
  if (!(leastScore > 0 && leastScore <= 1))
    throw new Error(`mutants.ts: leastScore is ${leastScore}; it is above 0 and at most 1`);
  for (const { at, why } of equivalent)
    if (at.length === 0 || why === '')
      throw new Error('mutants.ts: an equivalent mutant needs "at" and "why"');
  return definition;
}
