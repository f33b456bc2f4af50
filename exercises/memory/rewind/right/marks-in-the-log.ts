// An answer's entry has no step: the log has a mark for each checkpoint, and is read on from it.
import { type ReplayMechanism, type Services, WORD } from '../contract';

const ANSWER = 0;
const SIGNAL = 1;
const MARK = 2;
const SIGNALS = 16;

export class Rewind implements ReplayMechanism {
  private since: number;
  private isRewinding = false;
  private target = 0;
  private at = 0;

  constructor(
    private readonly services: Services,
    private readonly everySteps: number,
  ) {
    this.since = everySteps;
  }

  standing(): number {
    if (this.since++ < this.everySteps) return 0;
    this.since = 1;
    return this.services.log(MARK, this.services.checkpoint());
  }

  signal(signal: number): number {
    return this.services.log(SIGNAL, this.services.now() * SIGNALS + signal);
  }

  asked(kind: number): number {
    const { services } = this;
    if (kind >= WORD) return services.answer();
    if (!this.isRewinding) services.log(ANSWER, services.answer());
    else this.skipMarks();
    return this.isRewinding ? services.second(this.at++) : services.answer();
  }

  rewind(step: number): number {
    const { services } = this;
    this.isRewinding = true;
    this.target = step;
    const now = services.now();
    let checkpoint = services.checkpoints() - 1;
    while (services.stepOf(checkpoint) > step) checkpoint--;
    if (now <= step && services.stepOf(checkpoint) <= now) return 0;
    services.restore(checkpoint);
    this.at = 0;
    while (services.first(this.at) !== MARK || services.second(this.at) !== checkpoint) this.at++;
    return 0;
  }

  next(): number {
    const { services } = this;
    const now = services.now();
    if (now === this.target) return 0;
    this.skipMarks();
    while (services.first(this.at) === SIGNAL && Math.floor(services.second(this.at) / SIGNALS) === now)
      services.deliver(services.second(this.at++) % SIGNALS);
    return 1;
  }

  private skipMarks(): void {
    while (this.services.first(this.at) === MARK) this.at++;
  }
}
