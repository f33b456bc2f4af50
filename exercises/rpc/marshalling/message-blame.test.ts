import { describe, expect, it } from 'vitest';
import { Random } from '../../../simulator/engine/random';
import { bytesOf, type Piece, wireImage } from '../../../simulator/network/rpc/wire-image';
import hidden from './hidden';
import { blameFor } from './message-blame';
import { Deck, randomRecordType, randomValue } from './record-value';
import type { RuleId } from './rules';

const SEEDS = ['a', 'b'];
const RECORDS = 2;
const GARBAGE = [0xa1, 0x5c, 0x0d, 0xe3];

/** What stands in a message in place of a piece; undefined: the piece. */
type Slip = (piece: Piece, at: number, pieces: readonly Piece[]) => readonly number[] | undefined;

const unit = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
const numberIn = ({ bytes }: Piece) => bytes.reduce((number, byte) => (number << 8) | byte, 0);
const turned = ({ bytes }: Piece) => bytes.toReversed();
const isInteger = ({ role, type }: Piece) => role === 'number' && type.kind !== 'float';
const isFloating = (piece: Piece) => piece.role === 'wide' || (piece.role === 'number' && !isInteger(piece));
const isListed = ({ role, type }: Piece) => role === 'flag' && type.kind === 'list';
const listOf = ({ path }: Piece) => path.replace(/ (node \d+|end)$/, '');
/** Whether data of so many bytes needs no padding. */
const isFull = ({ role, bytes }: Piece) => role === 'data' && bytes.length % 4 === 0;
const role =
  (wanted: Piece['role'], slip: (piece: Piece) => readonly number[] | undefined): Slip =>
  (piece) =>
    piece.role === wanted ? slip(piece) : undefined;

/** By rule, what a solution may do wrong: each is a mistake against this rule and no other. */
const SLIPS: readonly (readonly [RuleId, string, Slip])[] = [
  ['RM1', 'turned', (piece) => (isInteger(piece) ? turned(piece) : undefined)],
  ['RM1', 'left out', (piece) => (isInteger(piece) ? [] : undefined)],
  ['RM1', 'another', (piece) => (isInteger(piece) ? unit(numberIn(piece) + 3) : undefined)],
  [
    'RM1',
    'in eight bytes',
    (piece) => (isInteger(piece) ? [...unit(numberIn(piece) >> 31), ...piece.bytes] : undefined),
  ],
  ['RM1', 'bools in one byte', (piece) => (piece.type.kind === 'bool' ? piece.bytes.slice(3) : undefined)],
  ['RM1', 'shorts in two bytes', (piece) => (piece.type.kind === 'short' ? piece.bytes.slice(2) : undefined)],
  ['RM2', 'turned', (piece) => (isFloating(piece) ? turned(piece) : undefined)],
  ['RM2', 'low word first', role('wide', ({ bytes }) => [...bytes.slice(4), ...bytes.slice(0, 4)])],
  ['RM2', 'low word alone', role('wide', ({ bytes }) => bytes.slice(4))],
  ['RM2', 'left out', (piece) => (isFloating(piece) ? [] : undefined)],
  ['RM3', 'no padding', role('padding', () => [])],
  ['RM3', 'padding of spaces', role('padding', ({ bytes }) => bytes.map(() => 32))],
  [
    'RM3',
    'padding where none is needed',
    (piece) => (isFull(piece) ? [...piece.bytes, 0, 0, 0, 0] : undefined),
  ],
  ['RM3', 'padding to eight', role('padding', ({ bytes }) => [...bytes, 0, 0, 0, 0])],
  ['RM3', 'no length', role('length', () => [])],
  ['RM3', 'length in one byte', role('length', ({ bytes }) => bytes.slice(3))],
  ['RM3', 'padding counted', role('length', (piece) => unit((numberIn(piece) + 3) & ~3))],
  [
    'RM3',
    'length of opaque data',
    (piece) =>
      piece.role === 'data' && piece.type.kind === 'opaque'
        ? [...unit(piece.bytes.length), ...piece.bytes]
        : undefined,
  ],
  [
    'RM3',
    'zero byte sent',
    (piece, at, pieces) => {
      if (piece.role === 'length')
        return piece.bytes.every((byte) => byte === 0) ? [0, 0, 0, 1, 0, 0, 0, 0] : unit(numberIn(piece) + 1);
      return isFull(piece) && pieces[at - 1]?.role === 'length' ? [...piece.bytes, 0, 0, 0, 0] : undefined;
    },
  ],
  ['RM3', 'bytes turned', role('data', turned)],
  ['RM3', 'data left out', role('data', () => [])],
  ['RM4', 'no count', role('count', () => [])],
  ['RM4', 'count turned', role('count', turned)],
  ['RM4', 'another count', role('count', (piece) => unit(numberIn(piece) + 2))],
  [
    'RM4',
    'counted arrays',
    (piece, at, pieces) =>
      piece.opens === 'array' && / element 0$/.test(piece.path) && pieces[at - 1] !== undefined
        ? [0, 0, 0, 3, ...piece.bytes]
        : undefined,
  ],
  ['RM4', 'an element too many', (piece) => (piece.closes ? [...piece.bytes, ...GARBAGE] : undefined)],
  ['RM5', 'no flag', role('flag', (piece) => (numberIn(piece) === 1 ? [] : undefined))],
  ['RM5', 'no end', role('flag', (piece) => (numberIn(piece) === 0 ? [] : undefined))],
  ['RM5', 'flag in one byte', role('flag', ({ bytes }) => bytes.slice(3))],
  ['RM5', 'address as flag', role('flag', (piece) => (numberIn(piece) === 1 ? GARBAGE : undefined))],
  ['RM5', 'flags turned', role('flag', turned)],
  ['RM5', 'flags for their contrary', role('flag', (piece) => unit(1 - numberIn(piece)))],
  [
    'RM5',
    'something sent for nothing',
    role('flag', (piece) => (numberIn(piece) === 0 ? [...piece.bytes, ...GARBAGE] : undefined)),
  ],
  [
    'RM5',
    'list as vector',
    (piece, at, pieces) => {
      if (!isListed(piece)) return undefined;
      const flags = pieces.filter((each) => isListed(each) && listOf(each) === listOf(piece));
      return flags[0] === pieces[at] ? unit(flags.length - 1) : [];
    },
  ],
  [
    'RM5',
    'list with a count',
    (piece, at, pieces) => {
      if (!isListed(piece)) return undefined;
      const flags = pieces.filter((each) => isListed(each) && listOf(each) === listOf(piece));
      return flags[0] === pieces[at] ? [...unit(flags.length - 1), ...piece.bytes] : undefined;
    },
  ],
];

