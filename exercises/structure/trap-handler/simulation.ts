/** Processes whose instructions trap, under the handler: each trap with what was found and what came of it. */
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import type { MechanismObserver } from '../../../simulator/kernel/processes/mechanisms';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import type { ProcessSystem } from '../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { runProcesses } from '../../processes/process-system';
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

const FRAMES = 420;
/** The cores have no multiplier. */
const ABSENT = ['mul', 'mulh', 'mulhsu', 'mulhu', 'div', 'divu', 'rem', 'remu'];

export function simulate(context: SimulationContext, parameters: TrapParameters): TrapResult {
  const { random, trace } = context;
  const { processes, inTurn } = parameters;
  const traps: TrapFact[] = [];
  const init: SystemProgram = {
    name: 'init',
    *code() {
      for (let i = 1; i <= processes; i++) {
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, i, 0);
        if (inTurn) yield* systemCall(SYSTEM_CALL.wait, 0);
      }
      while ((yield* systemCall(SYSTEM_CALL.wait, 0)) > 0);
      return 0;
    },
  };
  const others = Array.from({ length: processes }, (_, i) =>
    trappingProgram(random.fork(`program ${i}`), parameters, i),
  );
  runProcesses({
    ...{ context, frames: FRAMES, mechanisms: { trapHandler: context.policies } },
    programs: [init, ...others],
    core: { absent: ABSENT },
    observer: (system) => observe(system, trace, traps, processes + 1),
  });
  return { traps };
}

/** @param last number of a process. */
function observe(system: ProcessSystem, trace: Trace, traps: TrapFact[], last: number): MechanismObserver {
  const { processes } = system;
  let open: Pick<TrapFact, 'event' | 'word' | 'reach' | 'before'> | undefined;
  let others = new Map<number, string>();
  return {
    asking(method, [process = 0, , value = 0, programCounter = 0]) {
      if (method !== 'trap') return;
      const record = processes.recordOf(process);
      open = {
        event: trace.length - 1,
        word: wordAt(system, record.root, programCounter >>> 0),
        reach: reachOf(system, record, value >>> 0, 4),
        before: processes.registersOf(process),
      };
      others = registersOfOthers(system, process, last);
    },
    answered(method, [process = 0], answer) {
      if (method !== 'trap' || open === undefined) return;
      const now = registersOfOthers(system, process, last);
      const stranger = [...others].find(([other, registers]) => now.get(other) !== registers)?.[0] ?? 0;
      traps.push({ ...open, after: processes.registersOf(process), answer, stranger, end: trace.length });
    },
  };
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
