/**
 * Processes that grant each other pages, map and take them back, and ask for what they may not have; and what each
 * call of the submission found and left.
 *
 *      init ─fork, exec─▶ processes, some at a time ─▶ grant, map, revoke, touch, shrink, end ─▶ numbers given again
 *
 * A request has one fault at most, so that a wrong answer breaks one rule.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { assemble } from '../../../simulator/hardware/toolchain/assembler';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { RIGHTS } from '../../../simulator/kernel/memory/page-table';
import { GRANT_RIGHTS } from '../../../simulator/kernel/processes/grant-rights';
import type { MechanismObserver } from '../../../simulator/kernel/processes/mechanisms';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import {
  CODE_BASE,
  GUARD_PAGE,
  INIT,
  MAX_PROCESSES,
  PROCESS_STATE,
  SHARED_BASE,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import type { ProcessSystem } from '../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { load, type Operation, store, systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { type Change, KernelSnapshot, type MappedPage, type Space } from '../../processes/kernel-snapshot';
import { type ObservedCall, observeCalls } from '../../processes/observed-calls';
import { runProcesses } from '../../processes/process-system';
import { protectPage } from '../protect-page';

/** What is asked for that must be refused. */
const HOSTILE = ['pages', 'rights', 'people', 'places'] as const;
type Hostile = (typeof HOSTILE)[number];

export type IsolationParameters = {
  /** Of hostile requests: one kind, all kinds, or none. */
  readonly hostile: Hostile | 'all' | 'none';
  /** How many of 100 requests are. */
  readonly hostilePercent: number;
  /** How many of 100 steps give up or take memory, or run the program anew. */
  readonly changePercent: number;
  readonly processes: number;
  readonly together: number;
  readonly steps: number;
  readonly frames: number;
  /** Pages that each grants at once, at its start. */
  readonly burst: number;
  /** Whether they take all the memory there is before they map. */
  readonly fills: boolean;
};

/** With the rights that a request names, and a frame that a call left mapped more or less often than it has users. */
export const EVENTS = defineEvents({
  ...SYSTEM_EVENTS.definitions,
  wants: {
    fields: ['process', 'what', 'rights'],
    description: 'A process asks to grant or to map, with these rights.',
    sentence: 'process {process} {what}, with the rights {rights}',
    words: { what: ['grants', 'maps'], rights: ['none', 'r--', '2', 'rw-'] },
  },
  'grant-rights': {
    fields: ['grant', 'rights'],
    description: 'The rights of a grant that was answered with this number.',
    sentence: 'grant {grant} is to have the rights {rights}',
    words: { rights: ['none', 'r--', '2', 'rw-'] },
  },
  'frame-users': {
    fields: ['frame', 'users', 'entries'],
    description: 'Behind a call: how often a frame is to be given back, and how many entries name it.',
    sentence: 'frame {frame} is to be given back so often: {users}; so many entries name it: {entries}',
  },
});
const METHODS = ['grant', 'map', 'revoke', 'over'] as const;
export type Method = (typeof METHODS)[number];

/** A page of a process that came, or went. */
export interface OwnedPage extends MappedPage {
  readonly process: number;
}

export interface Call {
  /** Indexes in the trace: of the first event that it made, and of the one that tells it. */
  readonly from: number;
  readonly event: number;
  readonly method: Method;
  readonly process: number;
  /** What follows the process among the arguments. */
  readonly numbers: readonly number[];
  readonly answer: number;
  /** Of grant: the page that `process` has at the address; of map: what the granter has at the granted address. */
  readonly page: MappedPage | undefined;
  /** Of grant: whether `to` is a process that is alive. */
  readonly isAlive: boolean;
  /** Of map: whether something is mapped at the address, and whether there is a table for it. */
  readonly isTaken: boolean;
  readonly hasTable: boolean;
  /** Frames that were free. */
  readonly free: number;
  readonly appeared: readonly OwnedPage[];
  readonly vanished: readonly OwnedPage[];
  /** A frame that is mapped more or less often than it is to be given back, and was not before: more often, if there is one. */
  readonly uneven: { readonly frame: number; readonly users: number; readonly entries: number } | undefined;
  readonly change: Change | undefined;
}

