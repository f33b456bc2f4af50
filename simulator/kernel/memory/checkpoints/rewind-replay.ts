/**
 * Rewind and replay: back to a checkpoint, then forward again with what came from outside taken from a log.
 *
 *      checkpoint 0 ─── packet ─── checkpoint 1 ─── clock ─── signal ─── end
 *                                      └─────── replay ───────▶ step asked for
 *
 * An entry for each number from outside, `2 step, number`, and for each signal, `2 step + 1, signal`: what follows from
 * the state before it is not logged, for it comes out again. Who records and who rewinds are different objects: the one
 * leaves the other nothing but log and checkpoints. Where the process stands between checkpoint and step already, it
 * goes on from there.
 */
import { isFromOutside, type ReplayMechanism, type ReplayServices } from './replay-interface';

const SIGNAL = 1;

export class RewindReplay implements ReplayMechanism {
  private due = 0;
  private isRewound = false;
  private target = 0;
  /** The entry that comes next, as the process stands now. */
  private entry = 0;

  /** @param everySteps between checkpoints. */
  constructor(
    private readonly services: ReplayServices,
    private readonly everySteps: number,
  ) {}

  standing(step: number): void {
    if (step < this.due) return;
    this.services.checkpoint();
    this.due = step + this.everySteps;
  }

  signal(signal: number): void {
    this.services.log(2 * this.services.now() + SIGNAL, signal);
  }

  asked(kind: number): number {
    const { services } = this;
    if (!isFromOutside(kind)) return services.answer();
    if (this.isRewound) return services.second(this.entry++);
    const answer = services.answer();
    services.log(2 * services.now(), answer);
    return answer;
  }

  rewind(step: number): void {
    const { services } = this;
    this.isRewound = true;
    this.target = step;
    const checkpoint = this.lastUpTo(step);
    const from = services.stepOf(checkpoint);
    const now = services.now();
    if (from <= now && now <= step) return;
    services.restore(checkpoint);
    this.entry = this.firstEntryFrom(from);
  }

  next(): number {
    const { services } = this;
    const now = services.now();
    if (now === this.target) return 0;
    while (services.first(this.entry) === 2 * now + SIGNAL) services.deliver(services.second(this.entry++));
    return 1;
  }

  private lastUpTo(step: number): number {
    const { services } = this;
    let checkpoint = services.checkpoints() - 1;
    while (checkpoint > 0 && services.stepOf(checkpoint) > step) checkpoint--;
    return checkpoint;
  }

  private firstEntryFrom(step: number): number {
    const { services } = this;
    let [low, high] = [0, services.entries()];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (services.first(middle) < 2 * step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
