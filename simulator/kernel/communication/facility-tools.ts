/**
 * ipcs and ipcrm as programs of the system: what there is, and the end of it.
 *
 *      ipcs [-m | -q]                      all, or segments only, or message queues only
 *      ipcrm -m segment | -q queue
 *
 * Columns after ipcs(1) of util-linux, without those that this system has nothing for (rights, times). A segment that
 * is destroyed and still attached has the key 0 and the status dest.
 */
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { MAX_BUFFER_BYTES, SYSTEM_CALL } from '../system-calls';
import { FACILITY, FACILITY_WORDS } from './communication-calls';
import { destroySegment, nextFacility, removeChannel } from './communication-library';

const WIDTH = 11;
const row = (cells: readonly (string | number)[]) =>
  cells
    .map((cell) => `${cell}`.padEnd(WIDTH))
    .join('')
    .trimEnd();
const hexadecimal = (key: number) => `0x${(key >>> 0).toString(16).padStart(8, '0')}`;

/** By kind: how its list begins, and a row of it. */
const LISTS = [
  {
    option: '-m',
    title: '------ Shared Memory Segments --------',
    columns: ['key', 'shmid', 'owner', 'bytes', 'nattch', 'status'],
    cells: ([number, key, owner, bytes, attached, isDestroyed]: readonly number[]) => [
      ...[hexadecimal(key), number, owner, bytes, attached],
      isDestroyed === 1 ? 'dest' : '',
    ],
  },
  {
    option: '-q',
    title: '------ Message Queues --------',
    columns: ['msqid', 'owner', 'used-bytes', 'messages'],
    cells: ([number, , owner, bytes, messages]: readonly number[]) => [number, owner, bytes, messages],
  },
] as const;

/** The lines of a list. @param facilities the words of each. */
export function listing(kind: number, facilities: readonly (readonly number[])[]): string[] {
  const { title, columns, cells } = LISTS[kind];
  return [title, row(columns), ...facilities.map((words) => row(cells(words)))];
}

/** Bytes for a line, by which it reaches the console. @param work where the process may store. */
function* print(work: number, line: string): Operation {
  const text = `${line}\n`.slice(0, MAX_BUFFER_BYTES);
  for (let at = 0; at < text.length; at += 4) {
    let word = 0;
    for (let i = 3; i >= 0; i--) word = (word << 8) | (text.charCodeAt(at + i) & 0xff);
    yield* store(work + at, word);
  }
  return yield* systemCall(SYSTEM_CALL.writeBuffer, work, text.length);
}

/** A text that the program was given. */
function* argument(list: number, index: number, letters: string[]): Operation {
  const address = yield* load(list + 4 * index);
  for (let at = address; ; at++) {
    const byte = ((yield* load(at - (at % 4))) >>> (8 * (at % 4))) & 0xff;
    if (byte === 0) return letters.length;
    letters.push(String.fromCharCode(byte));
  }
}

/** @param work where the process may store: MAX_BUFFER_BYTES. */
export function* ipcs(work: number, count: number, list: number): Operation {
  const option: string[] = [];
  if (count > 0) yield* argument(list, 0, option);
  for (const kind of [FACILITY.segment, FACILITY.queue]) {
    if (option.length > 0 && option.join('') !== LISTS[kind].option) continue;
    const facilities: number[][] = [];
    for (let number = 0; ; ) {
      const words = new Array<number>(FACILITY_WORDS).fill(0);
      number = yield* nextFacility(kind, number, words);
      if (number < 0) break;
      facilities.push(words);
    }
    for (const line of listing(kind, facilities)) yield* print(work, line);
  }
  return 0;
}

/** @returns 0, or 1 when there is nothing like that. */
export function* ipcrm(count: number, list: number): Operation {
  const [option, digits]: [string[], string[]] = [[], []];
  if (count !== 2) return 1;
  yield* argument(list, 0, option);
  yield* argument(list, 1, digits);
  const number = Number(digits.join(''));
  const answer =
    option.join('') === LISTS[FACILITY.segment].option
      ? yield* destroySegment(number)
      : yield* removeChannel(number);
  return answer === 0 ? 0 : 1;
}