export interface IsolationResult {
  readonly calls: readonly Call[];
}

/** A grant that was answered with a number. */
interface Notice {
  readonly number: number;
  readonly granter: number;
  readonly address: number;
  readonly to: number;
  readonly rights: number;
}

export function simulate(context: SimulationContext, parameters: IsolationParameters): IsolationResult {
  const calls: Call[] = [];
  const board: Notice[] = [];
  runProcesses({
    ...{ context, frames: parameters.frames, mechanisms: { grants: context.policies } },
    programs: programs(context.random, parameters, board),
    observer: (system) => {
      if (isAboutPages(parameters)) protectPage(system, KERNELS_PAGE, RIGHTS.readWrite & ~ENTRY.user);
      return observe(system, context.trace, board, calls);
    },
  });
  return { calls };
}

function observe(
  system: ProcessSystem,
  trace: Trace,
  board: Notice[],
  calls: Call[],
): Required<MechanismObserver> {
  const record = (kind: number, ...[a, b, c = 0]: readonly [number, number, number?]) =>
    trace.record(system.kernel.cycle, kind, a, b, c);
  const observer = observeCalls(
    trace,
    METHODS,
    (before?: Scene) => new Scene(system, before),
    (call, before, after) => {
      const facts = factsOf(call, before, after, board);
      calls.push(facts);
      if (facts.method === 'grant' && facts.answer > 0)
        record(EVENTS.index['grant-rights'], facts.answer, facts.numbers[2]);
      if (facts.uneven === undefined) return;
      const { frame, users, entries } = facts.uneven;
      record(EVENTS.index['frame-users'], frame, users, entries);
    },
  );
  return {
    ...observer,
    asking(method, numbers) {
      const [process = 0, , , rights = 0] = numbers;
      if (method === 'grant' || method === 'map')
        record(EVENTS.index.wants, process, method === 'map' ? 1 : 0, rights);
      observer.asking(method, numbers);
    },
  };
}

/** What a call found and left; a grant that it made is put on the board. */
function factsOf(
  { method, numbers: all, answer, from, event }: ObservedCall<Method>,
  before: Scene,
  after: Scene,
  board: Notice[],
): Call {
  const [process = 0, ...numbers] = all;
  const [first = 0, second = 0, third = 0] = numbers;
  const notice = method === 'grant' ? undefined : board.findLast(({ number }) => number === first);
  if (method === 'grant' && answer > 0)
    board.push({ number: answer, granter: process, address: first, to: second, rights: third });
  return {
    ...{ from, event, method, process, numbers, answer },
    page:
      method === 'grant'
        ? before.page(process, first)
        : notice && before.page(notice.granter, notice.address),
    isAlive: before.kernel.records.get(second)?.state === PROCESS_STATE.alive,
    isTaken: before.page(process, second) !== undefined,
    hasTable: before.spaces.get(process)?.tables.has(second >>> 22) ?? false,
    free: before.kernel.freeFrames,
    ...before.compare(after),
  };
}

/** Everybody's pages at one instant. */
class Scene {
  readonly kernel: KernelSnapshot;
  readonly spaces = new Map<number, Space>();

  /** @param earlier one since which the kernel alone was at work. */
  constructor(system: ProcessSystem, earlier?: Scene) {
    this.kernel = new KernelSnapshot(system, earlier?.kernel);
    for (const [process, { root }] of this.kernel.records)
      if (root !== 0) this.spaces.set(process, this.kernel.space(root));
  }

  page(process: number, address: number): MappedPage | undefined {
    const page = address - (address % PAGE_BYTES);
    return this.spaces.get(process)?.pages.find((each) => each.address === page);
  }

  compare(after: Scene): Pick<Call, 'appeared' | 'vanished' | 'uneven' | 'change'> {
    const tables = new Set<number>();
    for (const { root } of this.kernel.records.values()) tables.add(root);
    for (const { tables: own } of this.spaces.values())
      for (const { frame } of own.values()) tables.add(frame);
    const uneven = this.becameUneven(after);
    return {
      appeared: after.beyond(this),
      vanished: this.beyond(after),
      uneven: uneven.find(({ users, entries }) => entries > users) ?? uneven[0],
      change: this.kernel.firstChange(
        after.kernel,
        ({ what, owner }) => what !== 'frame' || !tables.has(owner),
      ),
    };
  }

