/**
 * Processes that make system calls, good ones and bad ones, through the dispatcher under test.
 *
 *      page of data    0 and 1           2                 3              4              behind
 *                      read and write    only read         only execute   the kernel's   heap, up to the break
 *
 * The data has no byte 0 but where a text ends. What each call finds (permissions, what its pointers reach) and what
 * came of it are the facts that the judge looks at.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { RIGHTS } from '../../../simulator/kernel/memory/page-table';
import type { MechanismObserver } from '../../../simulator/kernel/processes/mechanisms';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { INIT } from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import type { ProcessSystem } from '../../../simulator/kernel/system';
import {
  ARGUMENT,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  SERVICE_GROUPS,
  SYSTEM_CALL,
  SYSTEM_CALL_NAMES,
  systemCallOf,
} from '../../../simulator/kernel/system-calls';
import { compute, type Operation, store, systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { runProcesses } from '../../processes/process-system';
import { protectPage } from '../protect-page';
import { type Reach, reachOf } from '../reach';
import { DATA, dataOf, drawCalls, type SystemCallParameters } from './calls';

/** Of each call: whose it is to make, and what of it was copied in when it was carried out. */
export const EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  permitted: {
    fields: ['process', 'group', 'may'],
    description:
      'The group of the call, and whether the permissions of the process have it; -1: no such call.',
    sentence: 'the call is of the group {group}, which process {process} {may}',
    words: { group: SERVICE_GROUPS, may: ['may not use', 'may use'] },
  },
  'copied-in': {
    fields: ['process', 'first', 'second'],
    description:
      'So many bytes of its first and of its second argument were copied in, and it is carried out.',
    sentence: '{first:count bytes} of the first argument and {second} of the second have been copied in',
  },
  answers: {
    fields: ['process', 'number', 'answer'],
    description: 'The dispatcher answered the call; no matter what where the caller blocked.',
    sentence: 'the dispatcher answers {number} of process {process} with {answer}',
    words: { number: SYSTEM_CALL_NAMES },
  },
});

export interface CallFact {
  /** Index of its event `call`, and of the first event behind it. */
  readonly event: number;
  readonly end: number;
  readonly permissions: number;
  /** By argument; undefined for values. */
  readonly reach: readonly (Reach | undefined)[];
  /** What was copied in, by argument. */
  readonly copies: readonly (readonly number[])[];
  readonly answer: number;
}

export interface SystemCallResult {
  readonly calls: readonly CallFact[];
}

const FRAMES = 200;

type Calls = readonly (readonly [number: number, first: number, second: number])[];

export function simulate(context: SimulationContext, parameters: SystemCallParameters): SystemCallResult {
  const { random, trace } = context;
  const scripts: Calls[] = Array.from({ length: parameters.processes }, (_, i) =>
    drawCalls(random.fork(`process ${i}`), parameters, i > 0),
  );
  const calls: CallFact[] = [];
  let tellCopies: (process: number) => void = () => {};
  const dispatcher = beforePerform(context.policies, (process) => tellCopies(process));
  runProcesses({
    ...{ context, frames: FRAMES, mechanisms: { dispatcher } },
    programs: [
      program(random.fork('data'), scripts, parameters.about === 'numbers'),
      { name: 'shell', code: () => compute(1) },
    ],
    observer: (system) => {
      protectData(system);
      tellCopies = (process) => {
        const [first, second] = ([0, 1] as const).map((argument) => system.processes.copyOf(argument).length);
        trace.record(system.kernel.cycle, EVENTS.index['copied-in'], process, first, second);
      };
      return observe(system, trace, calls);
    },
  });
  return { calls };
}

/** Tells before each call is carried out whose it is. */
function beforePerform(policies: PolicyHost, tell: (process: number) => void): PolicyHost {
  return {
    takeUnits: () => policies.takeUnits(),
    create: ({ perform, ...services }, ...numbers) =>
      policies.create(
        {
          ...services,
          perform(process, ...call) {
            tell(process);
            return perform(process, ...call);
          },
        },
        ...numbers,
      ),
  };
}

