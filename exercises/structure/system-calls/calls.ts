/** The system calls that a process makes, drawn from a seed: good ones, and each way in which one can be bad. */
import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import {
  CODE_BASE,
  GUARD_PAGE,
  STACK_LIMIT,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import {
  ARGUMENT,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  SERVICE_GROUPS,
  SYSTEM_CALL,
  SYSTEM_CALLS,
  type SystemCall,
} from '../../../simulator/kernel/system-calls';

export type SystemCallParameters = {
  readonly processes: number;
  /** How many calls each process makes. */
  readonly calls: number;
  /** What most of them are about. */
  readonly about:
    | 'everything'
    | 'groups'
    | 'pointers'
    | 'texts'
    | 'buffers'
    | 'untouched'
    | 'moving'
    | 'numbers'
    | 'large';
};

type Call = readonly [number: number, first: number, second: number];

/** Pages of a process's data. */
export const DATA = {
  start: CODE_BASE,
  constants: CODE_BASE + 2 * PAGE_BYTES,
  code: CODE_BASE + 3 * PAGE_BYTES,
  kernel: CODE_BASE + 4 * PAGE_BYTES,
  end: CODE_BASE + 5 * PAGE_BYTES,
} as const;
/** The break while nobody moves it: in the fourth page of the heap. */
const BREAK = DATA.end + 3 * PAGE_BYTES + 100;
const HEAP_END = DATA.end + 4 * PAGE_BYTES;
const KERNEL_PART = 0xc000_0000;
/** Addresses behind the last byte that may be read, or is in a page that was touched. */
const READABLE_ENDS = [DATA.code, DATA.code, HEAP_END, DATA.end + PAGE_BYTES, STACK_TOP];

/** Where texts end: inside a page, in the first bytes of one, and in the last byte that may be read. */
const TEXT_ENDS = [
  ...[63, 64, 100, 200, 201, 300, 500, 700, 1000].map((offset) => DATA.start + offset),
  // No end just before them: texts in front reach over the border.
  ...[1, 40, 41, 60].map((by) => DATA.start + PAGE_BYTES + by),
  ...[0, 20, 40, 63].map((by) => DATA.constants + by),
  ...[DATA.constants + 800, DATA.constants + PAGE_BYTES - 1],
];
/** A text that is one byte too long, and has no end in its page: the last byte that counts is the first of the next one. */
const LONG_TEXT = DATA.start + PAGE_BYTES + 1 - MAX_TEXT_BYTES;
const NAMES = ['init', 'shell', 'shel', 'none'];
const NAMES_AT = DATA.start + 0x600;
/** Blocks of words: places in files, grants. */
const REQUESTS_AT = DATA.start + 0x700;
const REQUESTS = 12;

/** Bytes of all five pages of data; none is 0 but where a text ends. */
export function dataOf(random: Random): Uint8Array {
  const data = new Uint8Array(DATA.end - DATA.start);
  for (let i = 0; i < data.length; i++) data[i] = random.between(1, 255);
  for (const end of TEXT_ENDS) data[end - DATA.start] = 0;
  NAMES.forEach((name, i) => {
    data.set([...name].map((letter) => letter.charCodeAt(0)).concat(0), NAMES_AT - DATA.start + 8 * i);
  });
  const words = new DataView(data.buffer);
  for (let i = 0; i < REQUESTS; i++)
    for (let word = 0; word < 4; word++)
      words.setInt32(
        REQUESTS_AT - DATA.start + 16 * i + 4 * word,
        random.pick([0, 1, 1, 2, 4, 64, 4096, 4092, -4]),
        true,
      );
  return data;
}

const ABOUT: Readonly<Record<SystemCallParameters['about'], readonly (keyof typeof SYSTEM_CALL)[]>> = {
  everything: [],
  groups: [],
  large: [],
  pointers: ['readClock', 'write', 'receive', 'send', 'readFile', 'wait'],
  texts: ['writeText', 'findFile'],
  buffers: ['writeBuffer'],
  untouched: ['writeText', 'writeBuffer', 'readClock', 'write', 'readFile'],
  moving: ['setBreak', 'write', 'readClock', 'writeBuffer'],
  numbers: ['readClock', 'write', 'writeText', 'writeBuffer', 'findFile'],
};
/** Calls that a script makes at set places only. */
const LEFT_OUT: readonly string[] = ['exit', 'fork', 'restrict', 'readSector', 'exec', 'awaitMessage'];

/** @param restricts whether the process gives groups up, where the calls are about them. */
export function drawCalls(random: Random, parameters: SystemCallParameters, restricts: boolean): Call[] {
  return new Draw(random, parameters).calls(restricts);
}

class Draw {
  constructor(
    private readonly random: Random,
    private readonly parameters: SystemCallParameters,
  ) {}

  calls(restricts: boolean): Call[] {
    const { random } = this;
    const { calls, about } = this.parameters;
    const drawn: Call[] = [[SYSTEM_CALL.setBreak, BREAK, 0]];
    const every = Math.max(2, Math.floor(calls / 4));
    let groups = 2 ** SERVICE_GROUPS.length - 1;
    for (let i = 0; i < calls; i++) {
      if (restricts && about === 'groups' && i % every === every - 1) {
        groups &= ~(1 << random.below(SERVICE_GROUPS.length));
        drawn.push([SYSTEM_CALL.restrict, groups, 0]);
      }
      drawn.push(this.call());
    }
    if (about === 'texts') drawn.push([SYSTEM_CALL.writeText, LONG_TEXT, 0]);
    return drawn;
  }

  private call(): Call {
    const { random } = this;
    const { about } = this.parameters;
    if ((about === 'everything' || about === 'groups') && random.chance(1, 8))
      return [
        random.pick([SYSTEM_CALLS.length, SYSTEM_CALLS.length + 1, 64, 255, 256, 4096, 2 ** 31 - 1]),
        this.value(),
        0,
      ];
    const names = ABOUT[about];
    const known: readonly SystemCall[] = SYSTEM_CALLS;
    const call =
      names.length > 0 && !random.chance(1, 6)
        ? known[SYSTEM_CALL[random.pick(names)]]
        : random.pick(known.filter(({ name }) => !LEFT_OUT.includes(name)));
    const number = known.indexOf(call);
    if (call.name === 'setBreak') return [number, this.newBreak(), 0];
    if (call.name === 'read') return [number, random.pick([0, 0, 1]), random.between(10, 2_000)];
    const [first = VALUE, second = VALUE] = call.arguments ?? [];
    const length = first[0] === ARGUMENT.buffer ? this.length() : undefined;
    return [number, this.argument(call, first, length) | 0, length ?? this.argument(call, second) | 0];
  }

  /** @param length of a buffer. */
  private argument(call: SystemCall, [kind, bytes]: readonly [number, number], length = 0): number {
    const { random } = this;
    switch (kind) {
      case ARGUMENT.value:
        return this.value();
      case ARGUMENT.text:
        return call.name === 'findFile' && random.chance(1, 2)
          ? NAMES_AT + 8 * random.below(NAMES.length)
          : this.textAddress();
      case ARGUMENT.buffer:
        if (this.parameters.about === 'buffers' && random.chance(1, 4))
          // Up to the last byte, or one byte too far.
          return (
            random.pick(READABLE_ENDS) - Math.min(Math.max(length, 0), MAX_BUFFER_BYTES) + random.below(2)
          );
        return random.chance(1, 3)
          ? DATA.start + random.below(PAGE_BYTES)
          : random.chance(1, 2)
            ? this.near(1)
            : this.badAddress(1);
      case ARGUMENT.writesUnlessZero:
        return random.chance(1, 3) ? 0 : this.words(bytes);
      case ARGUMENT.reads:
        if (call.name !== 'write' && random.chance(1, 2)) return REQUESTS_AT + 16 * random.below(REQUESTS);
        return this.words(bytes);
      default:
        return this.words(bytes);
    }
  }

  private value(): number {
    const { random } = this;
    return random.pick([0, 1, 1, 2, 3, 7, 64, -1, random.word() | 0]);
  }

  private newBreak(): number {
    const { random } = this;
    return DATA.end + random.between(0, 4) * PAGE_BYTES + random.pick([0, 1, 100, 4095]);
  }

  private length(): number {
    const { random } = this;
    if (this.parameters.about === 'large') return random.between(200, MAX_BUFFER_BYTES);
    return random.chance(1, 2)
      ? random.pick([
          0,
          0,
          1,
          3,
          MAX_BUFFER_BYTES - 1,
          MAX_BUFFER_BYTES,
          MAX_BUFFER_BYTES,
          MAX_BUFFER_BYTES,
          MAX_BUFFER_BYTES + 1,
          1000,
          -1,
          -2147483648,
          2147483647,
        ])
      : random.between(1, MAX_BUFFER_BYTES);
  }

  /** Of whole words; one in six is misaligned. */
  private words(bytes: number): number {
    const { random } = this;
    const address = random.chance(3, 5) ? this.near(4) : this.badAddress(bytes);
    return random.chance(1, 6) ? address + random.between(1, 3) : address;
  }

  private textAddress(): number {
    const { random } = this;
    if (this.parameters.about !== 'large' && random.chance(1, 4)) return this.badAddress(1);
    return (
      random.pick(TEXT_ENDS) -
      (this.parameters.about === 'large' ? 60 : random.pick([0, 1, 2, 5, 20, 40, 61, 62, 63, 64, 65]))
    );
  }

  /** In memory of the process, often at the end of a page, of a range or of what was touched. */
  private near(step: number): number {
    const { random } = this;
    if (this.parameters.about === 'large') return DATA.start + step * random.below(PAGE_BYTES / step);
    const edges = [
      DATA.start,
      DATA.start + PAGE_BYTES,
      DATA.start + PAGE_BYTES,
      DATA.constants,
      DATA.constants,
      STACK_TOP,
      STACK_TOP - PAGE_BYTES,
    ];
    const untouched = [
      DATA.end,
      DATA.end + PAGE_BYTES,
      HEAP_END,
      HEAP_END - PAGE_BYTES,
      STACK_LIMIT,
      STACK_LIMIT + 5 * PAGE_BYTES,
    ];
    const often = this.parameters.about === 'untouched' || this.parameters.about === 'moving';
    const edge = random.pick(random.chance(often ? 4 : 1, 5) ? untouched : edges);
    return edge + step * random.between(-Math.floor(72 / step), Math.floor(16 / step));
  }

  private badAddress(bytes: number): number {
    const { random } = this;
    const whole = 4 * random.below(PAGE_BYTES / 4);
    return random.pick([
      0,
      4,
      whole,
      DATA.start - 4,
      DATA.constants + whole,
      DATA.constants - Math.max(0, bytes - 4),
      DATA.code + whole,
      DATA.code - 4,
      DATA.kernel + whole,
      HEAP_END,
      HEAP_END - 4,
      GUARD_PAGE + whole,
      STACK_LIMIT - 4,
      STACK_TOP - 4,
      STACK_TOP,
      // Without its highest bit it would be the process's own.
      0x8000_0000 + DATA.start + whole,
      0x8004_0000 + whole,
      KERNEL_PART + whole,
      0xffff_fffc,
    ]);
  }
}

const VALUE = [ARGUMENT.value, 0] as const;