  private beyond(other: Scene): OwnedPage[] {
    const found: OwnedPage[] = [];
    for (const [process, space] of this.spaces) {
      if (other.spaces.get(process) === space) continue;
      for (const page of space.pages) {
        const same = other.page(process, page.address);
        if (same?.frame !== page.frame || same.bits !== page.bits) found.push({ process, ...page });
      }
    }
    return found;
  }

  /** Frames whose entries are not as many as they have users, and were not so many more or fewer before. */
  private becameUneven(after: Scene): { frame: number; users: number; entries: number }[] {
    const now = after.entries();
    const frames = after.kernel.usedFrames();
    for (const frame of now.keys()) if (!after.kernel.isUsed(frame)) frames.push(frame);
    const uneven = frames
      .map((frame) => ({ frame, users: after.kernel.usersOf(frame), entries: now.get(frame) ?? 0 }))
      .filter(({ users, entries }) => users !== entries);
    if (uneven.length === 0) return uneven;
    const old = this.entries();
    return uneven.filter(
      ({ frame, users, entries }) => this.kernel.usersOf(frame) - (old.get(frame) ?? 0) !== users - entries,
    );
  }

  /** By frame: how many entries name it; a root table counts as named. */
  private entries(): Map<number, number> {
    const entries = new Map<number, number>();
    const name = (frame: number) => entries.set(frame, (entries.get(frame) ?? 0) + 1);
    for (const [process, { tables, pages }] of this.spaces) {
      name(this.kernel.records.get(process)?.root ?? 0);
      for (const { frame } of tables.values()) name(frame);
      for (const { frame } of pages) name(frame);
    }
    return entries;
  }
}

// What the processes do

const STACK_PAGE = STACK_TOP - PAGE_BYTES;
/** Three words of a request. */
const REQUEST = STACK_TOP - 64;
/** A page of the data of init, which the kernel has for itself. */
const KERNELS_PAGE = CODE_BASE;
const HEAP_PAGES = 3;
const SHARED_PAGES = 6;
const MOST_STARTS = 2;

function programs(
  random: Random,
  parameters: IsolationParameters,
  board: readonly Notice[],
): SystemProgram[] {
  const { processes, together } = parameters;
  const everybody = Array.from({ length: processes }, (_, i) => {
    const own = random.fork(`process ${i}`);
    if (i % 4 === 3) return codeGranter(own);
    let starts = 0;
    return {
      name: `process ${i}`,
      *code() {
        starts++;
        return yield* new Actor(own, parameters, board, i + 1, starts < MOST_STARTS).run();
      },
    };
  });
  const grantsPages = isAboutPages(parameters);
  const pauses = everybody.map(() => random.between(2_000, 20_000));
  return [
    {
      name: 'init',
      ...(grantsPages ? { data: new Uint8Array(PAGE_BYTES) } : {}),
      *code() {
        for (let i = 0; i < processes; i++) {
          if (i >= together) {
            yield* pause(pauses[i] ?? 1);
            yield* systemCall(SYSTEM_CALL.wait);
          }
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
            yield* systemCall(SYSTEM_CALL.exec, i + 1);
            return 1;
          }
          if (grantsPages)
            for (const address of [STACK_PAGE, KERNELS_PAGE])
              yield* ask(SYSTEM_CALL.grant, address, INIT + 1, GRANT_RIGHTS.read);
        }
        while ((yield* systemCall(SYSTEM_CALL.wait)) > 0);
        return 0;
      },
    },
    ...everybody,
  ];
}

const isAboutPages = ({ hostile }: IsolationParameters): boolean => hostile === 'pages' || hostile === 'all';

const pause = (cycles: number): Operation => systemCall(SYSTEM_CALL.read, 0, cycles);

