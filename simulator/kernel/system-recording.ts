/**
 * Saving, restoring and rewinding whole systems. Generators cannot be copied, so neither can the state of a system
 * with native code; but a run is a pure function of how the system was made and of what came from outside. What is
 * saved is therefore small, and restoring runs the system again:
 *
 *      const recording = new SystemRecording(() => createSystem({ ... }))
 *      recording.run(5_000)
 *      const saved = recording.save()                    { cycle, inputs, digest }: plain data
 *      SystemRecording.restore(make, saved)              another system, run to that cycle; its digest is compared
 *      recording.rewind(1_200)                           the same, to any cycle before
 *
 * `make` must give the same system each time: fresh programs and policies (or their answers from a log) that use
 * nothing else that changes. Machines in machine code alone are copied instead (hardware/snapshot.ts). A restore
 * costs what the run to that cycle did.
 */
import { Digest } from '../engine/digest';
import type { Trace } from '../engine/trace';
import { digestSaved } from '../hardware/saved-value';
import type { LoggedInput } from '../hardware/snapshot';
import type { System } from './system';

export interface RecordedSystem extends System {
  readonly trace: Trace;
}

export interface SavedSystem {
  readonly cycle: number;
  /** All input up to that cycle, in order. */
  readonly inputs: readonly LoggedInput[];
  /** Of the whole state, `digestSystem`. */
  readonly digest: string;
}

/**
 * A fingerprint of all that happened and of the state now: trace, machine, counters, the cores' own. Unlike
 * Machine.digest it leaves the cores as they are, which then go on as if nobody had looked.
 */
export function digestSystem({ machine, kernel, cores, trace }: RecordedSystem): string {
  const digest = new Digest();
  digestSaved(digest, [trace.digest(), machine.parts(), kernel.counters()]);
  const { words } = machine.space.ram;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === 0) continue;
    digest.addWord(at);
    digest.addWord(words[at]);
  }
  for (const { mode, since, cycles } of cores) digestSaved(digest, [mode, since, cycles]);
  return digest.toString();
}

export class SystemRecording<S extends RecordedSystem> {
  private present: S;
  private readonly log: LoggedInput[];
  /** Inputs that the system has got, as it stands now. */
  private given = 0;
  /** The cycle to which it was run; nothing happens between the kernel's and this one. */
  private reached = 0;

  constructor(
    private readonly make: () => S,
    inputs: readonly LoggedInput[] = [],
  ) {
    this.present = make();
    this.log = [...inputs];
  }

  /** @throws when the system that `make` gives did not run as the saved one. */
  static restore<S extends RecordedSystem>(make: () => S, saved: SavedSystem): SystemRecording<S> {
    const recording = new SystemRecording(make, saved.inputs);
    recording.run(saved.cycle);
    const digest = digestSystem(recording.system);
    if (digest !== saved.digest)
      throw new Error(
        `what was saved at cycle ${saved.cycle} has the digest ${saved.digest}, run again it has ${digest}: it is another system, or one that depends on more than how it was made`,
      );
    return recording;
  }

  /** As it stands now; another object after a rewind. */
  get system(): S {
    return this.present;
  }

  get inputs(): readonly LoggedInput[] {
    return this.log;
  }

  /** Input from outside, at the cycle to which the system was run. Ends a recorded future beyond it. */
  input(device: string, bytes: Uint8Array): void {
    this.log.length = this.given;
    this.present.machine.input(device, bytes);
    this.log.push({ cycle: this.reached, device, bytes: bytes.slice() });
    this.given++;
  }

  /** Runs to `untilCycle`, giving recorded inputs where they lie ahead. @returns whether the run is over. */
  run(untilCycle = Number.POSITIVE_INFINITY): boolean {
    const { kernel, machine } = this.present;
    for (;;) {
      const next = this.log[this.given];
      if (next === undefined || next.cycle > untilCycle) {
        const over = kernel.run(untilCycle);
        this.reached = Math.max(kernel.cycle, over ? 0 : untilCycle);
        return over;
      }
      kernel.run(next.cycle);
      machine.input(next.device, next.bytes);
      this.given++;
    }
  }

  save(): SavedSystem {
    return {
      cycle: this.reached,
      inputs: this.log.slice(0, this.given),
      digest: digestSystem(this.present),
    };
  }

  /** Back to the state at `cycle`: recorded inputs behind it lie ahead again. */
  rewind(cycle: number): void {
    if (cycle > this.reached)
      throw new RangeError(`the system is at cycle ${this.reached}: it cannot go back to ${cycle}`);
    this.present = this.make();
    this.given = 0;
    this.run(cycle);
  }
}
