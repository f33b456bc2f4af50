/**
 * Processes that create, attach, detach and destroy segments, fork, end, and run ipcs and ipcrm, on the whole machine;
 * and what each call of the mechanism did. Nothing about what is right stands here.
 *
 *      init ─fork, exec─▶ walkers ─▶ create, attach, store and load, detach, destroy
 *                            ├─ fork ─▶ a child that goes on with its parent's attachments, and ends
 *                            └─ fork, exec ─▶ ipcs -m  or  ipcrm -m number
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyHost, PolicyInstance, Services } from '../../../simulator/engine/policy';
import { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  attach,
  createSegment,
  destroySegment,
  detach,
  OWN_PAGE,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { ipcrm, ipcs } from '../../../simulator/kernel/communication/facility-tools';
import {
  FRAME_SHIFT,
  MOST_SEGMENT_PAGES,
  PRIVATE_KEY,
} from '../../../simulator/kernel/communication/segments-interface';
import { RIGHTS } from '../../../simulator/kernel/memory/page-table';
import { GRANT_RIGHTS } from '../../../simulator/kernel/processes/grant-rights';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { compute, load, type Operation, store, systemCall } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';

export type SegmentParameters = Readonly<{
  /** Pages of memory, the kernel's too. */
  frames: number;
  /** Processes that begin together. */
  walkers: number;
  /** Of each; a child takes a third. */
  steps: number;
  /** Keys that they agree on. */
  keys: number;
  /** Of a segment. */
  mostPages: number;
  /** Attachments of a process, at most. */
  mostAttached: number;
  /** Of a hundred segments: those that are private. */
  privates: number;
  /** Of a hundred steps: requests that cannot be granted; segments destroyed; forks; ipcs or ipcrm. */
  strange: number;
  destroys: number;
  forks: number;
  tools: number;
  /** Whether one of them makes a segment for each key, and then takes all memory for a while, before others begin. */
  fills: boolean;
}>;

export const EVENTS = defineEvents({
  ...COMMUNICATION_EVENTS.definitions,
  'frame-taken': {
    fields: ['frame'],
    description: 'The mechanism takes a free frame; -1: there is none.',
    sentence: 'a frame is taken for a segment: {frame}',
  },
  'frame-freed': {
    fields: ['frame', 'answer'],
    description: 'The mechanism gives a frame back.',
    sentence: 'the segment gives frame {frame} back: the answer is {answer}',
  },
  'entry-set': {
    fields: ['process', 'page', 'frame', 'rights'],
    description: 'An entry names a frame. Rights: 1 read, 2 write; 0: not usable in user mode.',
    sentence: "process {process}'s entry of page {page:place} names frame {frame}, {rights}",
    words: { rights: ['not usable', 'r--', '-w-', 'rw-', '--x', 'r-x', '-wx', 'rwx'] },
  },
  'entry-cleared': {
    fields: ['process', 'page'],
    description: 'An entry is invalid from now on.',
    sentence: "process {process}'s entry of page {page:place} is invalid",
  },
  'entry-refused': {
    fields: ['process', 'page', 'free'],
    description: 'An entry could not be set; so many frames were free.',
    sentence: "process {process}'s entry of page {page:place} cannot be set, with {free:count frames} free",
  },
  flushed: {
    fields: ['process'],
    description: 'Every core forgets the entries of this process.',
    sentence: 'every core forgets the entries of process {process}',
  },
  created: {
    fields: ['process', 'key', 'pages', 'answer'],
    description: 'A segment with this key was asked for: its number, or -1.',
    sentence: 'create: process {process}, key {key:place}, {pages:count pages}: the answer is {answer}',
  },
  made: {
    fields: ['segment', 'process', 'frames'],
    description: 'What create, whose answer is this segment, took for it.',
    sentence: 'segment {segment} gets {frames:count frames}, by create of process {process}',
  },
  attached: {
    fields: ['process', 'segment', 'rights', 'answer'],
    description: 'A process attached a segment: its first address, or -1.',
    sentence: 'attach: process {process}, segment {segment}, rights {rights}: the answer is {answer:place}',
  },
  detached: {
    fields: ['process', 'address', 'answer'],
    description: 'A process detached what it has at an address: 0, or -1.',
    sentence: 'detach: process {process}, {address:place}: the answer is {answer}',
  },
  destroyed: {
    fields: ['segment', 'answer'],
    description: 'A segment was destroyed: 0, or -1.',
    sentence: 'destroy: segment {segment}: the answer is {answer}',
  },
  inherited: {
    fields: ['parent', 'child'],
    description: 'A child was forked.',
    sentence: 'inherit: child {child:process} of process {parent}',
    words: {},
  },
  ended: {
    fields: ['process'],
    description: 'A process ended, or runs another program.',
    sentence: 'over: process {process} ended, or runs another program',
  },
  told: {
    fields: ['segment', 'what', 'answer'],
    description: 'ipcs asks about a segment: the answer, or -1.',
    sentence: 'status: segment {segment}, {what}: the answer is {answer}',
    words: { what: ['key', 'owner', 'pages', 'attached', 'destroyed'] },
  },
});
const EVENT = EVENTS.index;

