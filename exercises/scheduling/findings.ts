/**
 * What a judge found in a run: for each rule the first event that breaks it. Rules without a finding passed.
 */
import type { Check } from '../exercise-definition';

export class Findings {
  private readonly found = new Map<string, Check>();

  /** @param event index in the trace. Only the first finding of a rule counts. */
  add(rule: string, event: number, message: string): void {
    if (!this.found.has(rule)) this.found.set(rule, { rule, passed: false, message, event });
  }

  /** Breaks every rule that has no finding yet: a run in which nothing ran shows that nothing holds. */
  addAll(rules: readonly string[], event: number, message: string): void {
    for (const rule of rules) this.add(rule, event, message);
  }

  checks(rules: readonly string[]): Check[] {
    return rules.map((rule) => this.found.get(rule) ?? { rule, passed: true, message: '' });
  }
}
