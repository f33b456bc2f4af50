/** How a command refuses what it is given. Exit codes are those of sysexits.h: EX_USAGE and EX_IOERR. */
export const EXIT_USAGE = 64;
export const EXIT_UNREADABLE = 74;

/** A wrong call: the message is printed with the command's usage, and the exit code is 64. */
export class UsageError extends Error {}

/** A file that cannot be read (74), or that holds what the command cannot take (64): the message is one sentence. */
export class InputError extends Error {
  constructor(
    message: string,
    readonly exitCode: typeof EXIT_USAGE | typeof EXIT_UNREADABLE = EXIT_USAGE,
  ) {
    super(message);
  }
}
