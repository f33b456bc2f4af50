/**
 * An oracle for the explorer's tests, which shares nothing with it: all states that a few small programs can reach,
 * each looked at once, with every possible next step. There is no reduction and no rule about waiting: a loop that
 * waits comes back to a state that is known.
 */

import { type Program, REGISTERS, resultOf, type Shared, stepLocal } from './random-program.testing';
import type { MemoryModel } from './scenario';

export interface Reachable {
  /** Memory and the threads' results where all have finished, as texts. */
  readonly final: ReadonlySet<string>;
  /** mutual-exclusion, deadlock, lost-wake-up. What comes after two have met inside is not looked at. */
  readonly violations: ReadonlySet<string>;
}

interface Thread {
  readonly at: number;
  readonly registers: readonly number[];
  readonly inside: boolean;
  readonly stores: readonly (readonly [word: number, value: number])[];
}

interface State {
  readonly memory: readonly number[];
  readonly threads: readonly Thread[];
  /** Thread and channel, longest asleep first. */
  readonly sleepers: readonly (readonly [thread: number, channel: number])[];
  /** Channels on which a wake found nobody. */
  readonly missed: readonly number[];
}

interface Found {
  readonly state: State;
  readonly next: number[];
  /** Of each next state: whether it differs in anything that others can notice, or a thread has finished. */
  readonly changes: boolean[];
}

const STORE_BUFFER = 16;

/** @returns undefined when there are more than `most` states. */
export function searchStates(
  programs: readonly Program[],
  words: number,
  model: MemoryModel,
  most: number,
): Reachable | undefined {
  const known = new Map<string, number>();
  const found: Found[] = [];
  const add = (state: State): number => {
    const key = keyOf(state);
    let number = known.get(key);
    if (number === undefined) {
      number = found.push({ state, next: [], changes: [] }) - 1;
      known.set(key, number);
    }
    return number;
  };
  const final = new Set<string>();
  const violations = new Set<string>();
  add({
    memory: Array.from({ length: words }, () => 0),
    threads: programs.map((program) =>
      settled(program, {
        at: 0,
        registers: Array.from({ length: REGISTERS }, () => 0),
        inside: false,
        stores: [],
      }),
    ),
    sleepers: [],
    missed: [],
  });
  for (let number = 0; number < found.length; number++) {
    if (found.length > most) return undefined;
    const { state, next, changes } = found[number];
    if (state.threads.filter(({ inside }) => inside).length > 1) {
      violations.add('mutual-exclusion');
      continue;
    }
    for (const after of successors(programs, state, model)) {
      next.push(add(after));
      changes.push(sharedKey(programs, state) !== sharedKey(programs, after));
    }
    if (state.threads.every(({ at, stores }, thread) => at >= programs[thread].length && stores.length === 0))
      final.add(JSON.stringify([state.memory, state.threads.map(({ registers }) => resultOf(registers))]));
  }
  for (const name of stuck(programs, found)) violations.add(name);
  return { final, violations };
}

/** What is wrong in states from which nothing ever changes though somebody has not finished. */
function stuck(programs: readonly Program[], found: readonly Found[]): string[] {
  const before: number[][] = found.map(() => []);
  const live: boolean[] = found.map(() => false);
  const queue: number[] = [];
  found.forEach(({ state, next, changes }, number) => {
    for (const after of next) before[after].push(number);
    // Where two have met inside, the search ends.
    const ends = state.threads.filter(({ inside }) => inside).length > 1;
    if (!ends && !changes.includes(true)) return;
    live[number] = true;
    queue.push(number);
  });
  for (let number = queue.pop(); number !== undefined; number = queue.pop())
    for (const earlier of before[number])
      if (!live[earlier]) {
        live[earlier] = true;
        queue.push(earlier);
      }
  return found.flatMap(({ state }, number) => {
    if (live[number] || state.threads.every(({ at }, thread) => at >= programs[thread].length)) return [];
    return state.sleepers.some(([, channel]) => state.missed.includes(channel))
      ? ['lost-wake-up']
      : ['deadlock'];
  });
}

function keyOf({ memory, threads, sleepers, missed }: State): string {
  const each = threads.map(
    ({ at, registers, inside, stores }) => `${at},${registers},${inside ? 1 : 0},${stores}`,
  );
  return `${memory}|${each.join('|')}|${sleepers}|${missed}`;
}

