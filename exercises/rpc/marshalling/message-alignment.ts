/**
 * The fewest mistakes that explain how a message differs from the pieces that it should consist of.
 *
 *      expected   length 3 | 61 62 63 | 00 padding | 00 00 00 07
 *      found      length 3 | 61 62 63 |              00 00 00 07      -> one mistake: a missing padding
 *
 * Dynamic programming over (piece, displacement): each piece is there, wrong, missing, or preceded by bytes too
 * many. Padding and flags are forgotten more easily than lengths, and those more easily than data: the easier
 * mistake is the cheaper explanation; the right bytes turned round are the cheapest. Displacements beyond MAXIMUM_DISPLACEMENT bytes are not followed.
 */
import type { Piece, PieceRole } from './wire-image';

export interface Mistake {
  /** `tail`: the message ends too early or too late. */
  readonly mistake: 'wrong' | 'missing' | 'extra' | 'tail';
  /** Index of the piece; for `tail` the last one. */
  readonly at: number;
  /** Where in the message as it was found. */
  readonly offset: number;
}

const MAXIMUM_DISPLACEMENT = 160;
const WIDTH = 2 * MAXIMUM_DISPLACEMENT + 1;
const EXTRA_BYTES = [1, 2, 3, 4];
const UNLIKELY = 1e9;

type Step = 'there' | 'wrong' | 'missing' | 'end' | number;

const COST_OF_MISSING: Readonly<Record<PieceRole, number>> = {
  flag: 3,
  padding: 3,
  count: 4,
  length: 4,
  number: 5,
  wide: 5,
  data: 5,
};

/** The right bytes turned round, or the two words of eight, are an easy mistake. */
function costOfWrong(piece: Piece, displacement: number, stored: readonly (number | undefined)[]): number {
  const { bytes, role } = piece;
  const from = piece.offset + displacement;
  const last = bytes.length - 1;
  const half = bytes.length / 2;
  const isTurned =
    bytes.every((byte, i) => stored[from + last - i] === byte) ||
    (role === 'wide' && bytes.every((byte, i) => stored[from + ((i + half) % bytes.length)] === byte));
  return isTurned ? 1 : 3;
}

function costOfExtra(piece: Piece): number {
  return piece.opens === 'array' || piece.opens === 'vector' ? 3 : 4;
}

/** @returns the mistakes in order; none when the message is right. */
export function mistakesIn(pieces: readonly Piece[], stored: readonly (number | undefined)[]): Mistake[] {
  const last = pieces[pieces.length - 1];
  const length = last === undefined ? 0 : last.offset + last.bytes.length;
  const isThere = (piece: Piece, displacement: number) =>
    piece.bytes.every((byte, i) => stored[piece.offset + displacement + i] === byte);
  if (stored.length === length && pieces.every((piece) => isThere(piece, 0))) return [];
  if (stored.length === 0) return [{ mistake: 'missing', at: 0, offset: 0 }];

  // costs[i][d]: of explaining the pieces from i on, when they are displaced by d - MAXIMUM_DISPLACEMENT.
  const costs = Array.from({ length: pieces.length + 1 }, () => new Float64Array(WIDTH).fill(UNLIKELY));
  const steps: Step[][] = Array.from({ length: pieces.length }, () => new Array<Step>(WIDTH).fill('wrong'));
  const end = costs[pieces.length] as Float64Array;
  for (let d = 0; d < WIDTH; d++)
    end[d] = 4 * Math.ceil(Math.abs(stored.length - length - d + MAXIMUM_DISPLACEMENT) / 4);
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i] as Piece;
    const here = costs[i] as Float64Array;
    const next = costs[i + 1] as Float64Array;
    const step = steps[i] as Step[];
    // From the right, since bytes too many lead to a larger displacement of the same piece.
    for (let d = WIDTH - 1; d >= 0; d--) {
      const consider = (cost: number, by: Step) => {
        if (cost >= (here[d] as number)) return;
        here[d] = cost;
        step[d] = by;
      };
      if (isThere(piece, d - MAXIMUM_DISPLACEMENT)) consider(next[d] as number, 'there');
      else consider((next[d] as number) + costOfWrong(piece, d - MAXIMUM_DISPLACEMENT, stored), 'wrong');
      const missing = d - piece.bytes.length;
      if (missing >= 0) consider((next[missing] as number) + COST_OF_MISSING[piece.role], 'missing');
      for (const extra of EXTRA_BYTES)
        if (d + extra < WIDTH) consider((here[d + extra] as number) + costOfExtra(piece), extra);
    }
  }

  const mistakes: Mistake[] = [];
  let d = MAXIMUM_DISPLACEMENT;
  for (let i = 0; i < pieces.length; ) {
    const step = (steps[i] as Step[])[d] as Step;
    const piece = pieces[i] as Piece;
    const offset = piece.offset + d - MAXIMUM_DISPLACEMENT;
    if (typeof step === 'number') {
      mistakes.push({ mistake: 'extra', at: i, offset });
      d += step;
      continue;
    }
    if (step === 'wrong' || step === 'missing') mistakes.push({ mistake: step, at: i, offset });
    if (step === 'missing') d -= piece.bytes.length;
    i++;
  }
  if ((end[d] as number) > 0)
    mistakes.push({ mistake: 'tail', at: pieces.length - 1, offset: length + d - MAXIMUM_DISPLACEMENT });
  return mistakes;
}
