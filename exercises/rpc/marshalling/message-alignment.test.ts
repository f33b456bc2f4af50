import { describe, expect, it } from 'vitest';
import type { RecordType } from '../../../simulator/network/rpc/record-type';
import { bytesOf, wireImage } from '../../../simulator/network/rpc/wire-image';
import { explanationBy } from './message-alignment';
import { MESSAGE_RULES } from './message-blame';

const TYPE: RecordType = {
  kind: 'struct',
  members: [
    { kind: 'int' },
    { kind: 'string', maximum: 9 },
    { kind: 'optional', target: { kind: 'int' } },
    { kind: 'array', count: 2, element: { kind: 'int' } },
  ],
};
const PIECES = wireImage(TYPE, [258, [97, 98, 99], 7, [5, 6]]);
const MESSAGE = bytesOf(PIECES);

/** The message with `count` bytes from `offset` on replaced, as mistakes in words. */
function mistakes(offset: number, count: number, ...bytes: number[]): string[] | undefined {
  const message = MESSAGE.slice();
  message.splice(offset, count, ...bytes);
  return explanationBy(PIECES, message, new Set(MESSAGE_RULES))?.mistakes.map(
    ({ mistake, at, offset: where }) => `${mistake} ${PIECES[at]?.role} of ${PIECES[at]?.path} at ${where}`,
  );
}

describe('explanationBy', () => {
  it('finds nothing in the message that should be', () => {
    expect(MESSAGE).toEqual([
      0, 0, 1, 2, 0, 0, 0, 3, 97, 98, 99, 0, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 0, 6,
    ]);
    expect(mistakes(0, 0)).toEqual([]);
  });

  it('explains each change by the one mistake that it is', () => {
    expect(mistakes(0, 4, 2, 1, 0, 0)).toEqual(['wrong number of member 0 (int) at 0']);
    expect(mistakes(11, 1)).toEqual(['missing padding of member 1 (string) at 11']);
    expect(mistakes(12, 4)).toEqual(['missing flag of member 2 (optional) at 12']);
    expect(mistakes(20, 0, 0, 0, 0, 2)).toEqual(['extra number of member 3 (array) element 0 at 20']);
    expect(mistakes(28, 0, 0, 0, 0, 0)).toEqual(['tail number of member 3 (array) element 1 at 28']);
  });
});
