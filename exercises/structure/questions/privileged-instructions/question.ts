/**
 * Which of eight drawn instructions trap in user mode, which in the kernel's mode; and that a refused one does nothing.
 *
 * Every instruction is assembled and run on a core of its own, once in user and once in supervisor mode. The names
 * of control registers tell whose they are; the prompt says how. Memory is neither translated nor protected here:
 * what traps does so by its privilege alone, or because it is made to trap.
 */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalAddressSpace, RAM_BASE } from '../../../../simulator/hardware/memory/physical-address-space';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { CAUSE_NAMES, PRIVILEGE } from '../../../../simulator/hardware/riscv/control-registers';
import { Core } from '../../../../simulator/hardware/riscv/core';
import { DirectMemory } from '../../../../simulator/hardware/riscv/core-memory';
import { assemble } from '../../../../simulator/hardware/toolchain/assembler';
import type { Question, QuestionDefinition } from '../../../question-definition';

const RAM_BYTES = 4096;
/** Where loads and stores of the pool go. */
const DATA_ADDRESS = RAM_BASE + 1024;
const REGISTERS = ['a0', 'a2', 'a3', 't0', 't1', 's2'] as const;
const ADDRESS_REGISTER = 11; // a1
const [T0, T1] = [5, 6];

/** An instruction with `R` for any register, and what it does. */
type Form = readonly [form: string, meaning: string];

const OF_THE_USER: readonly Form[] = [
  ['add R, R, R', 'add two registers'],
  ['sub R, R, R', 'subtract two registers'],
  ['mul R, R, R', 'multiply two registers'],
  ['div R, R, zero', 'divide by zero, which this processor defines as -1'],
  ['rem R, R, R', 'remainder of a division'],
  ['and R, R, R', 'bitwise and'],
  ['xor R, R, R', 'bitwise exclusive or'],
  ['sll R, R, R', 'shift left'],
  ['slt R, R, R', 'set to 1 if less'],
  ['addi R, R, -1', 'subtract 1'],
  ['lui R, 0x80000', 'load the upper 20 bits'],
  ['auipc R, 0', 'read the program counter'],
  ['lw R, 0(a1)', 'load a word of memory'],
  ['lbu R, 3(a1)', 'load a byte of memory'],
  ['sw R, 4(a1)', 'store a word to memory'],
  ['sb R, 1(a1)', 'store a byte to memory'],
  ['amoadd.w R, R, (a1)', 'add to memory atomically'],
  ['amoswap.w R, R, (a1)', 'swap with memory atomically'],
  ['lr.w R, (a1)', 'load a word and reserve it'],
  ['fence', 'order memory accesses'],
  ['fence.i', 'let later fetches see earlier stores'],
  ['beq R, R, next', 'branch if equal'],
  ['jal R, next', 'jump and keep the return address'],
];

const OF_THE_SUPERVISOR: readonly Form[] = [
  ['csrr R, sstatus', "read the supervisor's status"],
  ['csrsi sstatus, 2', 'enable interrupts'],
  ['csrci sstatus, 2', 'disable interrupts'],
  ['csrw satp, zero', 'set the page table'],
  ['csrr R, satp', 'read where the page table is'],
  ['csrw stvec, R', 'set the trap handler'],
  ['csrr R, stvec', 'read where the trap handler is'],
  ['csrw sie, zero', 'mask all interrupts'],
  ['csrr R, sip', 'read which interrupts are pending'],
  ['csrw sscratch, R', "write the supervisor's scratch register"],
  ['csrr R, sepc', 'read where the last trap happened'],
  ['csrw sepc, R', 'set where a trap returns to'],
  ['csrr R, scause', 'read the cause of the last trap'],
  ['csrr R, stval', 'read the address of the last fault'],
  ['sfence.vma', 'empty the translation buffer'],
  ['sret', 'return from a trap'],
  ['wfi', 'wait for an interrupt'],
];

