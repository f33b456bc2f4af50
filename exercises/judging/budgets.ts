/** Budgets that many exercises have, with their parts made from the shape of what the student writes. */
import type { PolicyShape } from '../../simulator/engine/policy';
import type { Budget } from '../exercise-definition';

type Given = Pick<Budget, 'title' | 'points'> & Partial<Pick<Budget, 'id' | 'factor' | 'slack' | 'margin'>>;

/**
 * Cycles that the policy's metered units cost the cores that asked it. Generous: 25 times the reference tells an
 * algorithm of a worse order, not a plainer style.
 */
export function policyCycles(shape: PolicyShape, given: Given): Budget {
  return {
    id: 'policy-cycles',
    counter: 'policyCycles',
    unit: 'cycles',
    parts: [
      { counter: 'constructorPolicyCycles', title: 'constructor' },
      ...partsByMethod(shape, 'PolicyCycles'),
    ],
    factor: 25,
    slack: 5_000,
    ...given,
  };
}

/**
 * One part for each method and program: `tickPolicyCycles` for tick.
 * @param without methods that the budget leaves out.
 */
export function partsByMethod(
  { methods, programs }: PolicyShape,
  suffix: 'PolicyCycles' | 'Accesses' | 'Transactions',
  without: readonly string[] = [],
): NonNullable<Budget['parts']> {
  return [...Object.keys(methods), ...Object.keys(programs)]
    .filter((name) => !without.includes(name))
    .map((name) => ({ counter: `${name}${suffix}` as const, title: name }));
}
