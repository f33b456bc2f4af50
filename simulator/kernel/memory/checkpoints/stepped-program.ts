/** A program whose whole state lies in its pages: each step follows from them and from what comes from outside. */
export interface ProgramPages {
  load(page: number, offset?: number): number;
  /** @returns whether the word was stored: pages may be read-only. */
  store(page: number, word: number, offset?: number): boolean;
  /** A number from outside. */
  input(): number;
}

/** Does one step. */
export type SteppedProgram = (pages: ProgramPages) => void;
