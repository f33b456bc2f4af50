/** A program whose whole state lies in its pages: each step follows from them and from what it is given. */
export interface ProgramPages {
  load(page: number, offset?: number): number;
  /** @returns whether the word was stored: pages may be read-only. */
  store(page: number, word: number, offset?: number): boolean;
  /** A number that the program asks for: of which kind is its own business. */
  input(kind: number): number;
}

/** Does one step. */
export type SteppedProgram = (pages: ProgramPages) => void;
