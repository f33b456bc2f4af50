/** A line of a trace that cannot be carried out. The message says what is wrong with it and what would be right. */
export class TraceError extends Error {
  /** @param lineNumber from 1. @param problem the message without the line. */
  constructor(
    readonly lineNumber: number,
    readonly problem: string,
  ) {
    super(`line ${lineNumber}: ${problem}`);
    this.name = 'TraceError';
  }
}

/** At most as much of a line as fits a message. */
export function quoted(line: string): string {
  return JSON.stringify(line.length <= 60 ? line : `${line.slice(0, 60)}...`);
}

/**
 * A 64-bit address from hexadecimal digits, with or without 0x.
 * @returns undefined when it is none.
 */
export function parseAddress(text: string): bigint | undefined {
  return /^(0[xX])?[0-9a-fA-F]{1,16}$/.test(text) ? BigInt(`0x${text.replace(/^0[xX]/, '')}`) : undefined;
}