/** Programs that exec runs behind the walkers'. */
const TOOLS = { ipcs: 0, ipcrm: 1 } as const;
const TICK_CYCLES = 20_000;
const MOST_CYCLES = 40_000_000;
/** When all processes are there; for how long memory is full. In cycles of a process. */
const ALL_THERE_CYCLES = 300_000;
const FULL_CYCLES = 30_000;
/** Of a child, for one of its parent's. */
const CHILD_SHARE = 3;
const FIRST_KEY = 0x1000;
const { read, readWrite } = GRANT_RIGHTS;

export function simulate(context: SimulationContext, parameters: SegmentParameters): null {
  const { policies, random, trace, countBy } = context;
  const { frames, walkers } = parameters;
  const clock: Clock = { now: () => 0, free: () => 0, taken: 0 };
  const firstTool = walkers + 1;
  communicationTrial({
    ...{ trace, countBy, tickCycles: TICK_CYCLES, mostCycles: MOST_CYCLES },
    ramBytes: frames * PAGE_BYTES,
    mechanisms: { segments: told(policies, trace, clock) },
    observe: ({ kernel, memory }) => {
      clock.now = () => kernel.cycle;
      clock.free = () => memory.freeFrames;
    },
    bodies: Array.from({ length: walkers }, (_, i) => {
      const seed = random.word();
      return function* () {
        if (parameters.fills && i === 0) return yield* fill(parameters);
        if (parameters.fills) yield* compute(2 * ALL_THERE_CYCLES);
        return yield* walk(new Random(seed), parameters, parameters.steps, [], firstTool);
      };
    }),
    programs: [
      { name: 'ipcs', code: (count, list) => ipcs(OWN_PAGE, count, list) },
      { name: 'ipcrm', code: (count, list) => ipcrm(count, list) },
    ],
  });
  return null;
}

/** The submission's mechanism, with all that it is asked and all that it does in the trace. */
function told(policies: PolicyHost, trace: Trace, clock: Clock): PolicyHost {
  const record = (kind: number, ...numbers: number[]) => trace.record(clock.now(), kind, ...numbers);
  return {
    create(services) {
      return {
        methods: toldMethods(policies.create(toldServices(services, record, clock)).methods, record, clock),
        programs: {},
      };
    },
    takeUnits: () => policies.takeUnits(),
  };
}

interface Clock {
  now: () => number;
  /** Frames. */
  free: () => number;
  /** Frames that the call under way has taken and not given back. */
  taken: number;
}

type Recorder = (kind: number, ...numbers: number[]) => void;

