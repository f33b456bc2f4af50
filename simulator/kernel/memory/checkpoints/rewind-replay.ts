/**
 * Rewind and replay: back to a checkpoint, then forward again with what came from outside taken from a log.
 *
 *      checkpoint 0 ─── input ─── checkpoint 1 ─── input ─── input ─── now
 *                                      └─────── replay ───────▶ step asked for
 *
 * What follows from the state before it is not logged: it comes out again.
 */
import type { ReplayMechanism, ReplayServices } from './replay-interface';

interface Place {
  readonly step: number;
  readonly checkpoint: number;
  /** Entries of the log before it. */
  readonly entries: number;
}

export class RewindReplay implements ReplayMechanism {
  /** Steps done again, and entries of the log read, by the last rewind. */
  replayed = 0;
  entriesRead = 0;
  private readonly log: number[] = [];
  private readonly places: Place[] = [];
  /** The entry that comes next, as the process stands now. */
  private next = 0;

  /** @param everySteps between checkpoints. */
  constructor(
    private readonly services: ReplayServices,
    private readonly everySteps: number,
  ) {}

  get logged(): number {
    return this.log.length;
  }

  begin(): void {
    this.checkpoint();
  }

  stepped(): void {
    const { places, everySteps } = this;
    if (this.services.now() >= places[places.length - 1].step + everySteps) this.checkpoint();
  }

  input(): number {
    if (this.next === this.log.length) this.log.push(this.services.outside());
    return this.log[this.next++];
  }

  rewind(step: number): void {
    const { services } = this;
    const place = this.places.findLast((each) => each.step <= step);
    if (place === undefined) throw new RangeError(`no checkpoint lies at or before step ${step}`);
    services.restore(place.checkpoint);
    this.next = place.entries;
    this.replayed = step - place.step;
    services.run(this.replayed);
    this.entriesRead = this.next - place.entries;
  }

  private checkpoint(): void {
    const { services, next } = this;
    this.places.push({ step: services.now(), checkpoint: services.checkpoint(), entries: next });
  }
}
