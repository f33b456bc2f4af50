/**
 * Small concurrent programs drawn at random, for the explorer's tests: straight code, conditions on what was read,
 * loops that wait, loops that count their tries. One list of instructions is run as a native program (`operations`)
 * and searched by state-search.testing.ts.
 */
import type { Random } from '../engine/random';
import { SLEEP_CALL } from '../kernel/system-calls';
import {
  compareAndSwap,
  fence,
  fetchAndAdd,
  load,
  mark,
  type Operation,
  POINT,
  pause,
  store,
  swap,
  systemCall,
  testAndSet,
} from '../programs/operations';

/** What others can notice. `into` is the register that takes the answer. */
export type Shared =
  | { readonly kind: 'load' | 'tas'; readonly word: number; readonly into: number }
  | { readonly kind: 'store'; readonly word: number; readonly value: number }
  | { readonly kind: 'swap' | 'add'; readonly word: number; readonly value: number; readonly into: number }
  | {
      readonly kind: 'cas';
      readonly word: number;
      readonly expected: number;
      readonly value: number;
      readonly into: number;
    }
  | { readonly kind: 'fence' | 'enter' | 'leave' }
  | { readonly kind: 'sleep'; readonly word: number }
  | { readonly kind: 'wake'; readonly word: number; readonly value: number; readonly into: number }
  | {
      readonly kind: 'sleep-if-equal';
      readonly word: number;
      readonly expected: number;
      readonly into: number;
    };

/** What only the thread itself notices. */
export type Local =
  | { readonly kind: 'jump'; readonly to: number }
  /** Jumps if the register equals the value, or if it does not. */
  | {
      readonly kind: 'jump-if';
      readonly register: number;
      readonly equals: boolean;
      readonly value: number | { readonly register: number };
      readonly to: number;
    }
  | {
      readonly kind: 'set';
      readonly register: number;
      readonly value: number | { readonly register: number };
    }
  | { readonly kind: 'count'; readonly register: number }
  | { readonly kind: 'pause' | 'mark' };

export type Instruction = Shared | Local;

export type Program = readonly Instruction[];

export const REGISTERS = 4;
/** The last register counts tries. */
const COUNTER = REGISTERS - 1;

/** The place after a local instruction; undefined if others can notice the instruction. */
export function stepLocal(instruction: Instruction, at: number, registers: number[]): number | undefined {
  const held = (value: number | { readonly register: number }) =>
    typeof value === 'number' ? value : registers[value.register];
  switch (instruction.kind) {
    case 'jump':
      return instruction.to;
    case 'jump-if': {
      const equal = registers[instruction.register] === held(instruction.value);
      return equal === instruction.equals ? instruction.to : at + 1;
    }
    case 'set':
      registers[instruction.register] = held(instruction.value);
      return at + 1;
    case 'count':
      registers[instruction.register]++;
      return at + 1;
    case 'pause':
    case 'mark':
      return at + 1;
    default:
      return undefined;
  }
}

/** What a thread returns: all its registers in one number. */
export function resultOf(registers: readonly number[]): number {
  return registers.reduce((sum, value) => (Math.imul(sum, 31) + value) | 0, 0);
}

/** The program as native code. */
export function* operations(program: Program): Operation {
  const registers = Array.from({ length: REGISTERS }, () => 0);
  for (let at = 0; at < program.length; ) {
    const instruction = program[at];
    if (instruction.kind === 'pause') yield* pause();
    if (instruction.kind === 'mark') yield* mark(9);
    const next = stepLocal(instruction, at, registers);
    if (next === undefined) {
      const answer = yield* operationOf(instruction as Shared);
      if ('into' in instruction) registers[instruction.into] = answer;
    }
    at = next ?? at + 1;
  }
  return resultOf(registers);
}

function operationOf(instruction: Shared): Operation {
  const address = 'word' in instruction ? instruction.word * 4 : 0;
  switch (instruction.kind) {
    case 'load':
      return load(address);
    case 'tas':
      return testAndSet(address);
    case 'store':
      return store(address, instruction.value);
    case 'swap':
      return swap(address, instruction.value);
    case 'add':
      return fetchAndAdd(address, instruction.value);
    case 'cas':
      return compareAndSwap(address, instruction.expected, instruction.value);
    case 'fence':
      return fence();
    case 'enter':
      return mark(POINT.enter);
    case 'leave':
      return mark(POINT.leave);
    case 'sleep':
      return systemCall(SLEEP_CALL.sleep, address);
    case 'wake':
      return systemCall(SLEEP_CALL.wake, address, instruction.value);
    case 'sleep-if-equal':
      return systemCall(SLEEP_CALL.sleepIfEqual, address, instruction.expected);
  }
}

/** What a program may contain, as weights. */
export interface Mix {
  readonly loops: number;
  readonly sleeping: number;
  readonly points: number;
}