function observe(system: ProcessSystem, trace: Trace, calls: CallFact[]): MechanismObserver {
  let open: Omit<CallFact, 'copies' | 'answer' | 'end'> | undefined;
  return {
    asking(method, numbers) {
      if (method !== 'call') return;
      open = { event: trace.length - 1, ...found(system, numbers) };
      const [process = 0, number = 0] = numbers;
      const group = systemCallOf(number)?.group ?? -1;
      const may = group < 0 ? 0 : (open.permissions >>> group) & 1;
      trace.record(system.kernel.cycle, EVENTS.index.permitted, process, group, may);
    },
    answered(method, [process = 0, number = 0], answer) {
      if (method !== 'call' || open === undefined) return;
      trace.record(system.kernel.cycle, EVENTS.index.answers, process, number, answer);
      const copies = ([0, 1] as const).map((argument) => [...system.processes.copyOf(argument)]);
      calls.push({ ...open, copies, answer, end: trace.length });
    },
  };
}

/**
 * Process 1 makes the others; each makes its calls.
 * @param oneByOne whether all of them have the same number: before the next one comes, process 1 takes the frame that
 *   the root table of the last one lay in.
 */
function program(random: Random, scripts: readonly Calls[], oneByOne: boolean): SystemProgram {
  return {
    name: 'init',
    data: dataOf(random),
    *code() {
      let mine = 0;
      for (let i = 1; i < scripts.length && mine === 0; i++) {
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) mine = i;
        else if (oneByOne) {
          yield* systemCall(SYSTEM_CALL.wait, 0);
          yield* systemCall(SYSTEM_CALL.setBreak, DATA.end + i * PAGE_BYTES);
          yield* store(DATA.end + (i - 1) * PAGE_BYTES, i);
        }
      }
      yield* makeCalls(scripts[mine] ?? []);
      if (mine === 0) for (let i = 1; i < scripts.length; i++) yield* systemCall(SYSTEM_CALL.wait, 0);
      return 0;
    },
  };
}

function* makeCalls(calls: Calls): Operation {
  for (const [number, first, second] of calls) yield* systemCall(number, first, second);
  return 0;
}

/**
 * Takes rights from pages of data, as a kernel does that loads a program with constants and code; and leaves the bits of
 * a page below the data that is there no longer.
 */
function protectData(system: ProcessSystem): void {
  protectPage(system, DATA.constants, RIGHTS.readOnly);
  protectPage(system, DATA.code, RIGHTS.readExecute & ~ENTRY.read);
  protectPage(system, DATA.kernel, RIGHTS.readWrite & ~ENTRY.user);
  // An entry that was in use once, and is valid no longer.
  const { processes, memory } = system;
  const table = (memory.readKernel(processes.rootOf(INIT)) >>> 10) * PAGE_BYTES;
  const first = memory.readKernel(table + 4 * (DATA.start / PAGE_BYTES));
  memory.write(table + 4 * (DATA.start / PAGE_BYTES - 1), first & ~ENTRY.valid);
}

function found(
  system: ProcessSystem,
  [process = 0, number = 0, first = 0, second = 0]: readonly number[],
): Pick<CallFact, 'permissions' | 'reach'> {
  const record = system.processes.recordOf(process);
  const call = systemCallOf(number);
  const reach = [first, second].map((address, argument) => {
    const [kind, bytes] = call?.arguments?.[argument] ?? [ARGUMENT.value, 0];
    if (kind === ARGUMENT.value) return undefined;
    const length = kind === ARGUMENT.text ? MAX_TEXT_BYTES : kind === ARGUMENT.buffer ? second : bytes;
    return reachOf(system, record, address >>> 0, Math.min(length, MAX_BUFFER_BYTES));
  });
  return { permissions: record.permissions, reach };
}
