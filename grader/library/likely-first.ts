import type { JudgedCase } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import type { TrustedCase } from '../trusted-runner';

/**
 * In which order to run what is wrong, so that what it fails is shown soon: first the cases that broke the most solutions
 * so far on its rules for what a run costs, then the cheapest.
 */
export class LikelyFirst {
  private readonly cost = new Map<string, number>();
  private readonly caught = new Map<string, number>();

  /** @param right one that runs through every case, so that it tells what they cost. */
  constructor(right: readonly TrustedCase[]) {
    for (const { seeded, events } of right) this.cost.set(seeded.name, 1 + events);
  }

  learn(cases: readonly JudgedCase[]): void {
    for (const { seeded, checks } of cases)
      for (const rule of new Set(checks.flatMap((check) => (check.passed ? [] : [check.rule])))) {
        const key = `${rule} ${seeded.name}`;
        this.caught.set(key, (this.caught.get(key) ?? 0) + 1);
      }
  }

  order(cases: readonly SeededCase[], fails: readonly string[]): SeededCase[] {
    const of = ({ name }: SeededCase) => {
      const cost = this.cost.get(name) ?? 1;
      const caught = fails.reduce((sum, rule) => sum + (this.caught.get(`${rule} ${name}`) ?? 0), 0);
      return { cost, worth: caught / cost };
    };
    const rated = cases.map((seeded) => ({ seeded, ...of(seeded) }));
    return rated.sort((a, b) => b.worth - a.worth || a.cost - b.cost).map(({ seeded }) => seeded);
  }
}
