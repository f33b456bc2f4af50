/** Each instruction against the manual, and straight-line programs against an oracle in big integers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runAssembly } from '../toolchain/assembled-run';
import { CAUSE } from './control-registers';
import type { CoreOptions } from './core';

const A0 = 10;
const MIN = -(2 ** 31);
const MAX = 2 ** 31 - 1;

/** a0 after `body`, which finds its operands in a1 and a2. */
function result(body: string, a1 = 0, a2 = 0, options: CoreOptions = {}): number {
  const run = runAssembly(
    `li a1, ${a1}\nli a2, ${a2}\n${body}\nend: j end\n.data\ndata: .word 0x80f0c0ff, 0x01020304, 0`,
    options,
  );
  expect(run.ended).toBe(true);
  expect(run.traps).toEqual([]);
  return run.core.x[A0];
}

/** The first trap of a program that handles none, as [cause, value - label `at`, whether pc is `at`]. */
function firstTrap(body: string, options: CoreOptions = {}) {
  const run = runAssembly(
    `la t0, end\ncsrw mtvec, t0\n${body}\nj fail\n.align 2\nend: nop\nfail: j fail\n.data\ndata: .word 1, 2, 3`,
    options,
  );
  expect(run.traps).toHaveLength(1);
  return { ...run.traps[0], run };
}

describe('arithmetic', () => {
  test.each([
    ['add a0, a1, a2', MAX, 1, MIN],
    ['sub a0, a1, a2', MIN, 1, MAX],
    ['sll a0, a1, a2', 1, 33, 2],
    ['srl a0, a1, a2', -1, 28, 15],
    ['srl a0, a1, a2', -1, 32, -1],
    ['sra a0, a1, a2', MIN, 31, -1],
    ['slt a0, a1, a2', -1, 0, 1],
    ['sltu a0, a1, a2', -1, 0, 0],
    ['sltiu a0, a1, -1', 5, 0, 1],
    ['slti a0, a1, -1', 5, 0, 0],
    ['xori a0, a1, -1', 5, 0, -6],
    ['ori a0, a1, -2048', 1, 0, -2047],
    ['andi a0, a1, -16', 255, 0, 240],
    ['slli a0, a1, 31', 3, 0, MIN],
    ['srli a0, a1, 31', -1, 0, 1],
    ['srai a0, a1, 31', -1, 0, -1],
    ['lui a0, 0x80000', 0, 0, MIN],
    ['mul a0, a1, a2', 0x12345678, 0x9abcdef0 | 0, 0x242d2080],
    ['mulh a0, a1, a2', MIN, MIN, 0x4000_0000],
    ['mulhsu a0, a1, a2', -1, -1, -1],
    ['mulhu a0, a1, a2', -1, -1, -2],
    ['div a0, a1, a2', -7, 2, -3],
    ['div a0, a1, a2', 7, 0, -1],
    ['div a0, a1, a2', MIN, -1, MIN],
    ['divu a0, a1, a2', -1, 2, MAX],
    ['divu a0, a1, a2', 7, 0, -1],
    ['rem a0, a1, a2', -7, 2, -1],
    ['rem a0, a1, a2', -7, 0, -7],
    ['rem a0, a1, a2', MIN, -1, 0],
    ['remu a0, a1, a2', -1, 10, 5],
    ['remu a0, a1, a2', -7, 0, -7],
  ])('%s with %i, %i gives %i', (instruction, a1, a2, expected) => {
    expect(result(instruction, a1, a2)).toBe(expected);
  });

  test('x0 stays zero whatever is written to it', () => {
    expect(
      result(
        'addi x0, a1, 5\nlui x0, 1\nla t0, data\nlw x0, 0(t0)\namoadd.w x0, a1, (t0)\ncsrr x0, misa\njal x0, 1f\n1: mv a0, x0',
        9,
      ),
    ).toBe(0);
  });

  test('auipc adds to its own address', () => {
    const run = runAssembly('nop\nhere: auipc a0, 0xfffff\nend: j end');
    expect(run.core.x[A0]).toBe((run.symbol('here') - 0x1000) | 0);
  });

  const oracle: Record<string, (a: bigint, b: bigint, ua: bigint, ub: bigint) => bigint> = {
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    sll: (a, _, __, ub) => a << (ub & 31n),
    slt: (a, b) => (a < b ? 1n : 0n),
    sltu: (_, __, ua, ub) => (ua < ub ? 1n : 0n),
    xor: (a, b) => a ^ b,
    srl: (_, __, ua, ub) => ua >> (ub & 31n),
    sra: (a, _, __, ub) => a >> (ub & 31n),
    or: (a, b) => a | b,
    and: (a, b) => a & b,
    mul: (a, b) => a * b,
    mulh: (a, b) => (a * b) >> 32n,
    mulhsu: (a, _, __, ub) => (a * ub) >> 32n,
    mulhu: (_, __, ua, ub) => (ua * ub) >> 32n,
    div: (a, b) => (b === 0n ? -1n : a / b),
    divu: (_, __, ua, ub) => (ub === 0n ? -1n : ua / ub),
    rem: (a, b) => (b === 0n ? a : a % b),
    remu: (_, __, ua, ub) => (ub === 0n ? ua : ua % ub),
  };

  test('random straight-line programs compute what big integers compute', () => {
    const register = fc.integer({ min: 0, max: 15 });
    const step = fc.record({
      name: fc.constantFrom(...Object.keys(oracle)),
      rd: register,
      rs1: register,
      rs2: register,
    });
    const value = fc.oneof(fc.constantFrom(0, 1, -1, MIN, MAX, 2), fc.integer({ min: MIN, max: MAX }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 16, maxLength: 16 }),
        fc.array(step, { maxLength: 60 }),
        (values, steps) => {
          const registers = values.map((each, i) => (i === 0 ? 0n : BigInt(each)));
          for (const { name, rd, rs1, rs2 } of steps) {
            const [a, b] = [registers[rs1], registers[rs2]];
            if (rd !== 0)
              registers[rd] = BigInt.asIntN(
                32,
                oracle[name](a, b, BigInt.asUintN(32, a), BigInt.asUintN(32, b)),
              );
          }
          const source = [
            ...values.map((each, i) => `li x${i}, ${each}`),
            ...steps.map(({ name, rd, rs1, rs2 }) => `${name} x${rd}, x${rs1}, x${rs2}`),
            'end: j end',
          ].join('\n');
          expect([...runAssembly(source).core.x.slice(0, 16)].map(BigInt)).toEqual(registers);
        },
      ),
      { seed: 41, numRuns: 150 },
    );
  });
});