const OF_THE_MACHINE: readonly Form[] = [
  ['csrr R, mstatus', "read the machine's status"],
  ['csrw mstatus, zero', "write the machine's status"],
  ['csrw mtvec, R', "set the machine's trap handler"],
  ['csrw medeleg, R', 'choose which traps the supervisor gets'],
  ['csrr R, mhartid', 'read the number of the core'],
  ['csrw mie, zero', 'mask all interrupts of the machine'],
  ['csrr R, mcause', "read the machine's cause of the last trap"],
  ['csrw mscratch, R', "write the machine's scratch register"],
  ['csrr R, mepc', 'read where the last trap to the machine happened'],
  ['mret', 'return from a trap of the machine'],
];

const MADE_TO_TRAP: readonly Form[] = [
  ['ecall', 'call the system'],
  ['ebreak', 'stop for the debugger'],
];

const MODES = ['user', 'supervisor'] as const;
type Mode = (typeof MODES)[number];

interface Instruction {
  readonly text: string;
  readonly meaning: string;
  /** Name of the exception in each mode; undefined where it does not trap. */
  readonly traps: Readonly<Record<Mode, string | undefined>>;
}

/** A core in `mode` before one instruction. */
export function coreBefore(instruction: string, mode: Mode): Core {
  const space = new PhysicalAddressSpace(new PhysicalMemory(RAM_BYTES));
  space.ram.storeBytes(0, assemble(`${instruction}\nnext: nop\n`).bytes);
  const core = new Core(new DirectMemory(space), { physicalMemoryProtection: false });
  core.privilege = PRIVILEGE[mode];
  core.x[ADDRESS_REGISTER] = DATA_ADDRESS | 0;
  return core;
}

/** Runs the instruction. @returns the name of the exception that it takes, if it does. */
export function runOne(core: Core): string | undefined {
  let cause: string | undefined;
  core.onTrap = (trap) => {
    cause = CAUSE_NAMES[trap.cause];
  };
  core.run(1);
  return cause;
}

function fromForm([form, meaning]: Form, random: Random): Instruction {
  const text = form.replace(/\bR\b/g, () => random.pick(REGISTERS));
  const trapIn = (mode: Mode) => runOne(coreBefore(text, mode));
  return { text, meaning, traps: { user: trapIn('user'), supervisor: trapIn('supervisor') } };
}

function draw(random: Random): Instruction[] {
  const take = (pool: readonly Form[], count: number) => random.shuffled(pool).slice(0, count);
  const forms = [
    ...take(OF_THE_SUPERVISOR, random.between(2, 4)),
    ...take(OF_THE_MACHINE, random.between(1, 2)),
    ...take(MADE_TO_TRAP, random.below(2)),
  ];
  return random
    .shuffled([...forms, ...take(OF_THE_USER, 8 - forms.length)])
    .map((form) => fromForm(form, random));
}

/** One swap with a control register: what register and control register hold afterwards. */
interface Swap {
  readonly text: string;
  readonly mode: Mode;
  readonly register: 'sscratch' | 'mscratch';
  readonly before: { readonly t0: number; readonly t1: number; readonly control: number };
  readonly refused: boolean;
  readonly after: { readonly t1: number; readonly control: number };
}

function drawSwap(random: Random): Swap {
  const [mode, register] = random.pick([
    ['user', 'sscratch'],
    ['user', 'mscratch'],
    ['supervisor', 'sscratch'],
    ['supervisor', 'sscratch'],
    ['supervisor', 'mscratch'],
  ] as const);
  const [t0, t1, control] = random.shuffled(Array.from({ length: 90 }, (_, i) => i + 10)) as [
    number,
    number,
    number,
  ];
  const text = `csrrw t1, ${register}, t0`;
  const core = coreBefore(text, mode);
  const field = register === 'sscratch' ? 'supervisorScratch' : 'machineScratch';
  core.x[T0] = t0;
  core.x[T1] = t1;
  core.registers[field] = control;
  const refused = runOne(core) !== undefined;
  const after = { t1: core.x[T1], control: core.registers[field] };
  return { text, mode, register, before: { t0, t1, control }, refused, after };
}

