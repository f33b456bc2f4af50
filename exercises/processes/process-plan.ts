/**
 * What the processes of an exercise do, as a plan that runs as a native program or as machine code:
 *
 *      [{ does: 'break', bytes: 8192 }, { does: 'store', at: heap(4096), word: 7 }, { does: 'fork', child: [...] }]
 *
 * A plan ends whatever its system calls answer; its end is the end of its process. Machine code has words of its own
 * in every register that it does not need.
 */
import type { Random } from '../../simulator/engine/random';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { assemble } from '../../simulator/hardware/toolchain/assembler';
import { CODE_BASE, STACK_TOP } from '../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../simulator/kernel/processes/program-image';
import { SYSTEM_CALL } from '../../simulator/kernel/system-calls';
import { load, type Operation, store, systemCall } from '../../simulator/programs/operations';

/** A word of a process: so many bytes above the start of its heap (below it: data), or below the end of its stack. */
export interface Place {
  readonly area: 'heap' | 'stack';
  readonly offset: number;
}
export const heap = (offset: number): Place => ({ area: 'heap', offset });
export const stack = (offset: number): Place => ({ area: 'stack', offset });

export type Step =
  /** From now on the heap has so many bytes. */
  | { readonly does: 'break'; readonly bytes: number }
  | { readonly does: 'store'; readonly at: Place; readonly word: number }
  /** Reads a word, and does nothing with it. */
  | { readonly does: 'load'; readonly at: Place }
  /** Sends a word to the console. */
  | { readonly does: 'say'; readonly at: Place }
  | { readonly does: 'fork'; readonly child: Plan }
  | { readonly does: 'wait' }
  | { readonly does: 'yield' }
  /** Blocks for so many cycles. */
  | { readonly does: 'pause'; readonly cycles: number }
  /** Keeps these groups of system calls. */
  | { readonly does: 'restrict'; readonly groups: number }
  /** Runs a program, with the list of arguments at an address: one of the heap or stack, or any number. */
  | { readonly does: 'exec'; readonly program: number; readonly list: Place | number };

export type Plan = readonly Step[];

/** The device that a pause asks; it serves everybody at once. */
export const PAUSE_DEVICE = { parallel: 64 } as const;

export function nativePlan(name: string, plan: Plan, more: Partial<SystemProgram> = {}): SystemProgram {
  return {
    name,
    *code() {
      const start = yield* systemCall(SYSTEM_CALL.setBreak, 0);
      yield* perform(plan, start);
      return 0;
    },
    ...more,
  };
}

function* perform(plan: Plan, start: number): Operation {
  const address = ({ area, offset }: Place) => (area === 'heap' ? start + offset : STACK_TOP - offset);
  for (const step of plan)
    switch (step.does) {
      case 'break':
        yield* systemCall(SYSTEM_CALL.setBreak, start + step.bytes);
        break;
      case 'store':
        yield* store(address(step.at), step.word);
        break;
      case 'load':
        yield* load(address(step.at));
        break;
      case 'say':
        yield* systemCall(SYSTEM_CALL.write, address(step.at));
        break;
      case 'fork':
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
          yield* perform(step.child, start);
          yield* systemCall(SYSTEM_CALL.exit, 0);
        }
        break;
      case 'wait':
        yield* systemCall(SYSTEM_CALL.wait, 0);
        break;
      case 'yield':
        yield* systemCall(SYSTEM_CALL.yield);
        break;
      case 'pause':
        yield* systemCall(SYSTEM_CALL.read, 0, step.cycles);
        break;
      case 'restrict':
        yield* systemCall(SYSTEM_CALL.restrict, step.groups);
        break;
      case 'exec':
        yield* systemCall(
          SYSTEM_CALL.exec,
          step.program,
          typeof step.list === 'number' ? step.list : address(step.list),
        );
        break;
    }
  return 0;
}

/** Registers that a plan does not use; s11 holds the start of the heap. */
const FREE_REGISTERS = 'ra gp tp t2 t3 t4 t5 t6 s0 s1 s2 s3 s4 s5 s6 s7 s8 s9 s10 a2 a3 a4 a5 a6'.split(' ');

/** @param offset where in the code it is to stand. */
export function machineCodePlan(
  name: string,
  plan: Plan,
  random: Random,
  more: Partial<SystemProgram> = {},
  offset = 0,
): SystemProgram {
  const lines = [
    ...FREE_REGISTERS.map((register) => `li ${register}, ${random.below(2 ** 31)}`),
    ...call('setBreak', 'li a0, 0'),
    'mv s11, a0',
  ];
  let labels = 0;
  const address = ({ area, offset }: Place, register: string) => [
    `li ${register}, ${area === 'heap' ? offset : (STACK_TOP - offset) | 0}`,
    ...(area === 'heap' ? [`add ${register}, ${register}, s11`] : []),
  ];
  const write = (steps: Plan): void => {
    for (const step of steps)
      switch (step.does) {
        case 'break':
          lines.push(...call('setBreak', ...address(heap(step.bytes), 'a0')));
          break;
        case 'store':
          lines.push(...address(step.at, 't0'), `li t1, ${step.word | 0}`, 'sw t1, 0(t0)');
          break;
        case 'load':
          lines.push(...address(step.at, 't0'), 'lw t1, 0(t0)');
          break;
        case 'say':
          lines.push(...call('write', ...address(step.at, 'a0')));
          break;
        case 'fork': {
          const label = `parent${labels++}`;
          lines.push(...call('fork'), `beqz a0, child_${label}`, `j ${label}`, `child_${label}:`);
          write(step.child);
          lines.push(...call('exit', 'li a0, 0'), `${label}:`);
          break;
        }
        case 'wait':
          lines.push(...call('wait', 'li a0, 0'));
          break;
        case 'yield':
          lines.push(...call('yield'));
          break;
        case 'pause':
          lines.push(...call('read', 'li a0, 0', `li a1, ${step.cycles}`));
          break;
        case 'restrict':
          lines.push(...call('restrict', `li a0, ${step.groups}`));
          break;
        case 'exec':
          lines.push(
            ...call(
              'exec',
              `li a0, ${step.program}`,
              ...(typeof step.list === 'number' ? [`li a1, ${step.list | 0}`] : address(step.list, 'a1')),
            ),
          );
          break;
      }
  };
  write(plan);
  lines.push(...call('exit', 'li a0, 0'));
  return { name, code: assemble(`${lines.join('\n')}\n`, CODE_BASE + offset).bytes, ...more };
}

function call(name: keyof typeof SYSTEM_CALL, ...before: readonly string[]): string[] {
  return [...before, `li a7, ${SYSTEM_CALL[name]}`, 'ecall'];
}

/** Bytes of any words. */
export function anyBytes(random: Random, bytes: number): Uint8Array {
  const drawn = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) drawn[i] = random.below(256);
  return drawn;
}

/** `count` different pages of `pages`, lowest first. */
export function somePages(random: Random, count: number, pages: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, pages)) chosen.add(random.below(pages));
  return [...chosen].sort((a, b) => a - b);
}

/** A word in page `page` of the heap. */
export const inHeap = (random: Random, page: number): Place =>
  heap(page * PAGE_BYTES + 4 * random.below(PAGE_BYTES / 4));
