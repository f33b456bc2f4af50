/** Programs from files: what is loaded, how they end, and what is wrong with files that are none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HARDWARE_EVENT } from '../riscv/control-registers';
import { assemble } from './assembler';
import { ElfError, parseElf } from './elf';
import { LoadError, ProgramMachine } from './program-machine';

const BASE = 0x8000_0000;
const HEADER = 52;
const PROGRAM_HEADER = 32;

/** A 32-bit RISC-V executable of one segment, with the program's labels as symbols. */
function elfOf(source: string, physicalAddress = BASE, extraMemoryBytes = 0, flags = 0): Uint8Array {
  const { bytes, symbols } = assemble(source, BASE);
  const names = ['', ...symbols.keys()];
  const nameOffsets: number[] = [];
  let nameTable = '';
  for (const name of names) {
    nameOffsets.push(nameTable.length);
    nameTable += `${name}\0`;
  }
  const text = HEADER + PROGRAM_HEADER;
  const symbolTable = text + bytes.length;
  const strings = symbolTable + names.length * 16;
  const sections = (strings + nameTable.length + 3) & ~3;
  const file = new Uint8Array(sections + 3 * 40);
  const view = new DataView(file.buffer);
  const words = (at: number, ...values: number[]) => {
    values.forEach((value, i) => {
      view.setUint32(at + 4 * i, value, true);
    });
  };
  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, 243, true);
  words(20, 1, BASE, HEADER, sections, flags);
  [HEADER, PROGRAM_HEADER, 1, 40, 3, 2].forEach((value, i) => {
    view.setUint16(40 + 2 * i, value, true);
  });
  words(HEADER, 1, text, BASE, physicalAddress, bytes.length, bytes.length + extraMemoryBytes, 7, 4);
  file.set(bytes, text);
  names.forEach((name, i) => {
    words(symbolTable + 16 * i, nameOffsets[i], symbols.get(name) ?? 0, 0, 0);
  });
  for (let i = 0; i < nameTable.length; i++) file[strings + i] = nameTable.charCodeAt(i);
  words(sections + 40, 0, 2, 0, 0, symbolTable, names.length * 16, 2, 0, 4, 16);
  words(sections + 80, 0, 3, 0, 0, strings, nameTable.length);
  return file;
}

const TOHOST = '\n.data\n.align 6\ntohost: .word 0, 0\n.align 6\nfromhost: .word 0, 0';
const run = (source: string, timed = false, limit = 10_000) => {
  const machine = new ProgramMachine(parseElf(elfOf(source + TOHOST)), { timed });
  return { machine, outcome: machine.run(limit) };
};

describe('how a program ends', () => {
  test.each([false, true])('passed, failed, waiting, at the limit (timed: %s)', (timed) => {
    const store = (value: number) => `la t0, tohost\nli t1, ${value}\nsw t1, 0(t0)\nsw zero, 4(t0)\n1: j 1b`;
    expect(run(store(1), timed).outcome).toEqual({ kind: 'passed' });
    expect(run(store((7 << 1) | 1), timed).outcome).toEqual({ kind: 'failed', test: 7 });
    expect(run('wfi', timed).outcome).toEqual({ kind: 'waiting', waitsFor: 'an interrupt' });
    expect(run('1: j 1b', timed, 500).outcome).toEqual({ kind: 'limit' });
    // An even value is no end.
    expect(run(store(2), timed, 500).outcome).toEqual({ kind: 'limit' });
  });

  test.each([
    ['low half first', 'sw t1, 0(t0)\nsw t2, 4(t0)'],
    ['high half first', 'sw t2, 4(t0)\nsw t1, 0(t0)'],
  ])('characters are printed, odd and even ones, %s', (_, stores) => {
    const source = `la t0, tohost
      la t3, text
      li t2, 0x01010000
      1: lbu t1, 0(t3)
      beqz t1, 3f
      ${stores}
      2: lw t4, 0(t0)
      lw t5, 4(t0)
      or t4, t4, t5
      bnez t4, 2b
      addi t3, t3, 1
      j 1b
      3: li t1, 1
      sw t1, 0(t0)
      sw zero, 4(t0)
      4: j 4b
      .data
      text: .asciz "ABba"`;
    for (const timed of [false, true]) {
      const { machine, outcome } = run(source, timed);
      expect([machine.output, outcome.kind]).toEqual(['ABba', 'passed']);
    }
  });
});

