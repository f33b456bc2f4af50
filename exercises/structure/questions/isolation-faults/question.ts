/**
 * Which of eight accesses of two processes must fault, and which frames each process can change.
 *
 * The page maps are written into simulated memory as Sv32 tables, and a core in user mode makes every access: what
 * faults is what the hardware refuses. Some pages are in both maps (shared, or the kernel's own), others in one.
 */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalAddressSpace } from '../../../../simulator/hardware/memory/physical-address-space';
import { PAGE_BYTES, PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { CAUSE, CSR, PRIVILEGE } from '../../../../simulator/hardware/riscv/control-registers';
import { Core } from '../../../../simulator/hardware/riscv/core';
import { DirectMemory } from '../../../../simulator/hardware/riscv/core-memory';
import { ENTRY } from '../../../../simulator/hardware/translation/sv32';
import type { Grid, Question, QuestionDefinition } from '../../../question-definition';

const PROCESSES = ['A', 'B'] as const;
type Process = (typeof PROCESSES)[number];
const KINDS = ['load', 'store', 'fetch'] as const;
type Kind = (typeof KINDS)[number];
type Rights = 'r' | 'rw' | 'rx';

/** RAM begins at address 0: frame f at f * 4096. Frames 0 to 3 hold the tables, two for each process. */
const FRAMES = 16;
const FIRST_FRAME = 4;
const SATP_SV32 = 0x8000_0000;
/** Pages are drawn from those of one inner table. */
const FIRST_PAGE = 0x400;
const PAGES = 8;
const ACCESSES = 8;

interface Page {
  readonly process: Process;
  readonly page: number;
  readonly frame: number;
  readonly rights: Rights;
  readonly kernelOnly: boolean;
}

export interface Access {
  readonly process: Process;
  readonly kind: Kind;
  readonly address: number;
}

export interface Variant {
  readonly pages: readonly Page[];
  readonly machine: TwoProcesses;
  readonly accesses: readonly Access[];
}

/** Both processes: own text and data, a shared page, a page of the kernel; pages and frames in any order. */
function drawPages(random: Random): Page[] {
  const frames = random.shuffled(Array.from({ length: FRAMES - FIRST_FRAME }, (_, i) => FIRST_FRAME + i));
  const frame = () => frames.pop() as number;
  const [text, shared, kernel] = [frame(), frame(), frame()];
  const writer = random.pick(PROCESSES);
  return PROCESSES.flatMap((process) => {
    const numbers = random.shuffled(Array.from({ length: PAGES }, (_, i) => FIRST_PAGE + i));
    const page = (frame: number, rights: Rights, kernelOnly = false): Page => ({
      process,
      page: numbers.pop() as number,
      frame,
      rights,
      kernelOnly,
    });
    const own = [page(text, 'rx'), page(frame(), 'rw'), page(frame(), random.pick(['r', 'rw'] as const))];
    own.push(page(shared, process === writer ? 'rw' : 'r'), page(kernel, 'rw', true));
    return own.sort((a, b) => a.page - b.page);
  });
}

function drawAccess(random: Random, pages: readonly Page[]): Access {
  const process = random.pick(PROCESSES);
  // Mostly a page of somebody's map: the own ones, and those of the other, which may mean nothing here.
  const { page } = random.pick(pages);
  const kind = random.pick(['load', 'load', 'store', 'store', 'fetch'] as const);
  const offset = random.pick([0, 4 * random.below(1024), 4 * random.below(1024), PAGE_BYTES - 4]);
  return { process, kind, address: page * PAGE_BYTES + offset };
}

/** The machine with both maps in its memory. */
export class TwoProcesses {
  readonly memory = new PhysicalMemory(FRAMES * PAGE_BYTES);
  private readonly core = new Core(new DirectMemory(new PhysicalAddressSpace(this.memory, 0)), {
    physicalMemoryProtection: false,
  });

  constructor(pages: readonly Page[]) {
    PROCESSES.forEach((_, i) => {
      const [root, inner] = [2 * i, 2 * i + 1];
      const slot = Math.floor(FIRST_PAGE / 1024);
      this.memory.storeWord(root * PAGE_BYTES + 4 * slot, (inner << 10) | ENTRY.valid);
    });
    for (const { process, page, frame, rights, kernelOnly } of pages) {
      const bits =
        ENTRY.valid |
        ENTRY.read |
        (rights === 'rw' ? ENTRY.write : 0) |
        (rights === 'rx' ? ENTRY.execute : 0) |
        (kernelOnly ? 0 : ENTRY.user);
      const inner = 2 * PROCESSES.indexOf(process) + 1;
      this.memory.storeWord(inner * PAGE_BYTES + 4 * (page % 1024), (frame << 10) | bits);
    }
  }

  /** @returns whether the hardware refuses the access with a page fault. */
  faults({ process, kind, address }: Access): boolean {
    const { core } = this;
    core.privilege = PRIVILEGE.user;
    core.registers.write(CSR.satp, SATP_SV32 | (2 * PROCESSES.indexOf(process)) | 0);
    if (kind === 'load') core.loadWord(address | 0);
    else if (kind === 'store') core.storeWord(address | 0, -1);
    else return this.fetchFaults(address);
    return core.nativeFault >= 0;
  }

  /** The frames are data: what is fetched may well be no instruction, which is another trap. */
  private fetchFaults(address: number): boolean {
    const { core } = this;
    let faulted = false;
    core.onTrap = ({ cause }) => {
      faulted = cause === CAUSE.instructionPageFault;
    };
    core.pc = address | 0;
    core.run(1);
    return faulted;
  }
}

/** Between three and five accesses fault, and they are all different. */
export function draw(random: Random): Variant {
  const pages = drawPages(random);
  const machine = new TwoProcesses(pages);
  for (;;) {
    const accesses = Array.from({ length: ACCESSES }, () => drawAccess(random, pages));
    const faults = accesses.filter((access) => machine.faults(access)).length;
    const different = new Set(accesses.map(nameOf)).size === ACCESSES;
    if (different && faults >= 3 && faults <= 5) return { pages, machine, accesses };
  }
}

const hexadecimal = (value: number) => `0x${value.toString(16)}`;

function nameOf({ process, kind, address }: Access): string {
  const verb = { load: 'loads from', store: 'stores to', fetch: 'fetches from' }[kind];
  return `${process} ${verb} ${hexadecimal(address)}`;
}

function reasonOf({ process, kind, address }: Access, pages: readonly Page[]): string {
  const number = Math.floor(address / PAGE_BYTES);
  const page = pages.find((each) => each.process === process && each.page === number);
  if (page === undefined) return `page ${hexadecimal(number)} is not in ${process}'s map`;
  if (page.kernelOnly) return 'the page is for the kernel only';
  const need = { load: 'r', store: 'w', fetch: 'x' }[kind];
  return page.rights.includes(need)
    ? `the page has ${need}: frame ${page.frame}`
    : `the page has ${page.rights}, not ${need}`;
}

/** Frames into which a store of the process gets through, at any page that is in any map. */
function changeableFrames(process: Process, { pages, machine }: Variant): number[] {
  return pages.flatMap((page) => {
    const access: Access = { process, kind: 'store', address: page.page * PAGE_BYTES };
    return page.process === process && !machine.faults(access) ? [page.frame] : [];
  });
}

function generate(random: Random): Question {
  const variant = draw(random);
  const { pages, machine, accesses } = variant;
  const faulting = accesses.flatMap((access, i) => (machine.faults(access) ? [i] : []));
  const frames = [...new Set(pages.map(({ frame }) => frame))].sort((a, b) => a - b);
  const changes = PROCESSES.map((process) => ({ process, frames: changeableFrames(process, variant) }));
  const worked: Grid = {
    caption: 'Every access, looked up in the map of the process that makes it',
    columns: ['access', 'page', 'result', 'why'],
    rows: accesses.map((access, i) => [
      nameOf(access),
      hexadecimal(Math.floor(access.address / PAGE_BYTES)),
      faulting.includes(i) ? 'fault' : 'goes through',
      reasonOf(access, pages),
    ]),
  };
  return {
    prompt: [
      'Two processes, A and B, run in user mode. Their page maps are in the table; pages and frames have **4 KiB** (`0x1000` bytes), and a page that is not in the map of a process does not exist for it. Rights: `r` load, `w` store, `x` fetch instructions. The kernel has its own page in both maps, for itself alone.',
      'Which of the accesses must end in a page fault, and which frames can each process change? All maps stay as they are.',
    ].join('\n\n'),
    given: {
      caption: 'Page maps',
      columns: ['process', 'page', 'frame', 'rights', 'for'],
      rows: pages.map((page) => [
        page.process,
        hexadecimal(page.page),
        String(page.frame),
        page.rights,
        page.kernelOnly ? 'kernel only' : 'user',
      ]),
    },
    parts: [
      {
        kind: 'choice',
        id: 'faults',
        label: 'Which of these accesses must fault?',
        points: 6,
        options: accesses.map(nameOf),
        answer: faulting,
        multiple: true,
      },
      ...changes.map((each) => ({
        kind: 'choice' as const,
        id: `changes-${each.process.toLowerCase()}`,
        label: `Which frames can ${each.process} change in user mode?`,
        points: 2,
        options: frames.map((frame) => `frame ${frame}`),
        answer: frames.flatMap((frame, option) => (each.frames.includes(frame) ? [option] : [])),
        multiple: true,
      })),
    ],
    explanation: [
      'The page number is the address without its last three hexadecimal digits. Look it up in the map of the process that makes the access, never in the other one: the same address means another frame there, or nothing.',
      `${faulting.length} of the ${ACCESSES} accesses fault: the page is not in the map, is the kernel's, or lacks the right.`,
      changes.map((each) => `- ${each.process} can change ${listed(each.frames)}.`).join('\n'),
      'No other frame can be reached by a store of that process, whatever address it makes up: so the maps, which only the kernel can change, keep processes apart.',
    ].join('\n\n'),
    worked: [worked],
  };
}

function listed(frames: readonly number[]): string {
  const sorted = frames.toSorted((a, b) => a - b);
  return sorted.length === 1 ? `frame ${sorted[0]}` : `frames ${sorted.join(', ')}`;
}

export default {
  title: 'Isolation: which access must fault',
  summary: 'Look accesses of two processes up in their page maps, and find the frames that each can change.',
  rows: [8],
  generate,
} satisfies QuestionDefinition;
