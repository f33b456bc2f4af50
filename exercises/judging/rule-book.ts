/**
 * What a judge found in a run, rule by rule; the same in every exercise:
 *
 *      kept        the run shows the thing done that the rule is about, and does not break it
 *      broken      by its first finding: event and message
 *      withheld    what comes is a consequence of an earlier mistake: no longer looked at, and not kept either
 *      no entry    the run did not come to what the rule is about
 *
 * The last two give no check. A rule that no case of an exercise has a check of was not reached, and earns nothing.
 */
import type { Check } from '../exercise-definition';

export class RuleBook<Rule extends string> {
  private readonly known: ReadonlySet<string>;
  private readonly findings = new Map<Rule, Check>();
  private readonly shown = new Set<Rule>();
  private readonly withheld = new Set<Rule>();
  private readonly occasions = new Map<Rule, number>();

  /** @param rules ids of all rules of the exercise, in its order. */
  constructor(private readonly rules: readonly Rule[]) {
    this.known = new Set(rules);
  }

  /**
   * The run breaks the rule. Only the first finding of a rule counts, and none of a rule that is withheld.
   * @param event index in the trace of the event that breaks it.
   */
  broken(rule: Rule, event: number, message: string): void {
    this.assertKnown(rule);
    if (this.withheld.has(rule) || this.findings.has(rule)) return;
    this.findings.set(rule, { rule, passed: false, message, event });
  }

  /** The run shows these rules kept, unless it also breaks them. */
  kept(...rules: readonly Rule[]): void {
    for (const rule of rules) {
      this.assertKnown(rule);
      this.shown.add(rule);
    }
  }

  /** Once more the run does what the rule is about: for those that are kept by several occasions. */
  show(rule: Rule, times = 1): void {
    this.assertKnown(rule);
    this.occasions.set(rule, this.timesShown(rule) + times);
  }

  timesShown(rule: Rule): number {
    return this.occasions.get(rule) ?? 0;
  }

  /** Rules that were shown so often are kept. @param but not these. */
  keepShown(least: number, ...but: readonly Rule[]): void {
    for (const [rule, times] of this.occasions) if (times >= least && !but.includes(rule)) this.kept(rule);
  }

  /** Judges these rules no further: what comes is a consequence of what was found. */
  withhold(...rules: readonly Rule[]): void {
    for (const rule of rules) {
      this.assertKnown(rule);
      this.withheld.add(rule);
    }
  }

  isBroken(rule: Rule): boolean {
    return this.findings.has(rule);
  }

  /** For `judge` to return. */
  checks(): readonly Check[] {
    return this.rules.flatMap((rule) => {
      const finding = this.findings.get(rule);
      if (finding !== undefined) return [finding];
      return this.shown.has(rule) && !this.withheld.has(rule) ? [{ rule, passed: true, message: '' }] : [];
    });
  }

  private assertKnown(rule: Rule): void {
    if (!this.known.has(rule))
      throw new Error(`The judge names the rule ${rule}; there are ${this.rules.join(', ')}`);
  }
}
