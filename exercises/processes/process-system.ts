/**
 * A system with processes for an exercise: first come, first served, on one core, with one device to pause at.
 *
 *      the simulation  ─▶  runProcesses({ context, programs, frames, mechanisms, observer })  ─▶  whether the run ended
 */
import { NativePolicies } from '../../simulator/engine/native-policies';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { KERNEL_BYTES } from '../../simulator/kernel/memory/address-spaces';
import type { MechanismObserver, Mechanisms } from '../../simulator/kernel/processes/mechanisms';
import { imageFrames, type SystemProgram } from '../../simulator/kernel/processes/program-image';
import { FirstComeFirstServed } from '../../simulator/kernel/scheduling/first-come-first-served';
import { createSystem, type ProcessSystem } from '../../simulator/kernel/system';
import type { SimulationContext } from '../exercise-definition';
import { PAUSE_DEVICE } from './process-plan';

const MAX_THREADS = 64;
const SCHEDULER_SHAPE = {
  className: 'FirstComeFirstServed',
  methods: { enqueue: 2, pickNext: 1, tick: 2 },
  programs: {},
  services: {},
};
/** A run ends here at the latest: a process that goes astray may compute for ever. */
const MOST_CYCLES = 60_000_000;

export interface ProcessSystemParts {
  readonly context: Pick<SimulationContext, 'trace' | 'counters'>;
  /** Process 1 runs the first. */
  readonly programs: readonly SystemProgram[];
  /** Frames of memory for processes: what the programs themselves take comes on top. */
  readonly frames: number;
  readonly mechanisms: Mechanisms;
  /** Made when the system is there. */
  readonly observer?: (system: ProcessSystem) => MechanismObserver;
}

export function processSystem(parts: ProcessSystemParts): ProcessSystem {
  const { programs, frames, mechanisms, context } = parts;
  const images = programs.reduce((sum, program) => sum + imageFrames(program), 0);
  let observer: MechanismObserver | undefined;
  const system = createSystem({
    machine: { ramBytes: KERNEL_BYTES + (images + frames) * PAGE_BYTES },
    kernel: { tickCycles: 100_000, devices: [PAUSE_DEVICE], policyNumbers: [1, MAX_THREADS] },
    ...{ programs, mechanisms, trace: context.trace },
    policies: new NativePolicies(FirstComeFirstServed, SCHEDULER_SHAPE),
    observer: {
      asking: (method, numbers) => observer?.asking?.(method, numbers),
      answered: (method, numbers, answer) => observer?.answered?.(method, numbers, answer),
    },
  });
  observer = parts.observer?.(system);
  return system;
}

/** @returns whether the run came to an end by itself. */
export function runProcesses(parts: ProcessSystemParts): boolean {
  const system = processSystem(parts);
  try {
    return system.kernel.run(MOST_CYCLES);
  } finally {
    Object.assign(parts.context.counters, system.kernel.counters(), system.processes.counters());
  }
}
