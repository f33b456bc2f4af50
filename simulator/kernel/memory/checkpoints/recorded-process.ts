/** A process that can be brought back to any step that it did. */
import { CheckpointedProcess, type CheckpointedProcessOptions } from './checkpointed-process';
import type { ReplayMechanism, ReplayServices } from './replay-interface';

export interface RecordedProcessOptions extends CheckpointedProcessOptions {
  readonly input: () => number;
  readonly replay: (services: ReplayServices) => ReplayMechanism;
}

export class RecordedProcess {
  private readonly process: CheckpointedProcess;
  private readonly replay: ReplayMechanism;

  constructor({ input, replay, ...options }: RecordedProcessOptions) {
    const process = new CheckpointedProcess({ ...options, input: () => this.replay.input() });
    this.process = process;
    this.replay = replay({
      now: () => process.step,
      outside: input,
      checkpoint: () => process.checkpoint(),
      restore: (checkpoint) => process.restore(checkpoint),
      run: (steps) => process.run(steps),
    });
    this.replay.begin();
  }

  get step(): number {
    return this.process.step;
  }

  get checkpoints(): number {
    return this.process.checkpoints;
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      this.process.run(1);
      this.replay.stepped();
    }
  }

  rewind(step: number): void {
    this.replay.rewind(step);
  }

  digest(): string {
    return this.process.digest();
  }
}