/** As `syscall` of riscv-tests' benchmarks: a call in a doubleword each, a wait for the answer, its result in a0. */
const CALL = (number: number, ...given: (number | string)[]) => `
      la t1, call
      ${[number, ...given]
        .map((value, i) => `${typeof value === 'string' ? 'la' : 'li'} t2, ${value}\nsw t2, ${8 * i}(t1)`)
        .join('\n')}
      la t0, tohost
      sw t1, 0(t0)
      sw zero, 4(t0)
      la t0, fromhost
      1: lw t2, 0(t0)
      lw t3, 4(t0)
      or t2, t2, t3
      beqz t2, 1b
      sw zero, 0(t0)
      sw zero, 4(t0)
      lw a0, 0(t1)
      lw a1, 4(t1)`;
const CALL_DATA = '\n.data\n.align 6\ncall: .space 64\n';
const EXIT = 'la t0, tohost\nli t1, 1\nsw t1, 0(t0)\nsw zero, 4(t0)\n9: j 9b';

describe.each([false, true])('system calls through the host (timed: %s)', (timed) => {
  test('what is written is printed, and answered with its length', () => {
    const bytes = [...new TextEncoder().encode('Grüße')].join(', ');
    const { machine, outcome } = run(
      `${CALL(64, 1, 'text', 5)}\nmv s0, a0\n${CALL(64, 2, 'text', 3)}\n${EXIT}${CALL_DATA}text: .byte ${bytes}`,
      timed,
    );
    expect(outcome).toEqual({ kind: 'passed' });
    // Both calls end within a character.
    expect(machine.output).toBe('Grü\ufffdGr\ufffd');
    expect([machine.core.x[8], machine.core.x[10], machine.core.x[11]]).toEqual([5, 3, 0]);
  });

  test('a character in pieces is one character', () => {
    const { machine } = run(
      `${CALL(64, 1, 'text', 1)}\n${CALL(64, 1, 'rest', 2)}\n${EXIT}${CALL_DATA}text: .byte 0xe2\nrest: .byte 0x82, 0xac`,
      timed,
    );
    expect(machine.output).toBe('€');
  });

  test.each([
    ['an unknown call', CALL(214, 0), -38],
    ['another file', CALL(64, 5, 'call', 1), -9],
    ['bytes that are nowhere', CALL(64, 1, 16, 1), -14],
    ['bytes without end', CALL(64, 1, 'call', 0x7fff_ffff), -14],
    ['reading keys', CALL(63, 0, 'call', 1), 0],
  ])('%s: answered, so that the program goes on', (_, call, result) => {
    const { machine, outcome } = run(`${call}\n${EXIT}${CALL_DATA}`, timed);
    expect([outcome.kind, machine.core.x[10], machine.core.x[11]]).toEqual([
      'passed',
      result,
      result < 0 ? -1 : 0,
    ]);
  });

  test('exit as a call: its code', () => {
    expect(run(CALL(93, 0) + CALL_DATA, timed).outcome).toEqual({ kind: 'passed' });
    expect(run(CALL(93, 3) + CALL_DATA, timed).outcome).toEqual({ kind: 'failed', test: 3 });
  });

  test('characters: a program that waits for answers gets them, one that does not is not misled by them', () => {
    const print = (character: string, wait: string) =>
      `la t0, tohost\nli t1, ${character.charCodeAt(0)}\nli t2, 0x01010000\nsw t1, 0(t0)\nsw t2, 4(t0)
       1: lw t1, 4(t0)\nbnez t1, 1b\n${wait}`;
    const wait = 'la t0, fromhost\n1: lw t1, 4(t0)\nbeqz t1, 1b\nsw zero, 0(t0)\nsw zero, 4(t0)';
    for (const each of [wait, '']) {
      const { machine, outcome } = run(
        `${print('o', each)}\n${print('k', each)}\n${CALL(64, 1, 'text', 1)}\n${EXIT}${CALL_DATA}text: .asciz "!"`,
        timed,
      );
      expect([machine.output, outcome.kind, machine.core.x[10]]).toEqual(['ok!', 'passed', 1]);
    }
  });

  test('a key that is waited for: the end, and why', () => {
    const source = 'la t0, tohost\nli t1, 0x01000000\nsw t1, 4(t0)\nsw zero, 0(t0)\n1: j 1b';
    expect(run(source, timed).outcome).toEqual({ kind: 'waiting', waitsFor: 'a key' });
  });
});