function reasonOf({ text, traps }: Instruction): string {
  if (traps.user === undefined) return 'touches only what the process has: never privileged';
  if (text === 'ecall' || text === 'ebreak') return 'made to trap: so programs enter the kernel on purpose';
  return traps.supervisor === undefined ? "the kernel's own" : "belongs to the machine's mode";
}

function generate(random: Random): Question {
  const instructions = draw(random);
  const swap = drawSwap(random);
  const { before, after } = swap;
  const trapping = (mode: Mode) =>
    instructions.flatMap((each, option) => (each.traps[mode] === undefined ? [] : [option]));
  const options = instructions.map(({ text, meaning }) => `${text}  (${meaning})`);
  return {
    prompt: [
      'A RISC-V core has a privilege mode, kept in hardware. Processes run in **user mode**, the kernel in **supervisor mode**; above both is machine mode, for firmware. An instruction that the present mode does not permit traps: the core enters a mode that is at least as privileged, and the system decides what happens.',
      'A control register whose name begins with `s` belongs to the supervisor, one whose name begins with `m` to the machine; a mode may use its own registers and those of the modes below it, for reading as for writing. Instructions that control traps, translation and waiting belong to the kernel or, if their name begins with `m`, to the machine. `ecall` and `ebreak` exist to trap.',
      'Register `a1` holds the address of ordinary memory that may be read and written, aligned.',
      `Finally, with t0 = ${before.t0}, t1 = ${before.t1} and ${swap.register} = ${before.control}, the core runs \`${swap.text}\` in **${swap.mode} mode**. Where permitted it puts the old value of ${swap.register} into t1 and t0 into ${swap.register}. If it traps, the system refuses it and goes on behind it.`,
    ].join('\n\n'),
    parts: [
      ...MODES.map((mode) => ({
        kind: 'choice' as const,
        id: `traps-${mode}`,
        label: `Which of these trap in ${mode} mode?`,
        points: 4,
        options,
        answer: trapping(mode),
        multiple: true,
      })),
      {
        kind: 'number',
        id: 'register',
        label: `What is in t1 after ${swap.text} in ${swap.mode} mode?`,
        points: 1,
        answer: after.t1,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'number',
        id: 'control-register',
        label: `What is in ${swap.register} then?`,
        points: 1,
        answer: after.control,
        tolerance: 0,
        unit: '',
      },
    ],
    explanation: [
      `In user mode ${trapping('user').length} of the eight trap, in supervisor mode ${trapping('supervisor').length}: supervisor mode permits what is the kernel's, but not what is the machine's.`,
      swap.refused
        ? `\`${swap.text}\` is not permitted in ${swap.mode} mode. An instruction that traps has no effect of its own: t1 stays ${after.t1} and ${swap.register} stays ${after.control}.`
        : `\`${swap.text}\` is permitted in ${swap.mode} mode: t1 gets the old ${after.t1}, and ${swap.register} gets ${after.control} from t0.`,
      ...(instructions.some(({ text }) => text === 'wfi')
        ? [
            'RISC-V leaves it to the processor whether `wfi` in user mode traps at once or may wait for a limited time first. This machine traps it at once.',
          ]
        : []),
      'Reading a privileged register traps like writing it: it would tell a process what is not its own.',
    ].join('\n\n'),
    worked: [
      {
        caption: 'What each instruction does in the two modes',
        columns: ['instruction', 'user mode', 'supervisor mode', 'why'],
        rows: instructions.map((each) => [
          each.text,
          each.traps.user ?? 'runs',
          each.traps.supervisor ?? 'runs',
          reasonOf(each),
        ]),
      },
    ],
  };
}

export default {
  title: 'Privileged instructions: which trap in which mode',
  summary:
    'Mark the instructions that trap in user and in supervisor mode, and say what a refused one changes.',
  rows: [1],
  generate,
} satisfies QuestionDefinition;
