/**
 * A process that is recorded, and afterwards brought back to any step that it did.
 *
 *      record   standing(0) signal* step 0 │ standing(1) signal* step 1 │ ... end      a mechanism that keeps
 *      rewind   rewind(n) next: 1 ─▶ step │ next: 1 ─▶ step │ next: 0                  one made anew: log and checkpoints
 *
 * A mechanism is asked step by step, for no service may call back into it.
 */
import { CheckpointedProcess, type CheckpointedProcessOptions } from './checkpointed-process';
import { isFromOutside, type ReplayMechanism, type ReplayServices } from './replay-interface';
import type { ProgramPages } from './stepped-program';

export interface RecordedProcessOptions extends Omit<CheckpointedProcessOptions, 'input'> {
  /** What the kernel answers to a request now. */
  readonly answer: (kind: number) => number;
  /** What the process does when a signal arrives. */
  readonly handler?: (signal: number, pages: ProgramPages) => void;
  /** Called twice: for who records, and for who rewinds. */
  readonly replay: (services: ReplayServices) => ReplayMechanism;
}

export class RecordedProcess {
  /** Done again by all rewinds; and what was asked for from outside meanwhile. */
  replayedSteps = 0;
  replayedInputs = 0;
  private phase: 'recording' | 'rewinding' = 'recording';
  private isStanding = false;
  private asked: { readonly kind: number; answer?: number } | undefined;
  private readonly checkpointed: CheckpointedProcess;
  private readonly options: RecordedProcessOptions;
  private readonly log: { readonly first: number; readonly second: number }[] = [];
  private mechanism: ReplayMechanism;

  constructor(options: RecordedProcessOptions) {
    this.options = options;
    this.checkpointed = new CheckpointedProcess({ ...options, input: (kind) => this.ask(kind) });
    this.mechanism = options.replay(this.services());
  }

  get step(): number {
    return this.checkpointed.step;
  }

  get checkpoints(): number {
    return this.checkpointed.checkpoints;
  }

  get logged(): number {
    return this.log.length;
  }

  /** @param signals that arrive before its next step, one after the other. */
  record(signals: readonly number[] = []): void {
    const { checkpointed, mechanism } = this;
    this.isStanding = true;
    mechanism.standing(checkpointed.step);
    this.isStanding = false;
    for (const signal of signals) {
      mechanism.signal(signal);
      this.handle(signal);
    }
    checkpointed.run(1);
  }

  /** What was recorded is to be looked at: by a mechanism that has nothing of it but log and checkpoints. */
  open(): void {
    this.phase = 'rewinding';
    this.mechanism = this.options.replay(this.services());
  }

  /** @param most steps that it may take. @returns whether it came to an end. */
  rewind(step: number, most = Number.POSITIVE_INFINITY): boolean {
    this.mechanism.rewind(step);
    for (let done = 0; this.mechanism.next() === 1; done++) {
      if (done === most) return false;
      this.checkpointed.run(1);
      this.replayedSteps++;
    }
    return true;
  }

  bytesIn(checkpoint: number): number {
    return this.checkpointed.bytesIn(checkpoint);
  }

  digest(): string {
    return this.checkpointed.digest();
  }

  private ask(kind: number): number {
    if (this.phase === 'rewinding' && isFromOutside(kind)) this.replayedInputs++;
    this.asked = { kind };
    const given = this.mechanism.asked(kind);
    this.asked = undefined;
    return given;
  }

  private handle(signal: number): void {
    this.checkpointed.interrupt((pages) => this.options.handler?.(signal, pages));
  }

  private services(): ReplayServices {
    const { checkpointed, log, phase, options } = this;
    const isNow = () => phase === this.phase;
    const isTaken = (checkpoint: number) =>
      Number.isInteger(checkpoint) && checkpoint >= 0 && checkpoint < checkpointed.checkpoints;
    const isBetweenSteps = () => phase === 'rewinding' && this.asked === undefined;
    return {
      now: () => checkpointed.step,
      answer: () => {
        const { asked } = this;
        if (asked === undefined) return -1;
        asked.answer ??= options.answer(asked.kind);
        return asked.answer;
      },
      log: (first, second) =>
        isNow() && phase === 'recording' ? log.push({ first: first | 0, second: second | 0 }) - 1 : -1,
      entries: () => log.length,
      first: (entry) => log[entry]?.first ?? -1,
      second: (entry) => log[entry]?.second ?? -1,
      checkpoint: () => (this.isStanding ? checkpointed.checkpoint() : -1),
      checkpoints: () => checkpointed.checkpoints,
      stepOf: (checkpoint) => (isTaken(checkpoint) ? checkpointed.stepOf(checkpoint) : -1),
      restore: (checkpoint) => {
        if (!isTaken(checkpoint) || !isBetweenSteps()) return -1;
        checkpointed.restore(checkpoint);
        return 0;
      },
      deliver: (signal) => {
        if (!isBetweenSteps()) return -1;
        this.handle(signal);
        return 0;
      },
    };
  }
}