test('what is printed is bounded, and what was dropped is told', () => {
  const loop = `li s1, 3\n2: ${CALL(64, 1, 'call', 1_000_000)}\naddi s1, s1, -1\nbnez s1, 2b\n${EXIT}${CALL_DATA}.space 1000000`;
  const { machine, outcome } = run(loop);
  expect(outcome.kind).toBe('passed');
  expect(machine.droppedBytes).toBe(3_000_000 - 1024 * 1024);
});

const SUPERVISOR_HANDLER = `
  la t0, h
  csrw stvec, t0
  li t0, -1
  csrw medeleg, t0
  csrw pmpaddr0, t0
  li t0, 0x1f
  csrw pmpcfg0, t0
  li t0, 0x800
  csrw mstatus, t0
  la t0, s
  csrw mepc, t0
  mret
  s: ebreak
  .align 2
  h: csrr t0, mstatus`;

describe.each([false, true])('traps (timed: %s)', (timed) => {
  test.each([
    ['no handler at all', 'ecall', { cause: 'instruction access fault', pc: 0, value: 0 }],
    [
      'a handler that is no instruction',
      'la t0, h\ncsrw mtvec, t0\necall\n.align 2\nh: .word 0',
      { cause: 'illegal instruction', value: 0 },
    ],
    [
      'a handler that saves registers where no memory is',
      'la t0, h\ncsrw mtvec, t0\nli sp, 0x1000\necall\n.align 2\nh: addi sp, sp, -64\nsw ra, 0(sp)\nmret',
      { cause: 'store access fault', from: 'machine', to: 'machine' },
    ],
    [
      'a handler of the supervisor',
      SUPERVISOR_HANDLER,
      { cause: 'illegal instruction', from: 'supervisor', to: 'supervisor' },
    ],
  ])('%s: ended early, the last trap told', (_, source, trap) => {
    const { machine, outcome } = run(source, timed, 1_000_000);
    expect(outcome).toEqual({ kind: 'trap loop' });
    expect(machine.lastTrap).toMatchObject(trap);
    expect(machine.attempts).toBeLessThan(50_000);
  });

  test.each([
    ['returns', 'csrr t1, mepc\naddi t1, t1, 4\ncsrw mepc, t1\nmret'],
    ['jumps back without returning', 'la t1, back\njr t1'],
  ])('a program that traps very often at one place, whose handler %s, comes to its end', (_, handler) => {
    const source = `la t0, h\ncsrw mtvec, t0\nli s0, 20000\n1: ecall\nback: addi s0, s0, -1\nbnez s0, 1b\n${EXIT}\n.align 2\nh: ${handler}`;
    const { machine, outcome } = run(source, timed, 1_000_000);
    expect(outcome).toEqual({ kind: 'passed' });
    expect(machine.lastTrap).toMatchObject({
      cause: 'environment call from machine mode',
      code: 11,
      interrupt: false,
      from: 'machine',
      to: 'machine',
    });
  });

  test('attempts that trap count towards the limit, and not as instructions', () => {
    const source = 'la t0, h\ncsrw mtvec, t0\n1: ecall\n.align 2\nh: j 1b';
    const { machine, outcome } = run(source, timed, 1000);
    expect(outcome).toEqual({ kind: 'limit' });
    const traps = machine.core.eventCounts[HARDWARE_EVENT.trap];
    expect([machine.attempts, machine.core.retired + traps]).toEqual([1000, 1000]);
    expect(traps).toBeGreaterThan(300);
  });
});