describe('jumps and branches', () => {
  test.each([
    ['beq', -1, -1, 1],
    ['beq', 1, 2, 0],
    ['bne', 1, 2, 1],
    ['blt', -1, 0, 1],
    ['bge', 0, 0, 1],
    ['bge', -1, 0, 0],
    ['bltu', -1, 0, 0],
    ['bltu', 0, -1, 1],
    ['bgeu', -1, 0, 1],
  ])('%s %i, %i taken: %i', (name, a1, a2, taken) => {
    expect(result(`li a0, 1\n${name} a1, a2, 1f\nli a0, 0\n1: nop`, a1, a2)).toBe(taken);
  });

  test('jalr clears bit 0, reads its base before it links, and links the next address', () => {
    const run = runAssembly('la a0, after\njalr a0, 1(a0)\nlinked: j linked\nafter: nop\nend: j end');
    expect(run.ended).toBe(true);
    expect(run.core.x[A0] >>> 0).toBe(run.symbol('linked'));
  });

  test('a taken jump to a misaligned address traps at the jump, names the target, and links nothing', () => {
    const trap = firstTrap('li a0, 77\nla a1, at\nat: jalr a0, 6(a1)');
    expect(trap).toMatchObject({
      cause: CAUSE.instructionMisaligned,
      value: (trap.run.symbol('at') + 6) | 0,
      pc: trap.run.symbol('at') | 0,
    });
    expect(trap.run.core.x[A0]).toBe(77);
    expect(firstTrap('.word 0x0020006f').cause).toBe(CAUSE.instructionMisaligned);
    expect(firstTrap('.word 0x00000163').cause).toBe(CAUSE.instructionMisaligned);
    expect(result('li a0, 3\n.word 0x00001163')).toBe(3);
  });
});

