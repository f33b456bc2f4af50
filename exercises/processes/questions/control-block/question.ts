/**
 * What stands in the PCBs of two processes, and what in the registers of the core.
 *
 * A small model of one core: it executes events on two PCBs and the core's PC and SP, and compares the PCBs before
 * and after each event. Its rules are those of the prompt.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B'] as const;
type Process = 0 | 1;
const WORD_BYTES = 4;
const PAGE_BYTES = 4096;
const NOTHING = 'no field of either PCB';

const FIELDS = {
  state: 'state',
  pc: 'PC',
  sp: 'SP',
  heapEnd: 'end of the heap',
  files: 'open files',
  priority: 'priority',
  mask: 'signal mask',
} as const;
type Field = keyof typeof FIELDS;

type ControlBlock = Record<Field, string | number>;

interface Machine {
  readonly blocks: [ControlBlock, ControlBlock];
  running: Process;
  pc: number;
  sp: number;
}

interface Event {
  readonly text: string;
  readonly changes: (machine: Machine) => void;
}

const other = (process: Process): Process => (process === 0 ? 1 : 0);

/** The running process leaves the core in `state`, the other one gets it. */
function switchTo(machine: Machine, state: 'ready' | 'waiting'): void {
  const leaves = machine.blocks[machine.running];
  Object.assign(leaves, { state, pc: machine.pc, sp: machine.sp });
  machine.running = other(machine.running);
  const enters = machine.blocks[machine.running];
  enters.state = 'running';
  machine.pc = Number(enters.pc);
  machine.sp = Number(enters.sp);
}

const stays =
  (text: string, change: (block: ControlBlock) => void) =>
  (name: string): Event => ({
    text: `${name} ${text}; the call returns to ${name} at once`,
    changes: ({ blocks, running }) => change(blocks[running]),
  });

/** Events that leave the core to the process that has it. All but the first kind are system calls. */
function drawStaying(random: Random, machine: Machine): Event {
  const name = NAMES[machine.running];
  const file = random.between(3, 9);
  const old = Number(machine.blocks[machine.running].priority);
  const priority = random.chance(1, 2) ? old + random.between(1, 9) : random.between(1, old - 1);
  const pages = random.between(1, 4);
  const words = random.between(2, 9);
  const signal = random.pick(['SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGALRM']);
  return random.pick([
    (): Event => ({
      text: `${name} pushes ${words} words on its stack, with one instruction each`,
      changes: (each) => {
        each.sp -= words * WORD_BYTES;
        each.pc += words * WORD_BYTES;
      },
    }),
    (): Event => ({
      text: `The timer interrupts ${name}; its slice is not over, and ${name} goes on`,
      changes: () => {},
    }),
    stays(`opens a file as descriptor ${file}`, (block) => {
      block.files = `${block.files}, ${file}`;
    }),
    stays(`sets its priority to ${priority}`, (block) => {
      block.priority = priority;
    }),
    stays(`makes its heap ${pages} page${pages > 1 ? 's' : ''} larger, at its end`, (block) => {
      block.heapEnd = Number(block.heapEnd) + pages * PAGE_BYTES;
    }),
    stays(`blocks the signal ${signal}`, (block) => {
      block.mask = `${block.mask} ${signal}`;
    }),
  ])(name);
}

function drawRuns(random: Random, machine: Machine): Event {
  const name = NAMES[machine.running];
  const instructions = random.between(20, 200);
  // SP moves too, so that leaving the core never writes a value that was there already.
  const bytes = random.between(1, 9) * WORD_BYTES;
  return {
    text: `${name} executes ${instructions} instructions without a jump; then its SP is ${bytes} lower`,
    changes: (each) => {
      each.pc += instructions * WORD_BYTES;
      each.sp -= bytes;
    },
  };
}

function drawSwitch(random: Random, machine: Machine): Event {
  const { running, blocks } = machine;
  const [leaves, enters] = [NAMES[running], NAMES[other(running)]];
  if (blocks[other(running)].state !== 'ready')
    return {
      text: `The disk is done with what ${enters} waited for: ${enters} can run again, ${leaves} goes on`,
      changes: (each) => {
        each.blocks[other(each.running)].state = 'ready';
      },
    };
  if (random.chance(1, 2))
    return {
      text: `The timer interrupts ${leaves}; its slice is over, and ${enters} is dispatched`,
      changes: (each) => switchTo(each, 'ready'),
    };
  return {
    text: `${leaves} reads from the disk and has to wait; ${enters} is dispatched`,
    changes: (each) => switchTo(each, 'waiting'),
  };
}

function start(random: Random): Machine {
  const block = (state: string): ControlBlock => ({
    state,
    pc: random.between(100, 900) * WORD_BYTES,
    sp: random.between(15_000, 16_000) * WORD_BYTES,
    heapEnd: random.between(4, 9) * PAGE_BYTES,
    files: '0, 1, 2',
    priority: random.between(10, 30),
    mask: '',
  });
  const blocks: [ControlBlock, ControlBlock] = [block('running'), block('ready')];
  return {
    blocks,
    running: 0,
    pc: Number(blocks[0].pc) + random.between(20, 200) * WORD_BYTES,
    sp: Number(blocks[0].sp) - random.between(2, 20) * WORD_BYTES,
  };
}

