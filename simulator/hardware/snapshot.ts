/**
 * Rewind and replay: a recording of a machine's run, from which any cycle of it can be had again.
 *
 *      snapshot 0 ─── input @ 120 ─── snapshot 1 ───────── input @ 350 ─── now
 *                                         └── rewind(300): restore snapshot 1, run on, giving the logged inputs
 *
 * A run is a pure function of its start and of what came from outside. So the log holds only inputs, with their
 * cycles, and snapshots are there to make rewinding short. Snapshots share every page of RAM that was not written
 * between them. After a rewind the machine stands in the past; going on from there with `run` gives the recorded
 * inputs again until the recorded end (`replay`), or starts another future (`branch`).
 *
 * All input must come through the recording. A snapshot is a point at which `run` returned.
 */
import { digestState, type Machine, type MachineState, type RunOutcome } from './machine';

export interface LoggedInput {
  readonly cycle: number;
  readonly device: string;
  readonly bytes: Uint8Array;
}

interface Snapshot {
  readonly cycle: number;
  /** Inputs given before it. */
  readonly inputs: number;
  readonly state: MachineState;
}

export class Recording {
  private snapshots: Snapshot[] = [];
  private log: LoggedInput[] = [];
  /** Inputs that the machine has got, as it stands now. */
  private given = 0;

  /** Begins with a snapshot. @param everyCycles `run` takes one at least so often. */
  constructor(
    readonly machine: Machine,
    readonly everyCycles = Number.POSITIVE_INFINITY,
  ) {
    this.snapshot();
  }

  get inputs(): readonly LoggedInput[] {
    return this.log;
  }

  get snapshotCycles(): readonly number[] {
    return this.snapshots.map((each) => each.cycle);
  }

  /** Pages of RAM that all snapshots hold together: what incremental snapshots save is in this number. */
  get storedPages(): number {
    return new Set(this.snapshots.flatMap((each) => each.state.ram)).size;
  }

  /** Takes a snapshot now. @returns its digest. */
  snapshot(): string {
    const { machine } = this;
    const state = machine.save();
    // One a cycle is enough; a later one holds more inputs.
    this.snapshots = this.snapshots.filter((each) => each.cycle < machine.cycle);
    this.snapshots.push({ cycle: machine.cycle, inputs: this.given, state });
    return digestState(state);
  }

  /** Input from outside, at the machine's cycle. Ends a recorded future beyond it. */
  input(device: string, bytes: Uint8Array): void {
    this.branch();
    this.machine.input(device, bytes);
    this.log.push({ cycle: this.machine.cycle, device, bytes: bytes.slice() });
    this.given++;
  }

  /** Runs to `untilCycle`, giving recorded inputs where they lie ahead, and taking snapshots. */
  run(untilCycle: number): RunOutcome {
    const { machine, everyCycles } = this;
    for (;;) {
      this.giveDue();
      const last = this.snapshots.findLast((each) => each.cycle <= machine.cycle) as Snapshot;
      const nextInput = this.log[this.given]?.cycle ?? Number.POSITIVE_INFINITY;
      const stop = Math.min(untilCycle, nextInput, last.cycle + everyCycles);
      const outcome = machine.run({ untilCycle: stop });
      if (machine.cycle >= last.cycle + everyCycles) this.snapshot();
      if (machine.cycle >= untilCycle) {
        this.giveDue();
        return 'cycle reached';
      }
      if (outcome !== 'cycle reached') return outcome;
    }
  }

  /** Back to the state at `cycle`, or at the first point behind it where a run can stop. */
  rewind(cycle: number): void {
    const from = this.snapshots.findLast((each) => each.cycle <= cycle);
    if (from === undefined)
      throw new RangeError(
        `the recording begins at cycle ${this.snapshots[0]?.cycle}: it cannot go back to ${cycle}`,
      );
    this.machine.restore(from.state);
    this.given = from.inputs;
    this.run(cycle);
  }

  /** Forgets what was recorded behind the machine's cycle. */
  branch(): void {
    this.log.length = this.given;
    this.snapshots = this.snapshots.filter((each) => each.cycle <= this.machine.cycle);
  }

  private giveDue(): void {
    for (;;) {
      const next = this.log[this.given];
      if (next === undefined || next.cycle > this.machine.cycle) return;
      this.machine.input(next.device, next.bytes);
      this.given++;
    }
  }
}