function* ask(call: number, first: number, second: number, third: number): Operation {
  yield* store(REQUEST, first);
  yield* store(REQUEST + 4, second);
  yield* store(REQUEST + 8, third);
  return yield* systemCall(call, REQUEST);
}

/** A process that knows of every grant, whoever it is for. */
class Actor {
  private self = 0;
  private heapStart = 0;
  /** Pages of its heap that it has touched, by number. */
  private readonly touched = new Set<number>();
  private heapPages = 0;
  /** Where it mapped what, with which rights. */
  private readonly mapped = new Map<number, Notice>();

  constructor(
    private readonly random: Random,
    private readonly parameters: IsolationParameters,
    private readonly board: readonly Notice[],
    private readonly program: number,
    private readonly mayStartAnew: boolean,
  ) {}

  *run(): Operation {
    const { random, parameters } = this;
    this.self = yield* systemCall(SYSTEM_CALL.processNumber);
    this.heapStart = yield* systemCall(SYSTEM_CALL.setBreak, 0);
    yield* this.moveBreak(HEAP_PAGES);
    yield* this.touch(0);
    yield* pause(random.between(3_000, 6_000));
    for (let i = 0; i < parameters.burst; i++)
      yield* this.grant(this.ownPage(), this.other(), GRANT_RIGHTS.read);
    for (let step = 0; step < parameters.steps; step++) {
      if (random.chance(parameters.hostilePercent, 100)) yield* this.hostile();
      else if (random.chance(parameters.changePercent, 100)) yield* this.change();
      else yield* this.proper();
      yield* pause(random.between(1, 4_000));
    }
    return 0;
  }

  // What is right

  private *proper(): Operation {
    const { random } = this;
    const waiting = this.grantsToMap();
    const own = this.grantsOf(this.self);
    const choice = random.below(10);
    if (choice < 4 && waiting.length > 0) {
      const notice = random.pick(waiting);
      const fills = this.parameters.fills && random.chance(1, 2);
      if (fills) yield* this.fill();
      yield* this.map(notice, this.freePage(), random.chance(1, 2) ? notice.rights : GRANT_RIGHTS.read);
      if (fills) yield* this.moveBreak(this.heapPages);
    } else if (choice < 6 && own.length > 0) yield* systemCall(SYSTEM_CALL.revoke, random.pick(own).number);
    else if (choice < 8 && this.mapped.size > 0) yield* this.reach();
    else
      yield* this.grant(
        this.ownPage(),
        this.other(),
        random.pick([GRANT_RIGHTS.read, GRANT_RIGHTS.readWrite]),
      );
    return 0;
  }

  private grant(address: number, to: number, rights: number): Operation {
    return ask(SYSTEM_CALL.grant, address, to, rights);
  }

  private *map(notice: Notice, address: number, rights: number): Operation {
    const answer = yield* ask(SYSTEM_CALL.mapGrant, notice.number, address, rights);
    if (answer === 0) this.mapped.set(address, notice);
    return answer;
  }

  /** A word of a page that it mapped. If that is gone meanwhile, a system call is refused, and an access is its end. */
  private *reach(): Operation {
    const { random } = this;
    const [address, { rights }] = random.pick([...this.mapped]);
    if (random.chance(3, 4)) return yield* systemCall(SYSTEM_CALL.write, address);
    if (rights === GRANT_RIGHTS.readWrite) return yield* store(address, this.self);
    return yield* load(address);
  }

  private *change(): Operation {
    const { random } = this;
    if (this.mayStartAnew && random.chance(1, 6)) return yield* systemCall(SYSTEM_CALL.exec, this.program);
    if (random.chance(1, 8)) return yield* systemCall(SYSTEM_CALL.exit, 1);
    if (random.chance(1, 2)) return yield* this.moveBreak(random.between(0, HEAP_PAGES));
    return this.heapPages === 0 ? 0 : yield* this.touch(random.below(this.heapPages));
  }

  private *moveBreak(pages: number): Operation {
    yield* systemCall(SYSTEM_CALL.setBreak, this.heapStart + pages * PAGE_BYTES);
    this.heapPages = pages;
    for (const page of [...this.touched]) if (page >= pages) this.touched.delete(page);
    return 0;
  }