const toldServices = (services: Services, record: Recorder, clock: Clock): Services => ({
  ...services,
  setEntry(process, address, entry) {
    const answer = services.setEntry(process, address, entry);
    const page = recordable(Math.floor(address / PAGE_BYTES));
    const frame = entry >>> FRAME_SHIFT;
    if (answer < 0) record(EVENT['entry-refused'], recordable(process), page, clock.free());
    else if ((entry & 1) === 0) record(EVENT['entry-cleared'], recordable(process), page);
    else record(EVENT['entry-set'], process, page, frame, rightsOf(entry));
    return answer;
  },
  allocateFrame() {
    const frame = services.allocateFrame();
    if (frame >= 0) clock.taken++;
    record(EVENT['frame-taken'], frame);
    return frame;
  },
  freeFrame(frame) {
    const answer = services.freeFrame(frame);
    if (answer >= 0) clock.taken--;
    record(EVENT['frame-freed'], recordable(frame), answer);
    return answer;
  },
  flush(process) {
    record(EVENT.flushed, recordable(process));
    return services.flush(process);
  },
});

function toldMethods(
  methods: PolicyInstance['methods'],
  record: Recorder,
  clock: Clock,
): PolicyInstance['methods'] {
  const telling =
    (name: string, kind: number) =>
    (...numbers: number[]): number => {
      const answer = methods[name](...numbers);
      record(kind, ...numbers, answer);
      return answer;
    };
  const silent =
    (name: string, kind: number) =>
    (...numbers: number[]): number => {
      const answer = methods[name](...numbers);
      record(kind, ...numbers);
      return answer;
    };
  return {
    create(process, key, pages) {
      clock.taken = 0;
      const answer = methods.create(process, key, pages);
      if (answer > 0 && clock.taken > 0) record(EVENT.made, answer, process, clock.taken);
      record(EVENT.created, process, key, pages, answer);
      return answer;
    },
    attach: telling('attach', EVENT.attached),
    detach: telling('detach', EVENT.detached),
    destroy: telling('destroy', EVENT.destroyed),
    inherit: silent('inherit', EVENT.inherited),
    over: silent('over', EVENT.ended),
    status: telling('status', EVENT.told),
  };
}

const recordable = (value: number) => (Number.isSafeInteger(value) ? value : -1);

/** As the events' word; 0 where user mode cannot go by the entry, or the hardware would have to touch it first. */
function rightsOf(entry: number): number {
  const needed = RIGHTS.readOnly & ~READ_BIT;
  return (entry & needed) === needed ? (entry >> 1) & 7 : 0;
}
const READ_BIT = 1 << 1;

// What the processes do

interface Attached {
  readonly address: number;
  readonly pages: number;
}

/** Steps that are drawn. It draws again the same when it is forked: from `random`, and by what its calls were answered. */
function* walk(
  random: Random,
  parameters: SegmentParameters,
  steps: number,
  attached: Attached[],
  firstTool: number,
): Operation {
  const { keys, mostPages, mostAttached, privates, strange, destroys, forks, tools } = parameters;
  /** Numbers that create was answered, newest last, with the pages asked for. */
  const known: { readonly number: number; readonly pages: number }[] = [];
  for (let step = 0; step < steps; step++) {
    yield* compute(random.between(1, 3_000));
    const what = random.below(100);
    if (what < strange) yield* askStrangely(random, known, attached);
    else if (what < strange + destroys) {
      if (known.length > 0) yield* destroySegment(random.pick(known).number);
    } else if (what < strange + destroys + forks) {
      const own = new Random(random.word());
      if ((yield* systemCall(SYSTEM_CALL.fork)) === 0)
        return yield* walk(
          own,
          { ...parameters, forks: 0 },
          Math.ceil(steps / CHILD_SHARE),
          [...attached],
          firstTool,
        );
    } else if (what < strange + destroys + forks + tools) {
      if (random.chance(1, 2)) yield* command(firstTool + TOOLS.ipcs, '-m');
      else
        yield* command(
          firstTool + TOOLS.ipcrm,
          '-m',
          `${known.length > 0 ? random.pick(known).number : random.between(1, 9)}`,
        );
    } else if (attached.length > 0 && (attached.length >= mostAttached || random.chance(1, 3))) {
      const [gone] = attached.splice(random.below(attached.length), 1);
      yield* detach(gone.address);
    } else {
      // Of one that it knows it does not ask whether it is still there.
      const old = random.chance(1, 3) && known.length > 0 ? random.pick(known) : undefined;
      const pages = old?.pages ?? random.between(1, mostPages);
      const key = random.below(100) < privates ? PRIVATE_KEY : FIRST_KEY + random.below(keys);
      const number = old?.number ?? (yield* createSegment(key, pages));
      if (number < 0) continue;
      if (old === undefined) known.push({ number, pages });
      const times = random.chance(1, 5) ? 2 : 1;
      for (let i = 0; i < times; i++) {
        const rights = random.chance(2, 3) ? readWrite : read;
        const address = yield* attach(number, rights);
        if (address < 0) continue;
        attached.push({ address, pages });
        yield* use(address, pages, rights, step);
      }
    }
  }
  return 0;
}