interface Step {
  readonly text: string;
  /** What changed, like "PC of A"; empty when no PCB did. */
  readonly changed: readonly string[];
  readonly machine: Machine;
}

function follow(random: Random, machine: Machine): Step[] {
  const kinds = [drawRuns, drawStaying, drawSwitch, drawRuns, drawStaying, drawSwitch, drawRuns];
  return kinds.map((draw) => {
    const before = structuredClone(machine.blocks);
    const { text, changes } = draw(random, machine);
    changes(machine);
    return { text, changed: changedFields(before, machine.blocks), machine: structuredClone(machine) };
  });
}

function changedFields(before: Machine['blocks'], after: Machine['blocks']): string[] {
  return NAMES.flatMap((name, process) =>
    (Object.keys(FIELDS) as Field[])
      .filter((field) => before[process][field] !== after[process][field])
      .map((field) => `${FIELDS[field]} of ${name}`),
  );
}

/** The fields that changed, and others up to eight; "none" always. */
function drawOptions(random: Random, changed: readonly string[]): string[] {
  const all = NAMES.flatMap((name) => Object.values(FIELDS).map((field) => `${field} of ${name}`));
  const others = random.shuffled(all.filter((each) => !changed.includes(each)));
  return [...random.shuffled([...changed, ...others.slice(0, 7 - changed.length)]), NOTHING];
}

function generate(random: Random): Question {
  const machine = start(random);
  const first = structuredClone(machine);
  const steps = follow(random, machine);
  // One event after which the other process may have the core, and one after which the same process goes on.
  const asked = [random.pick([2, 5]), random.pick([1, 4])].sort((a, b) => a - b);
  const row = ({ blocks }: Machine, process: number) => {
    const { state, pc, sp } = blocks[process];
    return [String(state), String(pc), String(sp)];
  };
  return {
    prompt: [
      'A runs on the only core, B is ready. The table shows their PCBs and the registers of the core at the beginning; these events follow:',
      steps.map(({ text }, index) => `${index + 1}. ${text}.`).join('\n'),
      [
        '- While a process runs, its PC and SP are in the core only. The kernel writes them to the PCB when the process **leaves** the core for another one, and loads them from the PCB when it is dispatched.',
        '- Entering the kernel and returning to the *same* process leaves its PC and SP in the PCB as they were.',
        `- An instruction has ${WORD_BYTES} bytes, a word too; the stack grows downwards. System calls and interrupts do not move PC or SP in this model.`,
        '- The other fields (state, end of the heap, open files, priority, signal mask) are changed in the PCB at once.',
      ].join('\n'),
    ].join('\n\n'),
    given: {
      caption: 'At the beginning (decimal)',
      columns: ['', 'state', 'PC', 'SP'],
      rows: [
        ...NAMES.map((name, process) => [`PCB of ${name}`, ...row(first, process)]),
        ['core', '', String(first.pc), String(first.sp)],
      ],
    },
    parts: [
      ...asked.map((step, index) => {
        const { changed } = steps[step];
        const options = drawOptions(random, changed);
        const right = changed.length === 0 ? [NOTHING] : changed;
        return {
          kind: 'choice' as const,
          id: `event-${index + 1}`,
          label: `Which fields of the PCBs change at event ${step + 1}?`,
          points: 4,
          options,
          answer: right.map((each) => options.indexOf(each)).sort((a, b) => a - b),
          multiple: true,
        };
      }),
      {
        kind: 'table',
        id: 'end',
        label: 'What do the PCBs hold after the last event?',
        points: 4,
        pointsPer: 'row',
        columns: ['state', 'PC', 'SP'],
        rowLabels: NAMES.map((name) => `PCB of ${name}`),
        given: NAMES.map(() => [null, null, null]),
        answer: NAMES.map((_, process) => row(machine, process)),
      },
      {
        kind: 'number',
        id: 'core-pc',
        label: 'Which value does the PC of the core hold after the last event?',
        points: 2,
        answer: machine.pc,
        tolerance: 0,
        unit: '',
      },
    ],
    explanation: [
      'PC and SP change with every instruction: to copy them to the PCB each time would cost more than the instruction. The PCB gets them when its process leaves the core; for the process that runs, the PCB holds what was true at its last dispatch.',
      'A dispatch *reads* PC and SP of the PCB and changes only its state. A system call changes the fields that it is about.',
    ].join('\n\n'),
    worked: [
      {
        caption: 'After each event',
        columns: ['event', 'changes in the PCBs', 'PCB of A', 'PCB of B', 'core'],
        rows: steps.map(({ changed, machine: after }, index) => [
          String(index + 1),
          changed.length === 0 ? 'none' : changed.join(', '),
          ...NAMES.map((_, process) => row(after, process).join(' ')),
          `${after.pc} ${after.sp}`,
        ]),
      },
    ],
  };
}

export default {
  title: 'What the PCB holds, and when',
  summary: 'Follow two processes and their PCBs through system calls, interrupts and switches.',
  rows: [10],
  generate,
} satisfies QuestionDefinition;
