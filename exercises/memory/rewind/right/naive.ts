// Goes back to a checkpoint for every rewind, and looks through the log from its beginning.
import { CLOCK, FREE_FRAMES, PACKET, type ReplayMechanism, type Services } from '../contract';

/** Entries: step and kind in the first number, and signals are of this kind. */
const SIGNAL = 7;
const KINDS = 8;

export class Rewind implements ReplayMechanism {
  private mode = 'record';
  private wanted = 0;
  private place = 0;

  constructor(
    private readonly services: Services,
    private readonly everySteps: number,
  ) {}

  standing(step: number): number {
    if (step % this.everySteps === 0) this.services.checkpoint();
    return 0;
  }

  signal(signal: number): number {
    this.services.log(this.services.now() * KINDS + SIGNAL, signal);
    return 0;
  }

  asked(kind: number): number {
    const { services } = this;
    if (kind !== CLOCK && kind !== PACKET && kind !== FREE_FRAMES) return services.answer();
    if (this.mode === 'record') {
      const answer = services.answer();
      services.log(services.now() * KINDS + kind, answer);
      return answer;
    }
    const answer = services.second(this.place);
    this.place = this.place + 1;
    return answer;
  }

  rewind(step: number): number {
    const { services } = this;
    this.mode = 'rewind';
    this.wanted = step;
    let checkpoint = 0;
    for (let each = 0; each < services.checkpoints(); each++)
      if (services.stepOf(each) <= step) checkpoint = each;
    services.restore(checkpoint);
    this.place = 0;
    while (this.place < services.entries() && Math.floor(services.first(this.place) / KINDS) < services.now())
      this.place = this.place + 1;
    return 0;
  }

  next(): number {
    const { services } = this;
    if (services.now() >= this.wanted) return 0;
    while (services.first(this.place) === services.now() * KINDS + SIGNAL) {
      services.deliver(services.second(this.place));
      this.place = this.place + 1;
    }
    return 1;
  }
}