function sharedKey(programs: readonly Program[], { memory, threads, sleepers, missed }: State): string {
  const each = threads.map(({ at, inside }, thread) => `${at >= programs[thread].length},${inside}`);
  return `${memory}|${each.join('|')}|${sleepers}|${missed}`;
}

/** Runs a thread on to its next instruction that others can notice. */
function settled(program: Program, thread: Thread): Thread {
  const registers = [...thread.registers];
  let { at } = thread;
  while (at < program.length) {
    const next = stepLocal(program[at], at, registers);
    if (next === undefined) break;
    at = next;
  }
  return { ...thread, at, registers };
}

function successors(programs: readonly Program[], state: State, model: MemoryModel): State[] {
  const after: State[] = [];
  state.threads.forEach((thread, number) => {
    const [oldest, ...younger] = thread.stores;
    if (oldest !== undefined)
      after.push({
        ...state,
        memory: state.memory.with(oldest[0], oldest[1]),
        threads: state.threads.with(number, { ...thread, stores: younger }),
      });
    if (thread.at >= programs[number].length || state.sleepers.some(([asleep]) => asleep === number)) return;
    const stepped = stepOf(programs, state, number, model);
    if (stepped !== undefined) after.push(stepped);
  });
  return after;
}

/** What the thread's next instruction does; undefined while it must wait for its store buffer. */
function stepOf(
  programs: readonly Program[],
  state: State,
  number: number,
  model: MemoryModel,
): State | undefined {
  const thread = state.threads[number];
  const program = programs[number];
  const instruction = program[thread.at] as Shared;
  const goOn = (of: Thread, owner: number, answer: number, changes: Partial<Thread> = {}): Thread => {
    const passed = programs[owner][of.at];
    const registers = 'into' in passed ? of.registers.with(passed.into, answer) : of.registers;
    return settled(programs[owner], { ...of, ...changes, registers, at: of.at + 1 });
  };
  const moved = (answer: number, changes: Partial<Thread> = {}, memory = state.memory): State => ({
    ...state,
    memory,
    threads: state.threads.with(number, goOn(thread, number, answer, changes)),
  });
  switch (instruction.kind) {
    case 'load': {
      const own = thread.stores.filter(([word]) => word === instruction.word).at(-1);
      return moved(own === undefined ? state.memory[instruction.word] : own[1]);
    }
    case 'store': {
      if (model === 'sc') return moved(0, {}, state.memory.with(instruction.word, instruction.value));
      if (thread.stores.length === STORE_BUFFER) return undefined;
      return moved(0, { stores: [...thread.stores, [instruction.word, instruction.value]] });
    }
    case 'enter':
      return moved(0, { inside: true });
    case 'leave':
      return moved(0, { inside: false });
    case 'fence':
      return thread.stores.length > 0 ? undefined : moved(0);
    default:
      if (thread.stores.length > 0) return undefined;
  }
  const old = state.memory[instruction.word];
  const written = (value: number) => moved(old, {}, state.memory.with(instruction.word, value));
  const asleep = (): State => ({ ...state, sleepers: [...state.sleepers, [number, instruction.word]] });
  switch (instruction.kind) {
    case 'tas':
      return written(1);
    case 'swap':
      return written(instruction.value);
    case 'add':
      return written((old + instruction.value) | 0);
    case 'cas':
      return written(old === instruction.expected ? instruction.value : old);
    case 'sleep':
      return asleep();
    case 'sleep-if-equal':
      return old === instruction.expected ? asleep() : moved(1);
    case 'wake': {
      const woken = state.sleepers
        .filter(([, channel]) => channel === instruction.word)
        .slice(0, instruction.value)
        .map(([sleeper]) => sleeper);
      const missed = new Set(state.missed);
      if (woken.length === 0) missed.add(instruction.word);
      const { threads } = moved(woken.length);
      return {
        ...state,
        threads: threads.map((each, owner) => (woken.includes(owner) ? goOn(each, owner, 0) : each)),
        sleepers: state.sleepers.filter(([sleeper]) => !woken.includes(sleeper)),
        missed: [...missed].sort(),
      };
    }
  }
}
