// Reads the whole log once, before the first rewind, and knows by step what came then.
import { PACKET, type ReplayMechanism, type Services } from '../contract';

interface Step {
  readonly signals: number[];
  readonly answers: number[];
}

export class Rewind implements ReplayMechanism {
  private steps: Map<number, Step> | undefined;
  private taken = 0;
  private target = 0;
  private last = -1;
  private checkpoints: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly everySteps: number,
  ) {}

  standing(step: number): number {
    if (this.last >= 0 && step - this.last < this.everySteps) return 0;
    this.last = step;
    return this.services.checkpoint();
  }

  signal(signal: number): number {
    return this.services.log(-this.services.now() - 1, signal);
  }

  asked(kind: number): number {
    const { services, steps } = this;
    if (kind > PACKET + 1) return services.answer();
    if (steps === undefined) {
      services.log(services.now(), services.answer());
      return services.answer();
    }
    return steps.get(services.now())?.answers[this.taken++] ?? 0;
  }

  rewind(step: number): number {
    const { services } = this;
    this.steps ??= this.read();
    this.target = step;
    let found = 0;
    for (let i = 0; i < this.checkpoints.length; i++) if (this.checkpoints[i] <= step) found = i;
    if (services.now() > step || services.now() < this.checkpoints[found]) services.restore(found);
    return 0;
  }

  next(): number {
    const { services, target } = this;
    if (services.now() === target) return 0;
    this.taken = 0;
    for (const signal of this.steps?.get(services.now())?.signals ?? []) services.deliver(signal);
    return 1;
  }

  private read(): Map<number, Step> {
    const { services } = this;
    const steps = new Map<number, Step>();
    for (let entry = 0; entry < services.entries(); entry++) {
      const first = services.first(entry);
      const number = first < 0 ? -first - 1 : first;
      const step = steps.get(number) ?? { signals: [], answers: [] };
      steps.set(number, step);
      (first < 0 ? step.signals : step.answers).push(services.second(entry));
    }
    for (let i = 0; i < services.checkpoints(); i++) this.checkpoints.push(services.stepOf(i));
    return steps;
  }
}
