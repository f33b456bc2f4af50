/** Processes come and go: fork, exec, wait and exit, heap, stack and guard, for machine code and native programs alike. */
import { describe, expect, it } from 'vitest';
import { NativePolicies } from '../../engine/native-policies';
import { Trace } from '../../engine/trace';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { policiesOf } from '../policies.testing';
import { createSystem, type ProcessSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import type { KernelServices } from './kernel-services';
import { SYSTEM_EVENTS } from './process-events';
import { CODE_BASE, GUARD_PAGE, STACK_LIMIT, STACK_TOP } from './process-record';
import { PROCESS_TREE_SHAPE, ProcessTree } from './process-tree';
import { events, machineCode, native, run, written } from './processes.testing';
import type { SystemProgram } from './program-image';

/** A word on the stack; a program's own. */
const CELL = STACK_TOP - 64;
function* say(word: number): Operation {
  yield* store(CELL, word);
  return yield* systemCall(SYSTEM_CALL.write, CELL);
}

const SAY = 'addi sp, sp, -4\nsw s0, 0(sp)\nmv a0, sp\nli a7, write\necall\naddi sp, sp, 4\n';
const call = (name: keyof typeof SYSTEM_CALL, first?: number | string) =>
  `${first === undefined ? '' : `li a0, ${first}\n`}li a7, ${name}\necall\n`;

const FORKS = {
  native: native('forks', function* () {
    yield* compute(100);
    yield* store(CELL - 8, 41);
    const child = yield* systemCall(SYSTEM_CALL.fork);
    if (child === 0) {
      yield* say(yield* load(CELL - 8));
      yield* store(CELL - 8, 7);
      yield* say(yield* load(CELL - 8));
      return 5;
    }
    const waited = yield* systemCall(SYSTEM_CALL.wait, CELL - 12);
    yield* say(waited - child);
    yield* say(yield* load(CELL - 12));
    yield* say(yield* load(CELL - 8));
    return 0;
  }),
  'machine code': machineCode(
    'forks',
    `     addi sp, sp, -16
          li   t0, 41
          sw   t0, 8(sp)
          ${call('fork')}
          mv   s1, a0
          bnez s1, parent
          lw   s0, 8(sp)
          ${SAY}
          li   t0, 7
          sw   t0, 8(sp)
          lw   s0, 8(sp)
          ${SAY}
          ${call('exit', 5)}
parent:   addi a0, sp, 4
          li   a7, wait
          ecall
          sub  s0, a0, s1
          ${SAY}
          lw   s0, 4(sp)
          ${SAY}
          lw   s0, 8(sp)
          ${SAY}
          ${call('exit', 0)}`,
  ),
};

describe.each([
  ['one core', {}],
  ['two cores with caches', { cores: 2, timed: true }],
] as const)('processes on %s', (_, options) => {
  it.each(Object.entries(FORKS))(
    '[row 13] fork returns twice, and parent and child have memories of their own (%s)',
    (_kind, program) => {
      const system = run([program], options);
      expect(written(system.trace, 2)).toEqual([41, 7]);
      expect(written(system.trace, 1)).toEqual([0, 5, 41]);
      expect(events(system.trace, 'born').map(([process, parent]) => [process, parent])).toEqual([
        [1, 0],
        [2, 1],
      ]);
    },
  );

  it('[row 13] fork copies as many frames as are resident', () => {
    const touched = [0, 1, 5, 9];
    const system = run(
      [
        native('touches', function* () {
          const start = yield* systemCall(SYSTEM_CALL.setBreak);
          yield* systemCall(SYSTEM_CALL.setBreak, start + 20 * PAGE_BYTES);
          for (const page of touched) yield* store(start + page * PAGE_BYTES, page);
          yield* systemCall(SYSTEM_CALL.fork);
          return 0;
        }),
      ],
      options,
    );
    // The pages of the heap, and the first one of the stack.
    expect(system.memory.copiedFrames).toBe(touched.length + 1);
  });

  it('[row 14] exec begins another program at its first instruction, with arguments on its stack', () => {
    const texts = ['echo', '', 'four words, one text'];
    const bytes = texts.flatMap((text) => [...new TextEncoder().encode(text), 0]);
    const data = new Uint8Array(4 * (texts.length + 1) + bytes.length);
    data.set(bytes, 16);
    // The code of `shell` fits in one page, so its data lies on the second.
    const base = CODE_BASE + PAGE_BYTES;
    let at = base + 16;
    texts.forEach((text, i) => {
      new DataView(data.buffer).setInt32(4 * i, at, true);
      at += text.length + 1;
    });
    const shell = machineCode(
      'shell',
      `li s5, 99\nli a0, 1\nli a1, ${base}\nli a7, exec\necall\nmv s0, a0\n${SAY}${call('exit', 1)}`,
      { data },
    );
    const echo = machineCode(
      'echo',
      `     mv   s2, a0
            mv   s3, a1
            mv   s0, s2
            ${SAY}
            mv   s0, s5
            ${SAY}
next:       lw   s4, 0(s3)
            beqz s4, done
char:       lbu  s0, 0(s4)
            beqz s0, after
            ${SAY}
            addi s4, s4, 1
            j    char
after:      addi s3, s3, 4
            j    next
done:       ${call('exit', 0)}`,
    );
    const system = run([shell, echo], options);
    expect(written(system.trace)).toEqual([3, 0, ...new TextEncoder().encode(texts.join(''))]);
    expect(events(system.trace, 'exec').map(([, program]) => program)).toEqual([0, 1]);
    const argumentsOf: string[] = [];
    const asNative = native('echo', function* (argumentCount, argumentsAddress) {
      for (let i = 0; i < argumentCount; i++) {
        let text = '';
        let place = yield* load(argumentsAddress + 4 * i);
        for (;;) {
          const byte = ((yield* load(place - (place % 4))) >>> (8 * (place % 4))) & 255;
          if (byte === 0) break;
          text += String.fromCharCode(byte);
          place++;
        }
        argumentsOf[i] = text;
      }
      return 0;
    });
    run([shell, asNative], options);
    expect(argumentsOf).toEqual(texts);
  });

  const DAMAGES: readonly NonNullable<SystemProgram['damage']>[] = [
    { magic: 7 },
    { codeBytes: -4 },
    { dataBytes: -1 },
    { zeroBytes: -4096 },
    { dataBytes: 0x7fff_ffff },
    { entry: 2 },
    { entry: 4096 },
    { entry: -4 },
  ];
  it('[row 14] what cannot be run leaves the process as it was, and no frame behind', () => {
    const attempts: readonly (readonly [program: number, list: number])[] = [
      [99, 0],
      [-1, 0],
      [1, 4],
      [1, GUARD_PAGE],
      [1, 0x8000_0000 | 0],
      [1, STACK_TOP - 2],
      [2, 0],
      ...DAMAGES.map((_, i) => [3 + i, 0] as const),
    ];
    const big = machineCode('big', call('exit', 0), { zeroBytes: 300 * PAGE_BYTES });
    const answers: number[] = [];
    const free: number[] = [];
    let system: ProcessSystem | undefined;
    const programs = [
      native('tries', function* () {
        for (const [program, list] of attempts) {
          free.push(system?.memory.freeFrames ?? -1);
          answers.push(yield* systemCall(SYSTEM_CALL.exec, program, list));
          free.push(system?.memory.freeFrames ?? -1);
        }
        return 0;
      }),
      machineCode('small', call('exit', 0)),
      big,
      ...DAMAGES.map((damage) => machineCode('damaged', call('exit', 0), { damage })),
    ];
    const trace = new Trace(SYSTEM_EVENTS.kinds);
    system = createSystem({
      machine: { ramBytes: 1 << 20 },
      kernel: { tickCycles: 5_000, devices: [], policyNumbers: [1, 64, 2] },
      ...{ programs, trace, policies: policiesOf() },
    });
    expect(system.kernel.run(1e8)).toBe(true);
    expect(answers).toEqual(attempts.map(() => -1));
    expect(new Set(free).size).toBe(1);
  });

  it('[row 15] init takes in orphans, everybody is reaped once, and no zombie is left', () => {
    // init waits for all; its child makes two children and ends before them.
    const system = run(
      [
        native('init', function* () {
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
            for (const cycles of [30_000, 60_000])
              if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
                yield* compute(cycles);
                yield* say(yield* systemCall(SYSTEM_CALL.parentNumber));
                return 3;
              }
            return 1;
          }
          let reaped = 0;
          while ((yield* systemCall(SYSTEM_CALL.wait)) > 0) reaped++;
          yield* say(reaped);
          return 0;
        }),
      ],
      options,
    );
    expect(written(system.trace)).toEqual([1, 1, 3]);
    const reaped = events(system.trace, 'reaped').map(([process]) => process);
    expect([...reaped].sort()).toEqual([1, 2, 3, 4]);
    expect(events(system.trace, 'adopted').map(([, parent]) => parent)).toEqual([1, 1]);
  });

  it('[row 15] wait answers the child of the lowest number that is over, whichever ended first', () => {
    const system = run(
      [
        native('init', function* () {
          for (const cycles of [9_000, 6_000, 3_000])
            if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
              yield* compute(cycles);
              return 0;
            }
          yield* compute(200_000);
          for (let i = 0; i < 4; i++) yield* say(yield* systemCall(SYSTEM_CALL.wait));
          return 0;
        }),
      ],
      options,
    );
    expect(written(system.trace)).toEqual([2, 3, 4, -1]);
  });

  it('[row 15] once init is over everybody is reaped at once, and nobody gets its number', () => {
    const system = run(
      [
        native('init', function* () {
          if ((yield* systemCall(SYSTEM_CALL.fork)) !== 0) return 0;
          yield* compute(300_000);
          for (const cycles of [1_000, 200_000])
            if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
              yield* compute(cycles);
              yield* say(yield* systemCall(SYSTEM_CALL.parentNumber));
              return 0;
            }
          yield* compute(100_000);
          return 0;
        }),
      ],
      options,
    );
    expect(written(system.trace)).toEqual([2, 1]);
    expect(events(system.trace, 'born').map(([process]) => process)).toEqual([1, 2, 3, 4]);
    // The zombie 3 is adopted when 2 ends.
    expect(events(system.trace, 'reaped').map(([process]) => process)).toEqual([1, 2, 3, 4]);
  });

  it('[row 15] a process can be woken from wait only when it is blocked there', () => {
    const answers: number[] = [];
    class Wakes extends ProcessTree {
      constructor(private readonly services: KernelServices) {
        super(services);
      }
      override wait(process: number): number {
        answers.push(this.services.wake(process, process));
        return super.wait(process);
      }
    }
    run([FORKS.native], {
      ...options,
      mechanisms: { processTree: new NativePolicies(Wakes, PROCESS_TREE_SHAPE) },
    });
    expect(answers).toEqual([-1]);
  });

  it('[row 9] frames are those that were touched, the stack grows, and the guard ends the process', () => {
    const system = run(
      [
        native('touches', function* () {
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
            yield* store(GUARD_PAGE + PAGE_BYTES - 4, 1);
            return 0;
          }
          yield* systemCall(SYSTEM_CALL.wait, CELL - 12);
          yield* say(yield* load(CELL - 12));
          const start = yield* systemCall(SYSTEM_CALL.setBreak);
          yield* systemCall(SYSTEM_CALL.setBreak, start + 100 * PAGE_BYTES);
          yield* store(start + 50 * PAGE_BYTES, 6);
          yield* store(STACK_LIMIT, 7);
          yield* say((yield* load(start + 50 * PAGE_BYTES)) + (yield* load(STACK_LIMIT)));
          yield* say(yield* load(start + 51 * PAGE_BYTES));
          yield* systemCall(SYSTEM_CALL.setBreak, start + 1);
          yield* say(yield* load(start));
          yield* load(start + 50 * PAGE_BYTES);
          return 0;
        }),
      ],
      options,
    );
    expect(written(system.trace)).toEqual([-1, 13, 0, 0]);
    const faults = events(system.trace, 'page-fault');
    const of = (process: number) => faults.filter(([who]) => who === process);
    expect(of(2).map(([, address, access, answer]) => [address, access, answer])).toEqual([
      [GUARD_PAGE + PAGE_BYTES - 4, 2, 0],
    ]);
    // Heap 50, the stack's lowest page, heap 51, heap 0; then one behind the break.
    expect(of(1).map(([, , , answer]) => answer)).toEqual([1, 1, 1, 1, 0]);
    expect(events(system.trace, 'unmap').filter(([who]) => who === 1)).toHaveLength(2);
  });

  it('a page that was given back may be touched again, as often as one likes', () => {
    const rounds = 20;
    const system = run(
      [
        native('breathes', function* () {
          const start = yield* systemCall(SYSTEM_CALL.setBreak);
          for (let round = 0; round < rounds; round++) {
            yield* systemCall(SYSTEM_CALL.setBreak, start + PAGE_BYTES);
            yield* say((yield* load(start)) + round);
            yield* store(start, 1);
            yield* systemCall(SYSTEM_CALL.setBreak, start);
          }
          return 7;
        }),
      ],
      options,
    );
    expect(written(system.trace)).toEqual([...Array(rounds).keys()]);
    expect(events(system.trace, 'over')).toEqual([[1, 7]]);
  });

  it('gives every frame back, however often processes come and go', () => {
    const freeAfter = (rounds: number) => {
      const { memory, trace } = run(
        [
          native('init', function* () {
            for (let round = 0; round < rounds; round++) {
              if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
                if (round % 2 === 0) yield* systemCall(SYSTEM_CALL.exec, 1);
                return 0;
              }
              yield* systemCall(SYSTEM_CALL.wait);
            }
            return 0;
          }),
          machineCode(
            'touch',
            `${call('setBreak', 0)}li t0, 4096\nadd a0, a0, t0\nmv s1, a0\nli a7, setBreak\necall\nsw t0, -4(s1)\n${call('exit', 0)}`,
          ),
        ],
        options,
      );
      expect(events(trace, 'reaped')).toHaveLength(rounds + 1);
      expect([...events(trace, 'stray'), ...events(trace, 'bad-free')]).toEqual([]);
      return memory.freeFrames;
    };
    expect(freeAfter(100)).toBe(freeAfter(0));
  });
});