/** Segments for all keys, and as many private ones as memory has room for, which it destroys in the end. */
function* fill({ keys, mostPages }: SegmentParameters): Operation {
  yield* compute(ALL_THERE_CYCLES);
  for (let key = 0; key < keys; key++) yield* createSegment(FIRST_KEY + key, mostPages);
  const taken: number[] = [];
  for (let pages = MOST_SEGMENT_PAGES; pages > 0; ) {
    const number = yield* createSegment(PRIVATE_KEY, pages);
    if (number < 0 || taken.includes(number)) pages >>= 1;
    else taken.push(number);
  }
  yield* compute(ALL_THERE_CYCLES + FULL_CYCLES);
  for (const number of taken) yield* destroySegment(number);
  return 0;
}

/** The first word of its first page, and of its last one as far as it asked for. */
function* use(address: number, pages: number, rights: number, value: number): Operation {
  for (const at of [address, address + (pages - 1) * PAGE_BYTES]) {
    yield* load(at);
    if (rights === readWrite) yield* store(at, value);
  }
  return 0;
}

/** One thing about the request is wrong. */
function* askStrangely(
  random: Random,
  known: readonly { readonly number: number }[],
  attached: readonly Attached[],
): Operation {
  const number = known.length > 0 ? random.pick(known).number : 1;
  const at = attached.length > 0 ? random.pick(attached).address : 0x4000_0000;
  switch (random.below(9)) {
    case 0:
      return yield* createSegment(PRIVATE_KEY, 0);
    case 1:
      return yield* createSegment(0x2000 + random.below(100), MOST_SEGMENT_PAGES + random.between(1, 5));
    case 2:
      return yield* attach(number + 500, readWrite);
    case 3:
      return yield* attach(number, random.pick([0, 2, 7]));
    case 4:
      return yield* detach(at + PAGE_BYTES * random.between(100, 200));
    case 5:
      return yield* detach(at + random.pick([4, PAGE_BYTES / 2]));
    case 6:
      return yield* destroySegment(number + 500);
    case 7:
      return yield* destroySegment(0);
    default:
      return yield* createSegment(FIRST_KEY, MOST_SEGMENT_PAGES + 1);
  }
}

/** Runs a program with arguments in a child, and waits for a child. */
function* command(program: number, ...texts: string[]): Operation {
  if ((yield* systemCall(SYSTEM_CALL.fork)) !== 0) return yield* systemCall(SYSTEM_CALL.wait);
  for (const [i, text] of texts.entries()) {
    const at = OWN_PAGE + 256 + 32 * i;
    const letters = [...text].map((letter) => letter.charCodeAt(0));
    for (let from = 0; from <= letters.length; from += 4) {
      const word = [3, 2, 1, 0].reduce((so, byte) => (so << 8) | (letters[from + byte] ?? 0), 0);
      yield* store(at + from, word);
    }
    yield* store(OWN_PAGE + 4 * i, at);
  }
  yield* store(OWN_PAGE + 4 * texts.length, 0);
  yield* systemCall(SYSTEM_CALL.exec, program, OWN_PAGE);
  return yield* systemCall(SYSTEM_CALL.exit, 1);
}
