/** Cases as differences from a base case. */
import type { CaseParameters, HiddenCase, SampleCase } from '../exercise-definition';

interface Difference<Parameters> {
  readonly name: string;
  readonly title: string;
  /** What differs from the base. */
  readonly parameters?: Partial<Parameters>;
  readonly distinguishes?: readonly string[];
  readonly explains?: string;
}

interface Ranked {
  readonly name: string;
  readonly title: string;
  /** The hidden case whose parameters it has, on seeds of its own: nothing may tell a ranked run from a judged one. */
  readonly rankedLike: string;
  /** Default 5. */
  readonly seeds?: number;
}

/** @throws when a ranked case is like none of the others. */
export function casesFrom<Parameters extends CaseParameters>(
  base: Parameters,
  differences: readonly (Difference<Parameters> | Ranked)[],
): readonly HiddenCase<Parameters>[] {
  const hidden = differences.flatMap((each): HiddenCase<Parameters>[] => {
    if ('rankedLike' in each) return [];
    return [
      {
        ...{ distinguishes: [], ...each },
        role: 'hidden',
        parameters: { ...base, ...each.parameters },
      },
    ];
  });
  const ranked = differences.flatMap((each): HiddenCase<Parameters>[] => {
    if (!('rankedLike' in each)) return [];
    const { rankedLike, ...shown } = each;
    const twin = hidden.find(({ name }) => name === rankedLike);
    if (twin === undefined)
      throw new Error(
        `The case ${each.name} is ranked like ${rankedLike}, which is none of ${hidden.map(({ name }) => name).join(', ')}`,
      );
    return [{ ...shown, role: 'leaderboard', parameters: twin.parameters, distinguishes: [] }];
  });
  return [...hidden, ...ranked];
}

export function samplesFrom<Parameters extends CaseParameters>(
  base: Parameters,
  differences: readonly (Omit<Difference<Parameters>, 'distinguishes'> & Pick<SampleCase, 'seed'>)[],
): readonly SampleCase<Parameters>[] {
  return differences.map((each) => ({ ...each, parameters: { ...base, ...each.parameters } }));
}