  /** Takes frames until none is left: a system call that is given a page which cannot come is refused. */
  private *fill(): Operation {
    const first = this.heapStart + HEAP_PAGES * PAGE_BYTES;
    const end = first + this.parameters.frames * PAGE_BYTES;
    yield* systemCall(SYSTEM_CALL.setBreak, end);
    for (let address = first; address < end; address += PAGE_BYTES)
      if ((yield* systemCall(SYSTEM_CALL.write, address)) !== 0) break;
    return 0;
  }

  private *touch(page: number): Operation {
    yield* store(this.heapStart + page * PAGE_BYTES, this.self);
    this.touched.add(page);
    return 0;
  }

  // What must be refused

  private *hostile(): Operation {
    const { random, parameters } = this;
    const kind = parameters.hostile === 'all' ? random.pick(HOSTILE) : parameters.hostile;
    if (kind === 'pages' && random.chance(1, 3)) yield* this.giveUp();
    else if (kind === 'pages') yield* this.grant(this.wrongPage(), this.other(), GRANT_RIGHTS.read);
    else if (kind === 'rights') yield* this.wrongRights();
    else if (kind === 'people') yield* this.wrongPeople();
    else if (kind === 'places') yield* this.wrongPlaces();
    return 0;
  }

  /** Grants a page of its heap, and then has it no longer; or has it anew, in another frame. */
  private *giveUp(): Operation {
    yield* this.moveBreak(HEAP_PAGES);
    yield* this.touch(0);
    yield* this.grant(this.heapStart, this.other(), GRANT_RIGHTS.read);
    yield* this.moveBreak(0);
    if (this.random.chance(1, 2)) return 0;
    yield* this.moveBreak(HEAP_PAGES);
    yield* this.touch(1);
    return yield* this.touch(0);
  }

  private wrongPage(): number {
    const { random } = this;
    const untouched = [...Array(this.heapPages).keys()].filter((page) => !this.touched.has(page));
    return random.pick([
      ...[1, 4, 2048, PAGE_BYTES - 4].map((offset) => this.ownPage() + offset),
      ...untouched.map((page) => this.heapStart + page * PAGE_BYTES),
      this.heapStart + this.heapPages * PAGE_BYTES,
      0,
      CODE_BASE - PAGE_BYTES,
      GUARD_PAGE,
      // What others granted it, as often as all others together.
      ...Array.from({ length: 12 }, () => [...this.mapped.keys()]).flat(),
      STACK_TOP,
      0x8000_0000,
      0x8004_0000,
      0xc000_0000,
      0xffff_f000,
    ]);
  }

  private *wrongRights(): Operation {
    const { random } = this;
    const wrong = random.pick([0, 2, 4, 5, 7, 9, -1, -(2 ** 31) + 1]);
    const waiting = this.grantsToMap();
    if (waiting.length === 0 || random.chance(1, 3))
      return yield* this.grant(this.ownPage(), this.other(), wrong);
    const notice = random.pick(waiting);
    const more = notice.rights === GRANT_RIGHTS.read ? GRANT_RIGHTS.readWrite : wrong;
    return yield* this.map(notice, this.freePage(), more);
  }

  private *wrongPeople(): Operation {
    const { random, board, self } = this;
    const stranger = random.pick([self, self, 0, -1, MAX_PROCESSES, MAX_PROCESSES - 1, 2 ** 31 - 1]);
    const others = board.filter(({ to }) => to !== self);
    const notMine = board.filter(({ granter }) => granter !== self);
    const choice = random.below(4);
    if (choice === 0) return yield* this.grant(this.ownPage(), stranger, GRANT_RIGHTS.read);
    if (choice === 1) {
      const number = random.pick([0, -1, 1_000_000]);
      return random.chance(1, 2)
        ? yield* ask(SYSTEM_CALL.mapGrant, number, this.freePage(), GRANT_RIGHTS.read)
        : yield* systemCall(SYSTEM_CALL.revoke, number);
    }
    if (choice === 2 && others.length > 0)
      return yield* ask(SYSTEM_CALL.mapGrant, random.pick(others).number, this.freePage(), GRANT_RIGHTS.read);
    // What is long over included; it may even have been for this process, when another one had its number.
    const strangers = notMine.filter(({ to }) => to !== self);
    const revoked = strangers.length > 0 && random.chance(1, 2) ? strangers : notMine;
    return revoked.length === 0 ? 0 : yield* systemCall(SYSTEM_CALL.revoke, random.pick(revoked).number);
  }

