/** Processes whose instructions trap, under the handler: each trap with what was found and what came of it. */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { CAUSE } from '../../../simulator/hardware/riscv/control-registers';
import { findInstruction, INSTRUCTIONS } from '../../../simulator/hardware/riscv/instruction-set';
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

const REGISTERS = Array.from({ length: 32 }, (_, i) => `x${i}`);
const NOTHING = REGISTERS.length;
const OPERANDS = [...REGISTERS, 'nothing'];

/** Around a trap: what the instruction is and finds, and which registers the handler set. */
export const EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  instruction: {
    fields: ['instruction', 'target', 'first', 'second'],
    description: 'The instruction that trapped, and its registers.',
    sentence: 'the instruction is {instruction}: it writes {target}, and reads {first} and {second}',
    words: {
      instruction: ['none that there is', ...INSTRUCTIONS.map(({ name }) => name)],
      ...{ target: OPERANDS, first: OPERANDS, second: OPERANDS },
    },
  },
  operand: {
    fields: ['process', 'register', 'value'],
    description: 'A register of the instruction, before it is handled.',
    sentence: '{register} of process {process} holds {value:bits}',
    words: { register: REGISTERS },
  },
  'byte-there': {
    fields: ['offset', 'address', 'byte', 'may'],
    description: 'A byte that the instruction would access; -1: it may not be loaded.',
    sentence: '{byte:byte} lies at {address:place}: the process {may}',
    words: { may: ['may do nothing there', 'may load it', 'may store there', 'may load it and store there'] },
  },
  'register-set': {
    fields: ['process', 'register', 'before', 'value'],
    description: 'A register is not what it was before the handler was asked; 0 is the program counter.',
    sentence: '{register} of process {process}, which held {before:bits}, holds {value:bits}',
    words: { register: ['pc', ...REGISTERS.slice(1)] },
  },
});

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
  const { processes, kernel } = system;
  const record: Recorder = (kind, ...values) => trace.record(kernel.cycle, kind, ...values);
  let open: Pick<TrapFact, 'event' | 'word' | 'reach' | 'before'> | undefined;
  let others = new Map<number, readonly number[]>();
  return {
    asking(method, [process = 0, cause = 0, value = 0, programCounter = 0]) {
      if (method !== 'trap') return;
      const own = processes.recordOf(process);
      open = {
        event: trace.length - 1,
        word: wordAt(system, own.root, programCounter >>> 0),
        reach: reachOf(system, own, value >>> 0, 4),
        before: processes.registersOf(process),
      };
      others = registersOfOthers(system, process, last);
      tell(record, process, cause, value >>> 0, open);
    },
    answered(method, [process = 0], answer) {
      if (method !== 'trap' || open === undefined) return;
      const now = registersOfOthers(system, process, last);
      const stranger = [...others].find(([other, registers]) => isOther(registers, now.get(other)))?.[0] ?? 0;
      const { before } = open;
      const after = processes.registersOf(process);
      for (let register = 0; register < after.length; register++)
        if (after[register] !== before[register])
          record(EVENTS.index['register-set'], process, register, before[register], after[register]);
      traps.push({ ...open, after, answer, stranger, end: trace.length });
    },
  };
}

/** Records an event, now: a simulation cannot look into its trace, which may keep nothing. */
type Recorder = (kind: number, ...values: readonly number[]) => void;

/** What the instruction is, and what it finds. */
function tell(
  record: Recorder,
  process: number,
  cause: number,
  address: number,
  { word, reach, before }: Pick<TrapFact, 'word' | 'reach' | 'before'>,
): void {
  const instruction = findInstruction(word);
  const operands = instruction?.operands ?? '';
  const at = (bit: number, name: string) => (operands.includes(name) ? (word >>> bit) & 31 : NOTHING);
  const registers = [at(7, 'rd'), at(15, 'rs1'), at(20, 'rs2')] as const;
  const number = instruction === undefined ? 0 : 1 + INSTRUCTIONS.indexOf(instruction);
  record(EVENTS.index.instruction, number, ...registers);
  for (const register of new Set(registers))
    if (register > 0 && register < NOTHING) record(EVENTS.index.operand, process, register, before[register]);
  if (cause !== CAUSE.loadMisaligned && cause !== CAUSE.storeMisaligned) return;
  reach.rights.forEach((rights, i) => {
    record(EVENTS.index['byte-there'], i, (address + i) | 0, reach.bytes[i], rights & 3);
  });
}

function wordAt({ processes }: ProcessSystem, root: number, address: number): number {
  const page = processes.pageAt(root, Math.floor(address / PAGE_BYTES));
  return page === undefined ? 0 : processes.wordOf(page.frame, (address % PAGE_BYTES) >>> 2);
}

/** @param last number of a process. */
function registersOfOthers(
  { processes }: ProcessSystem,
  process: number,
  last: number,
): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (let other = 1; other <= last; other++)
    if (other !== process && processes.exists(other)) found.set(other, processes.registersOf(other));
  return found;
}

function isOther(registers: readonly number[], now: readonly number[] | undefined): boolean {
  if (now === undefined) return true;
  for (let i = 0; i < registers.length; i++) if (registers[i] !== now[i]) return true;
  return false;
}
