/** What a file in scripts/commands exports by default. */
export const EXIT_USAGE = 64;

export interface Command {
  /** One line a form of call. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** @param args what stands after the command's name. @returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** A wrong call: the message is printed with the command's usage, and the exit code is 64. */
export class UsageError extends Error {}
