/** Processes whose instructions trap, under the handler: each trap with what was found and what came of it. */
import { NativePolicies } from '../../../simulator/engine/native-policies';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { KERNEL_BYTES } from '../../../simulator/kernel/memory/address-spaces';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { imageFrames, type SystemProgram } from '../../../simulator/kernel/processes/program-image';
import { FirstComeFirstServed } from '../../../simulator/kernel/scheduling/first-come-first-served';
import { createSystem, type ProcessSystem } from '../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { type Reach, reachOf } from '../reach';
import { type TrapParameters, trappingProgram } from './programs';

export const EVENTS = SYSTEM_EVENTS;

export interface TrapFact {
  /** Index of its event `trapped`, and of its event `trap-handled`. */
  readonly event: number;
  readonly end: number;
  /** The instruction. */
  readonly word: number;
  /** The four bytes from the address on that it would have accessed. */
  readonly reach: Reach;
  /** Program counter and x1 to x31, before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly answer: number;
  /** Another process whose registers are not as before; 0: none. */
  readonly stranger: number;
}

export interface TrapResult {
  readonly traps: readonly TrapFact[];
}

const MOST_CYCLES = 20_000_000;
const FRAMES = 420;
const SCHEDULER_SHAPE = {
  className: 'FirstComeFirstServed',
  methods: { enqueue: 2, pickNext: 1, tick: 2 },
  programs: {},
  services: {},
};
/** The cores have no multiplier. */
const ABSENT = ['mul', 'mulh', 'mulhsu', 'mulhu', 'div', 'divu', 'rem', 'remu'];

export function simulate(context: SimulationContext, parameters: TrapParameters): TrapResult {
  const { processes } = parameters;
  const programs: SystemProgram[] = [
    {
      name: 'init',
      *code() {
        for (let i = 1; i <= processes; i++)
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, i, 0);
        for (let i = 1; i <= processes; i++) yield* systemCall(SYSTEM_CALL.wait, 0);
        return 0;
      },
    },
    ...Array.from({ length: processes }, (_, i) =>
      trappingProgram(context.random.fork(`program ${i}`), parameters, i),
    ),
  ];
  const images = programs.reduce((sum, each) => sum + imageFrames(each), 0);
  const traps: TrapFact[] = [];
  let open: Pick<TrapFact, 'event' | 'word' | 'reach' | 'before'> | undefined;
  let others = new Map<number, string>();
  const system: ProcessSystem = createSystem({
    machine: { ramBytes: KERNEL_BYTES + (images + FRAMES) * PAGE_BYTES, core: { absent: ABSENT } },
    kernel: { tickCycles: 20_000, devices: [], policyNumbers: [1, 64] },
    ...{ programs, trace: context.trace, mechanisms: { trapHandler: context.policies } },
    policies: new NativePolicies(FirstComeFirstServed, SCHEDULER_SHAPE),
    observer: {
      asking(method, [process = 0, , value = 0, programCounter = 0]) {
        if (method !== 'trap') return;
        const record = system.processes.recordOf(process);
        open = {
          event: context.trace.length - 1,
          word: wordAt(system, record.root, programCounter >>> 0),
          reach: reachOf(system, record, value >>> 0, 4),
          before: system.processes.registersOf(process),
        };
        others = registersOfOthers(system, process, processes + 1);
      },
      answered(method, [process = 0], answer) {
        if (method !== 'trap' || open === undefined) return;
        const now = registersOfOthers(system, process, processes + 1);
        const stranger = [...others].find(([other, registers]) => now.get(other) !== registers)?.[0] ?? 0;
        const after = system.processes.registersOf(process);
        traps.push({ ...open, after, answer, stranger, end: context.trace.length });
      },
    },
  });
  try {
    system.kernel.run(MOST_CYCLES);
  } finally {
    Object.assign(context.counters, { trapAccesses: 0, trapPolicyCycles: 0 });
    Object.assign(context.counters, system.kernel.counters(), system.processes.counters());
  }
  return { traps };
}

function wordAt({ processes }: ProcessSystem, root: number, address: number): number {
  const page = processes.pageAt(root, Math.floor(address / PAGE_BYTES));
  return page === undefined ? 0 : processes.wordOf(page.frame, (address % PAGE_BYTES) >>> 2);
}

/** @param last number of a process. */
function registersOfOthers({ processes }: ProcessSystem, process: number, last: number): Map<number, string> {
  const found = new Map<number, string>();
  for (let other = 1; other <= last; other++)
    if (other !== process && processes.exists(other)) found.set(other, processes.registersOf(other).join());
  return found;
}
