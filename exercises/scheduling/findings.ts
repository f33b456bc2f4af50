/**
 * What a judge found in a run: for each rule the first event that breaks it, and whether the run showed the thing done
 * that the rule is about. A rule that a run neither breaks nor shows has no check: it was not reached.
 */
import type { Check } from '../exercise-definition';

export class Findings {
  private readonly broken = new Map<string, Check>();
  private readonly shown = new Set<string>();
  private readonly withheld = new Set<string>();

  /** @param event index in the trace. Only the first finding of a rule counts. */
  add(rule: string, event: number, message: string): void {
    if (this.withheld.has(rule) || this.broken.has(rule)) return;
    this.broken.set(rule, { rule, passed: false, message, event });
  }

  breaks(rule: string): boolean {
    return this.broken.has(rule);
  }

  /** The run shows the rule kept, unless it also breaks it. */
  show(rule: string): void {
    this.shown.add(rule);
  }

  /** Judges these rules no further: what comes is a consequence of what was found. */
  withhold(...rules: readonly string[]): void {
    for (const rule of rules) this.withheld.add(rule);
  }

  /** In the order of `rules`. */
  checks(rules: readonly string[]): Check[] {
    return rules.flatMap((rule) => {
      const broken = this.broken.get(rule);
      if (broken !== undefined) return [broken];
      return this.shown.has(rule) && !this.withheld.has(rule) ? [{ rule, passed: true, message: '' }] : [];
    });
  }
}