describe('loads and stores', () => {
  test.each([
    ['lb a0, 0(t0)', -1],
    ['lbu a0, 1(t0)', 0xc0],
    ['lh a0, 0(t0)', 0xc0ff - 0x10000],
    ['lhu a0, 2(t0)', 0x80f0],
    ['lw a0, 4(t0)', 0x01020304],
    ['sb a1, 4(t0)\nlw a0, 4(t0)', 0x010203aa],
    ['sh a1, 6(t0)\nlw a0, 4(t0)', 0x99aa0304 | 0],
  ])('%s', (body, expected) => {
    expect(result(`la t0, data\n${body}`, 0x778899aa)).toBe(expected);
    // Again with the page already known to the fast path.
    expect(result(`la t0, data\nlw t1, 0(t0)\nsw t1, 0(t0)\n${body}`, 0x778899aa)).toBe(expected);
  });

  test.each([
    ['lh a0, 1(a1)', CAUSE.loadMisaligned],
    ['lw a0, 2(a1)', CAUSE.loadMisaligned],
    ['sh a0, 3(a1)', CAUSE.storeMisaligned],
    ['sw a0, 1(a1)', CAUSE.storeMisaligned],
  ])('%s misaligned traps with the address, or is carried out', (body, cause) => {
    for (const warm of ['', 'lw t1, 0(a1)\nsw t1, 0(a1)\n']) {
      const trap = firstTrap(`la a1, data\n${warm}at: ${body}`);
      const offset = Number(/(\d)\(/.exec(body)![1]);
      expect(trap).toMatchObject({
        cause,
        value: (trap.run.symbol('data') + offset) | 0,
        pc: trap.run.symbol('at') | 0,
      });
    }
    expect(result(`la a1, data\n${body}\nli a0, 4`, 0, 0, { misaligned: 'access' })).toBe(4);
  });

  test('carried out, a misaligned access gives the bytes in order', () => {
    expect(result('la t0, data\nlw a0, 3(t0)', 0, 0, { misaligned: 'access' })).toBe(0x02030480);
    expect(result('la t0, data\nlh a0, 3(t0)', 0, 0, { misaligned: 'access' })).toBe(0x0480);
    expect(result('la t0, data\nsw a1, 3(t0)\nlw a0, 4(t0)', 0x11223344, 0, { misaligned: 'access' })).toBe(
      0x01112233,
    );
  });

  test('an address without memory is an access fault of its kind', () => {
    expect(firstTrap('li a1, 64\nlw a0, 0(a1)')).toMatchObject({ cause: CAUSE.loadAccessFault, value: 64 });
    expect(firstTrap('li a1, 64\nsb a0, 0(a1)')).toMatchObject({ cause: CAUSE.storeAccessFault, value: 64 });
    expect(firstTrap('li a1, 64\namoor.w a0, a0, (a1)')).toMatchObject({
      cause: CAUSE.storeAccessFault,
      value: 64,
    });
    expect(firstTrap('li a1, 64\njalr a0, 0(a1)')).toMatchObject({
      cause: CAUSE.instructionAccessFault,
      value: 64,
      pc: 64,
    });
  });
});

describe('atomics', () => {
  test.each([
    ['amoswap', 5, -3, -3],
    ['amoadd', MAX, 1, MIN],
    ['amoxor', 12, 10, 6],
    ['amoand', 12, 10, 8],
    ['amoor', 12, 10, 14],
    ['amomin', -1, 1, -1],
    ['amomax', -1, 1, 1],
    ['amominu', -1, 1, 1],
    ['amomaxu', -1, 1, -1],
  ])('%s of %i with %i leaves %i and gives the old word', (name, old, operand, left) => {
    expect(result(`la t0, data\nsw a1, 0(t0)\n${name}.w a0, a2, (t0)`, old, operand)).toBe(old);
    expect(result(`la t0, data\nsw a1, 0(t0)\n${name}.w t1, a2, (t0)\nlw a0, 0(t0)`, old, operand)).toBe(
      left,
    );
  });

  test('the operand is read before the result is written, whichever registers are shared', () => {
    expect(
      result(
        'la t0, data\nsw a1, 0(t0)\nmv a0, a2\namoadd.w a0, a0, (t0)\nlw t1, 0(t0)\nsub a0, t1, a0',
        5,
        7,
      ),
    ).toBe(7);
  });

  test.each([
    ['the first after lr stores', 'lr.w t1, (t0)\nsc.w a0, a1, (t0)', 0, 9],
    ['without lr', 'sc.w a0, a1, (t0)', 1, 0x01020304],
    ['twice after one lr', 'lr.w t1, (t0)\nsc.w t2, zero, (t0)\nsc.w a0, a1, (t0)', 1, 0],
    ['at another word', 'addi t3, t0, 4\nlr.w t1, (t3)\nsc.w a0, a1, (t0)', 1, 0x01020304],
    [
      'after a failed one',
      'addi t3, t0, 4\nlr.w t1, (t0)\nsc.w t2, a1, (t3)\nsc.w a0, a1, (t0)',
      1,
      0x01020304,
    ],
  ])('store-conditional %s', (_, body, status, word) => {
    const setup = 'la t0, data\naddi t0, t0, 4\n';
    expect(result(`${setup}${body}`, 9)).toBe(status);
    expect(result(`${setup}${body}\nlw a0, 0(t0)`, 9)).toBe(word);
  });

  test('misaligned ones trap even where loads and stores do not', () => {
    const access = { misaligned: 'access' } as const;
    expect(firstTrap('la a1, data+2\namoadd.w a0, a0, (a1)', access).cause).toBe(CAUSE.storeMisaligned);
    expect(firstTrap('la a1, data+2\nlr.w a0, (a1)', access).cause).toBe(CAUSE.loadMisaligned);
    expect(firstTrap('la a1, data+2\nsc.w a0, a0, (a1)', access).cause).toBe(CAUSE.storeMisaligned);
  });
});

describe('illegal words', () => {
  test.each([
    0, 0xffff_ffff, 0x0000_0001, 0x0205_1513, 0x4000_1033, 0x0000_3003, 0x0000_3023, 0x0000_2063, 0x0000_1067,
    0x0000_302f, 0x1010_202f, 0x3020_00f3, 0x0000_0053, 0x7440_9073, 0x7c00_1073,
  ])('%i traps and is given in mtval', (word) => {
    const trap = firstTrap(`at: .word ${word}`);
    expect(trap).toMatchObject({
      cause: CAUSE.illegalInstruction,
      value: word | 0,
      pc: trap.run.symbol('at') | 0,
    });
  });

  test('ecall, ebreak: their causes, and no value but the breakpoint’s address', () => {
    expect(firstTrap('ecall')).toMatchObject({ cause: CAUSE.callFromMachine, value: 0 });
    const trap = firstTrap('at: ebreak');
    expect(trap).toMatchObject({ cause: CAUSE.breakpoint, value: trap.run.symbol('at') | 0 });
  });
});

describe('stores to instructions', () => {
  const program = (fence: string) => `
    la t0, patched
    la t1, other
    lw t1, 0(t1)
    call patched
    sw t1, 0(t0)
    ${fence}
    call patched
    j end
    patched: li a0, 1
    ret
    other: li a0, 2
    end: nop`;

  test('are seen at once, with fence.i and without', () => {
    expect(runAssembly(program('fence.i')).core.x[A0]).toBe(2);
    expect(runAssembly(program('nop')).core.x[A0]).toBe(2);
  });
});
