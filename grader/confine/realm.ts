/**
 * What a confined realm offers its host: functions that take and give numbers and bounded text, nothing else.
 *
 * The same interface stands before a second realm (server) and before the worker's own (browser).
 */

/** Services as the realm calls them: functions of the host, by name. */
export type HostServices = Readonly<Record<string, (...numbers: number[]) => number>>;

/** A generator method that was started. @returns the kind of operation; address, operand, expected in the registers. */
export type ConfinedResume = (result: number) => number;

/** One policy object. Whether a call went well stands in `registers[0]`. */
export interface ConfinedInstance {
  readonly methods: Readonly<Record<string, (...numbers: number[]) => number>>;
  readonly programs: Readonly<Record<string, (...numbers: number[]) => ConfinedResume | null>>;
}

export interface ConfinedProgram {
  /** Starts a case with `fuel` units, nothing printed and nothing stopped. */
  begin(fuel: number): void;
  /** null when the submission stopped. */
  create(services: HostServices, ...numbers: number[]): ConfinedInstance | null;
  /** Units left; those left when it stopped, once it did. */
  fuel(): number;
  /** Line of the submission that was reached last. */
  line(): number;
  /** How often a region was entered in this case, by its number in a profiled program; 0 where it is not profiled. */
  visits(region: number): number;
  /** Why it stopped, for the student; may be empty. */
  message(): string;
  printedLines(): number;
  printedLine(index: number): string;
}

/** Numbers that the boundary writes and the host reads: [stop code, kind, address, operand, expected]. */
export const REGISTERS = 5;

export interface Boundary {
  /** @throws an error of the realm when the text cannot be evaluated. */
  load(programText: string, registers: Float64Array): ConfinedProgram;
}

/** A realm that is ready for submissions. */
export type Realm = Boundary;
