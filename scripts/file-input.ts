/**
 * The one place through which the command line reads files (`-`: standard input).
 *
 *      path ─▶ bytes, at most a limit ─▶ text: UTF-8 or UTF-16, with or without a byte-order mark; lines end in \n
 *
 * What cannot be read, is too large or is no text ends as an InputError of one sentence.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import { EXIT_UNREADABLE, InputError } from './command-error';

const MEBIBYTE = 1024 * 1024;
const CHUNK_BYTES = MEBIBYTE;
/** How much is looked at to tell UTF-16 without a mark from other texts. */
const SAMPLE_BYTES = 4096;

const LONGEST_NAME = 300;

/** How a message calls the file: one line, not too long. */
export function nameOf(path: string): string {
  if (path === '-') return 'standard input';
  const short = path.length <= LONGEST_NAME ? path : `${path.slice(0, LONGEST_NAME)}...`;
  return /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}]*$/u.test(short) ? short : JSON.stringify(short);
}

/** @throws InputError */
export function readBytes(path: string, limitBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let descriptor: number | undefined;
  try {
    descriptor = path === '-' ? 0 : openSync(path, 'r');
    if (fstatSync(descriptor).isDirectory())
      throw new InputError(`${nameOf(path)} is a folder; give a file`, EXIT_UNREADABLE);
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, limitBytes + 1 - total));
      const bytes = readSync(descriptor, chunk, 0, chunk.length, null);
      if (bytes === 0) return Buffer.concat(chunks, total);
      chunks.push(chunk.subarray(0, bytes));
      total += bytes;
      if (total > limitBytes)
        throw new InputError(`${nameOf(path)} is larger than ${sizeInWords(limitBytes)}; give a smaller one`);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot read ${nameOf(path)}: ${reasonOf(error)}`, EXIT_UNREADABLE);
  } finally {
    if (descriptor !== undefined && descriptor !== 0) closeSync(descriptor);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder; give a file',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

function sizeInWords(bytes: number): string {
  return bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`;
}

/** @returns the text, with every line end as \n. @throws InputError */
export function readText(path: string, limitBytes: number): string {
  const bytes = readBytes(path, limitBytes);
  const encoding = encodingOf(bytes);
  const decoded = new TextDecoder(encoding).decode(bytes);
  const lines = decoded.includes('\r') ? decoded.replace(/\r\n?/g, '\n') : decoded;
  const nul = lines.indexOf('\0');
  if (nul >= 0)
    throw new InputError(
      `${nameOf(path)} is no text: there is a NUL in line ${lineOf(lines, nul)}; give a text file`,
    );
  if (!isValid(bytes, encoding))
    throw new InputError(
      `${nameOf(path)} is no ${encoding.toUpperCase()} text: see line ${lineOf(lines, lines.indexOf('\ufffd'))}; save it as UTF-8`,
    );
  return lines;
}

function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** By the byte-order mark; without one, by where the zero bytes are that UTF-16 gives each character of ASCII. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length % 2 !== 0) return 'utf-8';
  const zeros = [0, 0];
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = zeros[i % 2] + 1;
  });
  const [even, odd] = zeros as [number, number];
  const many = sample.length / 4;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : 'utf-8';
}
