/**
 * First come, first served, one tick each while others wait: for systems that are about something else.
 *
 * The exercise about round robin has its own, with a quantum; what runs beside other exercises must not be it, for
 * that reaches the browser.
 */
import { FirstComeFirstServed } from './first-come-first-served';

export class TakingTurns extends FirstComeFirstServed {
  override tick(): number {
    return this.waiting > 0 ? 1 : 0;
  }
}