  private *wrongPlaces(): Operation {
    const { random } = this;
    const again = [...this.mapped.values()];
    const waiting = this.grantsToMap();
    if (again.length > 0 && (waiting.length === 0 || random.chance(1, 4)))
      return yield* ask(SYSTEM_CALL.mapGrant, random.pick(again).number, this.freePage(), GRANT_RIGHTS.read);
    if (waiting.length === 0) return yield* this.proper();
    const place = random.pick([
      ...[...this.mapped.keys(), ...this.mapped.keys()],
      ...[1, 4, 2048, PAGE_BYTES - 4].map((offset) => this.freePage() + offset),
      this.heapStart,
      this.heapStart + HEAP_PAGES * PAGE_BYTES,
      SHARED_BASE - PAGE_BYTES,
      GUARD_PAGE,
      STACK_PAGE,
      STACK_PAGE - PAGE_BYTES,
      STACK_TOP,
      0,
      0x8000_0000,
      0xc000_0000,
      0xffff_f000,
    ]);
    return yield* this.map(random.pick(waiting), place, GRANT_RIGHTS.read);
  }

  // What it knows

  private ownPage(): number {
    const heap = [...this.touched].map((page) => this.heapStart + page * PAGE_BYTES);
    return this.random.pick([STACK_PAGE, ...heap]);
  }

  private other(): number {
    const { processes, together } = this.parameters;
    const numbers = Array.from({ length: Math.min(processes, together) }, (_, i) => INIT + 1 + i);
    const others = numbers.filter((number) => number !== this.self);
    return this.random.pick(others.length === 0 ? [INIT] : others);
  }

  private grantsToMap(): Notice[] {
    const mapped = new Set([...this.mapped.values()].map(({ number }) => number));
    return this.board.filter(({ number, to }) => to === this.self && !mapped.has(number)).slice(-4);
  }

  private grantsOf(process: number): Notice[] {
    return this.board.filter(({ granter }) => granter === process).slice(-4);
  }

  private freePage(): number {
    // In the beginning of the range one behind the other, so that a page has neighbours in its table.
    let first = SHARED_BASE;
    while (this.mapped.has(first)) first += PAGE_BYTES;
    const apart = Array.from(
      { length: SHARED_PAGES - 1 },
      (_, i) => SHARED_BASE + (i + 1) * 256 * PAGE_BYTES,
    );
    return this.random.pick([
      first,
      ...[...apart, GUARD_PAGE - PAGE_BYTES].filter((address) => !this.mapped.has(address)),
    ]);
  }
}

/** Machine code that grants its code to init and others: to read, which it may, and to write, which nobody may. */
function codeGranter(random: Random): SystemProgram {
  const requests = Array.from({ length: 5 }, (_, i) => {
    const isFirst = i === 0;
    const to = isFirst ? INIT : random.between(INIT + 1, INIT + 3);
    const rights = isFirst ? GRANT_RIGHTS.read : random.pick([GRANT_RIGHTS.read, GRANT_RIGHTS.readWrite]);
    return `
      li t0, ${CODE_BASE}
      sw t0, -64(sp)
      li t0, ${to}
      sw t0, -60(sp)
      li t0, ${rights}
      sw t0, -56(sp)
      addi a0, sp, -64
      li a7, ${SYSTEM_CALL.grant}
      ecall
      li a0, 0
      li a1, ${random.between(1_000, 5_000)}
      li a7, ${SYSTEM_CALL.read}
      ecall`;
  });
  const source = `${requests.join('\n')}\nli a0, 0\nli a7, ${SYSTEM_CALL.exit}\necall\n`;
  return { name: 'code', code: assemble(source, CODE_BASE).bytes };
}