describe('files', () => {
  const good = elfOf('nop');
  const changed = (at: number, value: number) => {
    const file = good.slice();
    file[at] = value;
    return file;
  };

  test('entry, segment and symbols are read; memory behind the file’s bytes is zero', () => {
    const program = parseElf(elfOf('start: nop\nhere: nop', BASE, 100));
    expect(program.entry).toBe(BASE);
    expect(program.symbols.get('here')).toBe(BASE + 4);
    expect(program.segments).toMatchObject([{ physicalAddress: BASE, memoryBytes: 108 }]);
  });

  test.each([
    ['too short', good.slice(0, 20), 'too few for a header'],
    ['no magic number', changed(0, 0), 'does not begin with'],
    ['64-bit', changed(4, 2), '64-bit'],
    ['big-endian', changed(5, 2), 'big-endian'],
    ['another machine', changed(18, 62), 'for machine 62'],
    ['truncated', good.slice(0, 86), 'truncated'],
    ['nothing to load', changed(52, 4), 'nothing to load'],
    ['compressed instructions', elfOf('nop', BASE, 0, 1), 'compressed instructions'],
    ['single floats', elfOf('nop', BASE, 0, 2), 'floating-point numbers in registers (single)'],
    ['double floats', elfOf('nop', BASE, 0, 4), 'floating-point numbers in registers (double)'],
    ['quad floats', elfOf('nop', BASE, 0, 6), 'floating-point numbers in registers (quad)'],
    ['more bytes than room', elfOf('nop', BASE, -1), 'room for 3'],
  ])('%s', (_, file, message) => {
    expect(() => parseElf(file)).toThrow(ElfError);
    expect(() => parseElf(file)).toThrow(message);
  });

  test.each([
    ['rv32i2p1_m2p0_a2p1_zicsr2p0_zmmul1p0', true],
    ['rv32i2p1_m2p0_a2p1_c2p0', false],
    ['rv32imac', false],
    ['rv32ima_zicsr', true],
    ['rv32i2p1_zicsr2p0_zca1p0', false],
  ])('flagged as compressed and built for %s: loaded (%s)', (instructionSet, loaded) => {
    const plain = elfOf('nop', BASE, 0, 1);
    const attributes = new TextEncoder().encode(`A\0\0\0\0riscv\0\x01\0\0\0\0\x05${instructionSet}\0`);
    const file = new Uint8Array(plain.length + attributes.length);
    file.set(plain);
    file.set(attributes, plain.length);
    // The string table's header becomes that of the attributes; the symbols are not looked at then.
    const view = new DataView(file.buffer);
    const header = view.getUint32(32, true) + 80;
    view.setUint32(header + 4, 0x7000_0003, true);
    view.setUint32(header + 16, plain.length, true);
    view.setUint32(header + 20, attributes.length, true);
    if (loaded) expect(parseElf(file).segments).toHaveLength(1);
    else expect(() => parseElf(file)).toThrow('compressed instructions');
  });

  test('damaged anywhere or cut anywhere: loaded, or refused with a sentence', () => {
    const whole = elfOf(`nop${TOHOST}`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
        (changes, cut) => {
          const file = whole.slice();
          for (const [at, value] of changes) file[at] = value;
          try {
            new ProgramMachine(parseElf(changes.length % 2 === 0 ? file.slice(0, cut) : file)).run(50);
          } catch (error) {
            expect(error instanceof ElfError || error instanceof LoadError, String(error)).toBe(true);
          }
        },
      ),
      { seed: 71, numRuns: 100 },
    );
  });

  test('a segment larger than RAM is refused', () => {
    expect(() => new ProgramMachine(parseElf(elfOf('nop', BASE, 0x1000_0000)))).toThrow(LoadError);
  });
});
