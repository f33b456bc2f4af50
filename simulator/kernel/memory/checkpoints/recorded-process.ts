/** A process that can be brought back to any step that it did. */
import { CheckpointedProcess, type CheckpointedProcessOptions } from './checkpointed-process';
import type { ReplayMechanism, ReplayServices } from './replay-interface';

export interface RecordedProcessOptions extends CheckpointedProcessOptions {
  readonly input: () => number;
  readonly replay: (services: ReplayServices) => ReplayMechanism;
}

export class RecordedProcess {
  private readonly recorded: CheckpointedProcess;
  private readonly replay: ReplayMechanism;

  constructor({ input, replay, ...options }: RecordedProcessOptions) {
    const recorded = new CheckpointedProcess({ ...options, input: () => this.replay.input() });
    this.recorded = recorded;
    this.replay = replay({
      now: () => recorded.step,
      outside: input,
      checkpoint: () => recorded.checkpoint(),
      restore: (checkpoint) => recorded.restore(checkpoint),
      run: (steps) => recorded.run(steps),
    });
    this.replay.begin();
  }

  get step(): number {
    return this.recorded.step;
  }

  get checkpoints(): number {
    return this.recorded.checkpoints;
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      this.recorded.run(1);
      this.replay.stepped();
    }
  }

  rewind(step: number): void {
    this.replay.rewind(step);
  }

  digest(): string {
    return this.recorded.digest();
  }
}
