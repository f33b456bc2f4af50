/** What a judge finds in one call of a mechanism, told with the cycle and the call in front. */
import type { Trace } from '../../simulator/engine/trace';
import type { RuleBook } from '../judging/rule-book';

export class CallFindings<Rule extends string> {
  private disorder = false;
  private readonly event: number;
  private readonly start: string;

  /**
   * @param event index in the trace of the event behind the call. @param told the call and its answer, without an end.
   */
  constructor(
    private readonly book: RuleBook<Rule>,
    trace: Trace,
    event: number,
    told: string,
  ) {
    this.event = Math.min(event, trace.length - 1);
    this.start = `Cycle ${trace.cycleAt(this.event)}: ${told}.`;
  }

  /** Whether memory is as the kernel expects it. */
  get isInOrder(): boolean {
    return !this.disorder;
  }

  /** This call showed these rules kept, as far as it went. */
  kept(...rules: readonly Rule[]): void {
    this.book.kept(...rules);
  }

  broken(rule: Rule, message: string): void {
    this.book.broken(rule, this.event, `${this.start} ${message}`);
  }

  /** Broken, and memory is in disorder from now on: what comes is its consequence. */
  disordered(rule: Rule, message: string): void {
    this.broken(rule, message);
    this.disorder = true;
  }
}
