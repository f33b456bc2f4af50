import type { WrongSolution } from '../../wrong-solution';

const NAIVE = 'right/naive';
const TABLE = 'right/table';

const wrong: readonly WrongSolution[] = [
  // TH1: counters.
  {
    name: 'high-word-is-the-low-one',
    fails: 'TH1',
    why: 'Tells the low word of the clock for the high one too.',
    replace: [['this.kernel.clock(isLow ? 0 : 1)', 'this.kernel.clock(0)']],
  },
  {
    name: 'cycle-only',
    fails: 'TH1',
    why: 'Ends programs that read the time.',
    replace: [['register === CSR.cycle || register === CSR.time;', 'register === CSR.cycle;']],
  },
  {
    name: 'only-csrrs',
    fails: 'TH1',
    why: 'Knows csrrs, and not the other instructions that only read.',
    base: NAIVE,
    replace: [
      [
        'if (funct3 !== 2 && funct3 !== 3 && funct3 !== 6 && funct3 !== 7) return 0;',
        'if (funct3 !== 2) return 0;',
      ],
    ],
  },
  {
    name: 'counter-of-the-first-time',
    fails: 'TH1',
    why: 'Tells every program the cycle at which the first one asked.',
    base: NAIVE,
    replace: [
      ['private readonly kernel: Services;', 'private readonly kernel: Services;\n  private first = -1;'],
      [
        'x[rd] = this.kernel.clock(0);',
        '{\n        if (this.first < 0) this.first = this.kernel.clock(0);\n        x[rd] = this.first;\n      }',
      ],
    ],
  },
  // TH2: arithmetic.
  {
    name: 'product-of-doubles',
    fails: 'TH2',
    why: 'Multiplies as JavaScript does: large products lose their low bits.',
    replace: [['Math.imul(a, b)', 'a * b']],
  },
  {
    name: 'signed-division',
    fails: 'TH2',
    why: 'Divides signed numbers.',
    base: TABLE,
    replace: [
      ['const remainder = (a >>> 0) % (b >>> 0);', 'const remainder = a % b;'],
      ['((a >>> 0) - remainder) / (b >>> 0)', '(a - remainder) / b'],
    ],
  },
  {
    name: 'division-by-zero-is-zero',
    fails: 'TH2',
    why: 'Answers 0 where the divisor is 0.',
    replace: [['unsigned === 0 ? -1 :', 'unsigned === 0 ? 0 :']],
  },
  {
    name: 'division-by-zero-ends',
    fails: 'TH2',
    why: 'Ends a program that divides by 0.',
    base: TABLE,
    replace: [
      [
        'if (b === 0) return this.set(process, word, funct3 === 5 ? 0xffffffff : a);',
        'if (b === 0) return ENDED;',
      ],
    ],
  },
  {
    name: 'remainder-of-zero-is-zero',
    fails: 'TH2',
    why: 'Answers 0 as the remainder where the divisor is 0.',
    replace: [['unsigned === 0 ? a :', 'unsigned === 0 ? 0 :']],
  },
  {
    name: 'operands-swapped',
    fails: 'TH2',
    why: 'Divides the second operand by the first.',
    base: NAIVE,
    replace: [
      ['const a = x[rs1];', 'const a = x[rs2];'],
      ['const b = x[rs2];', 'const b = x[rs1];'],
    ],
  },
  // TH3: loads.
  {
    name: 'no-sign',
    fails: 'TH3',
    why: 'Extends no sign.',
    replace: [['signed ? (value << 16) >> 16 : value', 'signed ? value : value']],
  },
  {
    name: 'sign-of-both',
    fails: 'TH3',
    why: 'Extends the sign of lhu too.',
    replace: [['bytes, width === 1);', 'bytes, width !== 2);']],
  },
  {
    name: 'loads-with-the-highest-first',
    fails: 'TH3',
    why: 'Takes the byte at the lowest address for the highest.',
    replace: [['value |= byte << (8 * i);', 'value |= byte << (8 * (bytes - 1 - i));']],
  },
  {
    name: 'loads-words-only',
    fails: 'TH3',
    why: 'Ends programs that load two bytes.',
    base: NAIVE,
    replace: [['if (funct3 !== 1 && funct3 !== 2 && funct3 !== 5) return 0;', 'if (funct3 !== 2) return 0;']],
  },
  {
    name: 'address-rounded-down',
    fails: 'TH3',
    why: 'Loads the word in which the address lies.',
    base: TABLE,
    replace: [
      [
        'const value = this.bytes(process, address, bytes);',
        'const value = this.bytes(process, address & -bytes, bytes);',
      ],
    ],
  },
  // TH4: stores.
  {
    name: 'stores-four-bytes',
    fails: 'TH7',
    why: 'Stores four bytes for sh too.',
    base: NAIVE,
    replace: [['const bytes = funct3 === 2 ? 4 : 2;', 'const bytes = 4;']],
  },
  {
    name: 'stores-with-the-highest-first',
    fails: 'TH4',
    why: 'Stores the highest byte at the lowest address.',
    replace: [['(value >>> (8 * i)) & 0xff', '(value >>> (8 * (bytes - 1 - i))) & 0xff']],
  },
  {
    name: 'stores-the-base',
    fails: 'TH4',
    why: 'Stores the register with the address.',
    base: NAIVE,
    replace: [['(x[rs2] >> (8 * i)) & 255', '(x[rs1] >> (8 * i)) & 255']],
  },
  {
    name: 'stores-of-one-page',
    fails: 'TH4',
    why: 'Ends programs that store over the border of two pages.',
    base: TABLE,
    replace: [
      [
        'const value = this.get(process, (word >>> 20) & 31);',
        'if (address % 4096 > 4096 - bytes) return ENDED;\n    const value = this.get(process, (word >>> 20) & 31);',
      ],
    ],
  },
  // TH5: on behind the instruction.
  {
    name: 'stays',
    fails: 'TH5',
    why: 'Leaves the program counter at the instruction that trapped.',
    replace: [
      ['    this.kernel.setRegister(process, CONTROL_BLOCK.programCounter, programCounter + 4);\n', ''],
    ],
  },
  {
    name: 'one-word-too-far',
    fails: 'TH5',
    why: 'Goes on behind the next instruction.',
    replace: [['programCounter + 4);', 'programCounter + 8);']],
  },
  {
    name: 'stays-after-accesses',
    fails: 'TH5',
    why: 'Moves on behind illegal instructions only: the access is made again and again.',
    base: TABLE,
    replace: [
      [
        'this.kernel.setRegister(process, 0, programCounter + 4);',
        'if (cause === CAUSE.illegalInstruction) this.kernel.setRegister(process, 0, programCounter + 4);',
      ],
    ],
  },
  // TH6: what ends a process.
  {
    name: 'skips-what-it-does-not-know',
    fails: 'TH6',
    why: 'Goes on behind everything that it does not do.',
    replace: [['if (!done) return 0;', '']],
  },
  {
    name: 'skips-breakpoints',
    fails: 'TH6',
    why: 'Goes on behind a breakpoint.',
    replace: [['if (!done) return 0;', 'if (!done && cause !== CAUSE.breakpoint) return 0;']],
  },
  {
    name: 'writes-of-counters-are-reads',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Does csrrs and csrrc also where they would set or clear bits.',
    base: NAIVE,
    replace: [['      if (rs1 !== 0) return 0;\n', '']],
  },
  {
    name: 'value-of-the-register-decides',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Takes a register that holds 0 for x0: the instruction writes all the same.',
    base: NAIVE,
    replace: [['if (rs1 !== 0) return 0;', 'if (x[rs1] !== 0) return 0;']],
  },
  {
    name: 'every-system-instruction-reads',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Looks at the number of the counter, and not at which instruction it is.',
    base: NAIVE,
    replace: [['      if (funct3 !== 2 && funct3 !== 3 && funct3 !== 6 && funct3 !== 7) return 0;\n', '']],
  },
  {
    name: 'all-counters',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Tells the clock for every register from 0xc00 on.',
    base: NAIVE,
    replace: [
      [
        'if (counter === COUNTER.cycle || counter === COUNTER.time)',
        'if (counter === COUNTER.cycle || counter === COUNTER.time || (counter >= 0xc02 && counter < 0xc20))',
      ],
    ],
  },
  {
    name: 'lost-results-are-unchecked',
    fails: 'TH6',
    why: 'Does every system instruction whose result is lost in x0.',
    replace: [
      [
        '    const onlyReads =',
        '    if (((word >>> 7) & 31) === 0 && ((word >>> 12) & 7) !== 0) return true;\n    const onlyReads =',
      ],
    ],
  },
  {
    name: 'all-of-the-multiplier',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Takes div and rem for divu and remu.',
    base: NAIVE,
    replace: [
      ['else if (funct3 === 5)', 'else if (funct3 === 4 || funct3 === 5)'],
      ['else if (funct3 === 7)', 'else if (funct3 === 6 || funct3 === 7)'],
    ],
  },
  {
    name: 'seven-bits-unseen',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Does not look at the upper seven bits of arithmetic.',
    base: NAIVE,
    replace: [['opcode === 0x33 && funct7 === 1', 'opcode === 0x33 && funct7 >= 0']],
  },
  {
    name: 'atomics-are-loads',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Takes atomic instructions for loads.',
    base: NAIVE,
    replace: [
      [
        'cause === CAUSE.loadMisaligned && opcode === 3',
        'cause !== CAUSE.illegalInstruction && (opcode === 3 || opcode === 0x2f)',
      ],
    ],
  },
  {
    name: 'loads-what-it-may-not',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Takes -1 for a byte of ones where the process may not load.',
    replace: [['      if (byte < 0) return false;\n', '']],
  },
  {
    name: 'stores-what-it-may',
    fails: 'TH6',
    also: ['TH7'],
    why: 'Stores the bytes that it may, and goes on.',
    replace: [
      [
        'if (kernel.touch(process, at, ACCESS_KIND.store) !== 1) return false;',
        'kernel.touch(process, at, ACCESS_KIND.store);',
      ],
    ],
  },
  // TH7: nothing else.
  {
    name: 'stores-until-it-may-not',
    fails: 'TH7',
    why: 'Ends the process at the first byte that it may not store, and leaves the bytes before it stored.',
    base: NAIVE,
    replace: [
      [
        '        if (this.kernel.touch(process, address + i, ACCESS_KIND.store) === 0) return 0;\n',
        '        if (i > 8) return 0;\n',
      ],
      [
        'this.kernel.storeByte(process, address + i, (x[rs2] >> (8 * i)) & 255);',
        'if (this.kernel.storeByte(process, address + i, (x[rs2] >> (8 * i)) & 255) === -1) return 0;',
      ],
    ],
  },
  {
    name: 'checks-the-first-byte',
    fails: 'TH7',
    also: ['TH6'],
    why: 'Checks only the first byte of a store.',
    replace: [['for (const at of [address, address + bytes - 1])', 'for (const at of [address])']],
  },
  {
    name: 'clears-the-target-first',
    fails: 'TH7',
    why: 'Clears the target register before it knows whether the instruction is done.',
    base: NAIVE,
    replace: [
      [
        '    const funct3 = (word >> 12) & 7;\n',
        '    const funct3 = (word >> 12) & 7;\n    if (rd > 0 && opcode !== 0x23) this.kernel.setRegister(process, rd, 0);\n',
      ],
    ],
  },
  {
    name: 'scratches-a-register',
    fails: 'TH7',
    why: 'Leaves the address of the instruction in x1, as a call would.',
    replace: [
      [
        'this.kernel.setRegister(process, CONTROL_BLOCK.programCounter, programCounter + 4);',
        'this.kernel.setRegister(process, CONTROL_BLOCK.programCounter, programCounter + 4);\n    if (isMisaligned && (this.wordAt(process, programCounter) & 0xfff) !== 0x83) this.kernel.setRegister(process, 1, programCounter);',
      ],
    ],
  },
  {
    name: 'registers-of-init',
    fails: 'TH7',
    also: ['TH1', 'TH2', 'TH3'],
    why: 'Writes the registers of process 1.',
    base: TABLE,
    replace: [
      [
        'if (register > 0) this.kernel.setRegister(process, register, value);',
        'if (register > 0) this.kernel.setRegister(1, register, value);',
      ],
    ],
  },
  // TH8: x0.
  {
    name: 'x0-is-the-program-counter',
    fails: 'TH8',
    why: 'Reads x0 as register 0 of the services.',
    replace: [
      [
        'return register === 0 ? 0 : this.kernel.register(process, register);',
        'return this.kernel.register(process, register);',
      ],
    ],
  },
  {
    name: 'writes-x0-last',
    fails: 'TH8',
    why: 'Writes the result of an instruction whose target is x0, which is the program counter.',
    base: NAIVE,
    replace: [
      [
        'this.kernel.setRegister(process, 0, programCounter + 4);',
        'this.kernel.setRegister(process, 0, rd === 0 && opcode !== 0x23 ? x[0] : programCounter + 4);',
      ],
    ],
  },
  {
    name: 'target-x0-ends',
    fails: 'TH1',
    also: ['TH2'],
    why: 'Ends programs whose result nobody could read.',
    replace: [
      [
        '    if (!done) return 0;\n',
        '    if (!done || (!isMisaligned && ((value >>> 7) & 31) === 0)) return 0;\n',
      ],
    ],
  },
  {
    name: 'x0-is-left-dirty',
    fails: 'TH2',
    also: ['TH4'],
    why: 'Keeps what was written to x0 until it reads it as an operand of the same instruction.',
    base: NAIVE,
    replace: [['    const x = [0];\n', '    const x = [1];\n']],
  },
  // Budgets.
  {
    name: 'looks-at-every-register',
    exceeds: ['memory-accesses'],
    why: 'Reads all registers of the process, and needs two.',
    replace: [
      [
        'const isMisaligned =',
        'for (let i = 1; i < 32; i++) this.kernel.register(process, i);\n    const isMisaligned =',
      ],
    ],
  },
  {
    name: 'searches-all-encodings',
    exceeds: ['policy-cycles'],
    why: 'Compares the instruction with every word that it could be.',
    replace: [
      [
        'const isMisaligned =',
        'for (let i = 0; i < 2_000; i++) if ((value ^ i) === 0.5) return 0;\n    const isMisaligned =',
      ],
    ],
  },
];
export default wrong;
