/**
 * A system with processes for an exercise: first come, first served, on one core, with one device to pause at.
 *
 *      the simulation  ─▶  runProcesses({ context, programs, frames, mechanisms, observer })
 */
import { NativePolicies } from '../../simulator/engine/native-policies';
import { Trace } from '../../simulator/engine/trace';
import type { MachineOptions } from '../../simulator/hardware/machine';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { KERNEL_BYTES } from '../../simulator/kernel/memory/address-spaces';
import type { MechanismObserver, Mechanisms } from '../../simulator/kernel/processes/mechanisms';
import { SYSTEM_EVENTS } from '../../simulator/kernel/processes/process-events';
import { INIT } from '../../simulator/kernel/processes/process-record';
import { imageFrames, type SystemProgram } from '../../simulator/kernel/processes/program-image';
import { FirstComeFirstServed } from '../../simulator/kernel/scheduling/first-come-first-served';
import { SCHEDULING_SHAPE } from '../../simulator/kernel/scheduling/scheduling-policy';
import { createSystem, type ProcessSystem } from '../../simulator/kernel/system';
import type { SimulationContext } from '../exercise-definition';
import { KernelSnapshot } from './kernel-snapshot';
import { PAUSE_DEVICE, type Plan } from './process-plan';

const MAX_THREADS = 64;
/** A run ends here at the latest: a process that goes astray may compute for ever. */
const MOST_CYCLES = 60_000_000;

export interface ProcessSystemParts {
  readonly context: Pick<SimulationContext, 'trace' | 'countBy'>;
  /** Process 1 runs the first. */
  readonly programs: readonly SystemProgram[];
  /** Frames of memory for processes: what the programs themselves take comes on top. */
  readonly frames: number;
  readonly mechanisms: Mechanisms;
  /** Counters of the exercise's own, in the place of the system's of the same names. */
  readonly counters?: () => Readonly<Record<string, number>>;
  /** What is particular to its core. */
  readonly core?: MachineOptions['core'];
  /** Made when the system is there, before it runs. */
  readonly observer?: (system: ProcessSystem) => MechanismObserver;
}

export function processSystem(parts: ProcessSystemParts): ProcessSystem {
  const { programs, frames, mechanisms, context, core } = parts;
  const images = programs.reduce((sum, program) => sum + imageFrames(program), 0);
  let observer: MechanismObserver | undefined;
  const system = createSystem({
    machine: { ramBytes: KERNEL_BYTES + (images + frames) * PAGE_BYTES, core },
    kernel: { tickCycles: 100_000, devices: [PAUSE_DEVICE], policyNumbers: [1, MAX_THREADS] },
    ...{ programs, mechanisms, trace: context.trace },
    policies: new NativePolicies(FirstComeFirstServed, SCHEDULING_SHAPE),
    observer: {
      asking: (method, numbers) => observer?.asking?.(method, numbers),
      answered: (method, numbers, answer) => observer?.answered?.(method, numbers, answer),
    },
  });
  observer = parts.observer?.(system);
  return system;
}

export function runProcesses(parts: ProcessSystemParts): void {
  const system = processSystem(parts);
  const { kernel, processes } = system;
  const { countBy } = parts.context;
  countBy(() => kernel.counters());
  countBy(() => processes.counters());
  if (parts.counters !== undefined) countBy(parts.counters);
  kernel.run(MOST_CYCLES);
}

const MEASURED_AT = 10_000_000;

/** Frames that its first process has once a plan is done, and those that are free then. */
export function measureFrames(
  plan: Plan,
  frames: number,
  programOf: (plan: Plan) => SystemProgram,
  others: readonly SystemProgram[] = [],
): { readonly own: number; readonly free: number } {
  const program = programOf([...plan, { does: 'pause', cycles: 2 * MEASURED_AT }]);
  const context = { trace: new Trace(SYSTEM_EVENTS.kinds, 0), countBy: () => undefined };
  const system = processSystem({ context, programs: [program, ...others], frames, mechanisms: {} });
  system.kernel.run(MEASURED_AT);
  const snapshot = new KernelSnapshot(system);
  const { tables, pages } = snapshot.space(snapshot.records.get(INIT)?.root ?? 0);
  return { own: 1 + tables.size + pages.length, free: snapshot.freeFrames };
}