/** The message when slips are made: everywhere, or only at the `only`-th place where one can be. */
function slipped(pieces: readonly Piece[], slips: readonly Slip[], only?: number): number[] {
  let places = 0;
  return pieces.flatMap((piece, at) => {
    for (const slip of slips) {
      const bytes = slip(piece, at, pieces);
      if (bytes === undefined) continue;
      if (only === undefined || places++ === only) return bytes;
    }
    return piece.bytes;
  });
}

/** Records as the hidden cases send them. */
const IMAGES = SEEDS.map((seed) => {
  const random = new Random(seed);
  return hidden
    .filter(({ role: caseRole, parameters }) => caseRole === 'hidden' && parameters.records > 0)
    .flatMap(({ name, parameters }) => {
      const deck = new Deck(random.fork(name));
      return Array.from({ length: RECORDS }, () => {
        const type = randomRecordType(deck, parameters.kinds, parameters.members);
        return wireImage(type, randomValue(type, deck));
      });
    });
});

describe('blameFor', () => {
  it('blames nothing for a message that is right', () => {
    for (const pieces of IMAGES.flat())
      expect(blameFor(pieces, bytesOf(pieces))).toEqual({
        told: undefined,
        doubtful: new Set(),
        wrong: new Set(),
      });
  });

  it.each(SLIPS)('blames %s alone for this, and under every seed: %s', (rule, _, slip) => {
    for (const images of IMAGES) {
      let told = 0;
      for (const pieces of images)
        for (const only of [undefined, 1]) {
          const message = slipped(pieces, [slip], only);
          const blame = blameFor(pieces, message);
          expect([undefined, rule], JSON.stringify({ pieces, message, blame })).toContain(blame.told?.rule);
          if (blame.told !== undefined) told++;
        }
      expect(told).toBeGreaterThan(0);
    }
  });

  it('blames one of both rules when two are broken', () => {
    const random = new Random('pairs');
    for (const pieces of IMAGES.flat()) {
      const [one, other] = random.shuffled(SLIPS) as [(typeof SLIPS)[number], (typeof SLIPS)[number]];
      const { told } = blameFor(pieces, slipped(pieces, [one[2], other[2]]));
      expect([undefined, one[0], other[0]], `${one[1]}, ${other[1]}`).toContain(told?.rule);
    }
  });
});