/** A program of at most `operations` operations that others can notice, not counting loops round. */
export function randomProgram(random: Random, words: number, longest: number, mix: Mix): Program {
  const program: Instruction[] = [];
  let left = random.between(1, longest);
  const word = () => random.below(words);
  const value = () => random.below(3);
  const register = () => random.below(COUNTER);
  const access = (): Shared => {
    left--;
    const kinds = [
      'load',
      'load',
      'load',
      'store',
      'store',
      'store',
      'swap',
      'cas',
      'add',
      'tas',
      'fence',
    ] as const;
    const kind = random.pick(kinds);
    const shared = { word: word(), value: value(), into: register() };
    if (kind === 'fence') return { kind };
    if (kind === 'load' || kind === 'tas') return { kind, word: shared.word, into: shared.into };
    if (kind === 'store') return { kind, word: shared.word, value: shared.value };
    return kind === 'cas' ? { kind, ...shared, expected: value() } : { kind, ...shared };
  };
  const call = (): Shared => {
    left--;
    const channel = word();
    return random.pick<Shared>([
      { kind: 'sleep', word: channel },
      { kind: 'wake', word: channel, value: random.between(1, 2), into: register() },
      { kind: 'wake', word: channel, value: 1, into: register() },
      { kind: 'sleep-if-equal', word: channel, expected: random.below(2), into: register() },
    ]);
  };
  const point = (): Shared => {
    left--;
    return { kind: random.pick(['enter', 'enter', 'leave'] as const) };
  };
  const simple = () => {
    const chance = random.below(10 + mix.sleeping + mix.points);
    if (chance < 10) program.push(access());
    else program.push(chance < 10 + mix.sleeping ? call() : point());
  };
  const conditional = () => {
    const jump = program.push({ kind: 'pause' }) - 1;
    for (let inside = random.between(1, 2); inside > 0; inside--) simple();
    program[jump] = {
      kind: 'jump-if',
      register: register(),
      equals: random.below(2) === 0,
      value: value(),
      to: program.length,
    };
  };
  /** Looks, until what it sees is (or is not) something; some loops count their tries, some keep what they saw. */
  const loop = () => {
    const counts = random.below(3) === 0;
    if (counts) program.push({ kind: 'set', register: COUNTER, value: 0 });
    const seen = register();
    const keeps = random.below(6) === 0;
    if (keeps) program.push({ kind: 'load', word: word(), into: seen });
    const start = program.length;
    const exits: number[] = [];
    for (let looks = random.below(4) === 0 ? 2 : 1; looks > 0; looks--) {
      const into = (seen + 1) % COUNTER;
      const at = word();
      const look = random.below(6);
      if (look === 0) program.push({ kind: 'tas', word: at, into });
      else if (look === 1) program.push({ kind: 'cas', word: at, expected: value(), value: value(), into });
      else if (look === 2) program.push({ kind: 'swap', word: at, value: value(), into });
      else program.push({ kind: 'load', word: at, into });
      left--;
      exits.push(program.length);
      program.push({
        kind: 'jump-if',
        register: into,
        equals: random.below(2) === 0,
        value: keeps ? { register: seen } : random.below(2),
        to: 0,
      });
    }
    const extra = random.below(8);
    if (extra === 0) program.push({ kind: 'mark' });
    if (extra === 1) program.push({ kind: 'store', word: word(), value: value() });
    if (extra === 2 && mix.sleeping > 0)
      program.push({ kind: 'wake', word: word(), value: 1, into: register() });
    if (extra === 3 && mix.sleeping > 0)
      program.push({ kind: 'sleep-if-equal', word: word(), expected: random.below(2), into: register() });
    if (extra === 4) program.push({ kind: 'fence' });
    if (random.below(2) === 0) program.push({ kind: 'pause' });
    if (counts) {
      program.push({ kind: 'count', register: COUNTER });
      exits.push(program.length);
      program.push({ kind: 'jump-if', register: COUNTER, equals: true, value: random.between(1, 4), to: 0 });
    }
    program.push({ kind: 'jump', to: start });
    for (const exit of exits)
      program[exit] = { ...(program[exit] as Instruction & { kind: 'jump-if' }), to: program.length };
    // The count is no result, unless the program says so.
    if (counts && random.below(2) === 0) program.push({ kind: 'set', register: COUNTER, value: 0 });
  };
  while (left > 0) {
    const chance = random.below(12 + mix.loops);
    if (chance < 9) simple();
    else if (chance < 12) conditional();
    else loop();
  }
  return program;
}

/** The program as text, for a test that fails. */
export function textOf(programs: readonly Program[]): string {
  return programs
    .map((program) =>
      program
        .map(
          (instruction, at) =>
            `${at} ${Object.values(instruction)
              .map((value) => JSON.stringify(value))
              .join(' ')}`,
        )
        .join('; '),
    )
    .join('\n| ');
}
