/**
 * An independent oracle for the explorer's tests: every interleaving of small straight-line programs, by plain
 * recursion over copied states. It shares no code with the explorer and knows no reduction.
 */
export interface Instruction {
  /** `add` is an atomic fetch-and-add; `tas` an atomic test-and-set. */
  readonly kind: 'load' | 'store' | 'add' | 'tas' | 'cas' | 'fence' | 'skip-unless-zero' | 'enter' | 'leave';
  /** Word number. */
  readonly word: number;
  readonly value: number;
}

interface State {
  readonly memory: readonly number[];
  /** By thread: program counter, a checksum of all that it read, the last value read, pending stores. */
  readonly threads: readonly {
    readonly at: number;
    readonly seen: number;
    readonly last: number;
    readonly stores: readonly (readonly [number, number])[];
    readonly inside: boolean;
  }[];
}

export interface Outcomes {
  /** Final states as text: memory, then each thread's checksum. */
  readonly final: ReadonlySet<string>;
  readonly overlap: boolean;
}

/** How a checksum takes in another value read: the programs under test compute the same. */
export function checksum(seen: number, value: number): number {
  return (Math.imul(seen, 31) + value + 1) | 0;
}

export function everyInterleaving(
  programs: readonly (readonly Instruction[])[],
  words: number,
  buffered: boolean,
): Outcomes {
  const final = new Set<string>();
  const visited = new Set<string>();
  let overlap = false;
  const visit = (state: State): void => {
    const key = JSON.stringify(state);
    if (visited.has(key)) return;
    visited.add(key);
    if (state.threads.filter((thread) => thread.inside).length > 1) {
      overlap = true;
      return;
    }
    let moved = false;
    state.threads.forEach((thread, number) => {
      const update = (changes: object, memory: readonly number[] = state.memory): void => {
        moved = true;
        visit({
          memory,
          threads: state.threads.map((other, i) => (i === number ? { ...thread, ...changes } : other)),
        });
      };
      const written = (word: number, value: number): number[] =>
        state.memory.map((old, i) => (i === word ? value : old));
      const [oldest, ...younger] = thread.stores;
      if (oldest !== undefined) update({ stores: younger }, written(oldest[0], oldest[1]));
      const instruction = programs[number][thread.at];
      if (instruction === undefined) return;
      const { kind, word, value } = instruction;
      const at = thread.at + 1;
      const drained = thread.stores.length === 0;
      const read = (result: number): object => ({ at, last: result, seen: checksum(thread.seen, result) });
      if (kind === 'load') {
        const own = thread.stores.filter((store) => store[0] === word).at(-1);
        update(read(own === undefined ? state.memory[word] : own[1]));
      } else if (kind === 'store') {
        if (buffered) update({ at, stores: [...thread.stores, [word, value]] });
        else update({ at }, written(word, value));
      } else if (kind === 'skip-unless-zero') update({ at: thread.last === 0 ? at : at + 1 });
      else if (kind === 'enter') update({ at, inside: true });
      else if (kind === 'leave') update({ at, inside: false });
      else if (!drained) return;
      else if (kind === 'fence') update({ at });
      else {
        const old = state.memory[word];
        let result = value;
        if (kind === 'add') result = (old + value) | 0;
        if (kind === 'tas') result = 1;
        if (kind === 'cas' && old !== 0) result = old;
        update(read(old), written(word, result));
      }
    });
    if (!moved) final.add(JSON.stringify([state.memory, state.threads.map((thread) => thread.seen)]));
  };
  visit({
    memory: Array.from({ length: words }, () => 0),
    threads: programs.map(() => ({ at: 0, seen: 0, last: 0, stores: [], inside: false })),
  });
  return { final, overlap };
}
