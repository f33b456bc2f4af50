/**
 * The fewest mistakes that explain how a message differs from the pieces that it should consist of.
 *
 *      expected   length 3 | 61 62 63 | 00 padding | 00 00 00 07
 *      found      length 3 | 61 62 63 |              00 00 00 07      -> one mistake: a missing padding
 *
 * Dynamic programming over (piece, displacement): each piece is there, wrong (also in fewer bytes), missing, or
 * preceded by bytes too many. Padding and flags are forgotten more easily than lengths, and those more easily than
 * data: the easier mistake is the cheaper explanation; the right bytes turned round are the cheapest.
 *
 * Each mistake is one against certain rules (`ruleOf`, `extraBetween`), so that it can be asked whether mistakes
 * against some rules alone explain a message, and how much would have to be wrong for that.
 */

import type { Piece, PieceRole } from '../../../simulator/network/rpc/wire-image';
import type { RuleId } from './rules';

/** Bytes of a message; undefined where nothing was stored. */
export type StoredBytes = readonly (number | undefined)[];

export interface Mistake {
  /** `tail`: bytes too many behind the last piece. */
  readonly mistake: 'wrong' | 'missing' | 'extra' | 'tail';
  /** Index of the piece; for `tail` the last one. */
  readonly at: number;
  /** Where in the message as it was found. */
  readonly offset: number;
  /** Against any of them it may be. */
  readonly rules: readonly RuleId[];
}

export interface Explanation {
  /** The more there has to be wrong for it, the higher. */
  readonly cost: number;
  /** In order. */
  readonly mistakes: readonly Mistake[];
}

/** Displacements are followed so far beyond those with which the message begins and ends. */
const MARGIN = 160;
/** More than any explanation costs. */
const IMPOSSIBLE = 1e9;

interface Step {
  /** Index in STEPS. */
  readonly code: number;
  readonly cost: number;
  readonly mistake?: 'wrong' | 'missing' | 'extra';
  /** That it takes of the message; none given: as many as the piece has. */
  readonly bytes?: number;
}
const STEPS: Step[] = [];

function step<Given extends Omit<Step, 'code'>>(given: Given): Given & Step {
  const made = { ...given, code: STEPS.length };
  STEPS.push(made);
  return made;
}

const missing = (cost: number) => step({ mistake: 'missing', cost, bytes: 0 });
const extra = (cost: number) => [1, 2, 3, 4].map((bytes) => step({ mistake: 'extra', cost, bytes }));
const THERE = step({ cost: 0 });
const TURNED = step({ mistake: 'wrong', cost: 1 });
const WRONG = step({ mistake: 'wrong', cost: 3 });
const SHORT = [1, 2, 4].map((bytes) => step({ mistake: 'wrong', cost: 4, bytes }));
const MISSING: Readonly<Record<PieceRole, Step>> = {
  flag: missing(3),
  padding: missing(3),
  count: missing(4),
  length: missing(4),
  number: missing(5),
  wide: missing(5),
  data: missing(5),
};
const EXTRA = { count: extra(3), likely: extra(4), unlikely: extra(20) };

export function ruleOf(piece: Piece): RuleId {
  switch (piece.role) {
    case 'length':
    case 'data':
    case 'padding':
      return 'RM3';
    case 'count':
      return 'RM4';
    case 'flag':
      return 'RM5';
    case 'wide':
      return 'RM2';
    case 'number':
      return piece.type.kind === 'float' ? 'RM2' : 'RM1';
  }
}

/**
 * The cheapest explanation by mistakes against `rules`.
 * @returns no mistakes when the message is right; undefined when such mistakes alone do not explain it.
 */
export function explanationBy(
  pieces: readonly Piece[],
  stored: StoredBytes,
  rules: ReadonlySet<RuleId>,
): Explanation | undefined {
  const last = pieces.at(-1);
  const length = last === undefined ? 0 : last.offset + last.bytes.length;
  const surplus = stored.length - length;
  if (surplus === 0 && pieces.every((piece) => isThere(piece, stored, piece.offset)))
    return { cost: 0, mistakes: [] };
  const among = (broken: readonly RuleId[]) => broken.filter((rule) => rules.has(rule));

  // costs[i][from]: of explaining what is stored from there on by the pieces from i on.
  const costs = Array.from({ length: pieces.length + 1 }, () =>
    new Int32Array(stored.length + 1).fill(IMPOSSIBLE),
  );
  const chosen = costs.map(() => new Uint8Array(stored.length + 1));
  (costs[pieces.length] as Int32Array)[stored.length] = 0;
  for (let i = pieces.length; i >= 0; i--) {
    const piece = pieces[i];
    const offset = piece?.offset ?? length;
    const here = costs[i] as Int32Array;
    const next = costs[i + 1] ?? here;
    const choices = chosen[i] as Uint8Array;
    const consider = (from: number, step: Step, then: number | undefined) => {
      if (then === undefined || then + step.cost >= here[from]) return;
      here[from] = then + step.cost;
      choices[from] = step.code;
    };
    const mayBreak = piece !== undefined && rules.has(ruleOf(piece));
    const extras = (isFilling: boolean) => {
      const { against, steps } = extraBetween(pieces[i - 1], piece, isFilling);
      return among(against).length > 0 ? steps : [];
    };
    const filling = extras(true);
    const others = extras(false);
    const most = Math.min(stored.length, offset + Math.max(0, surplus) + MARGIN);
    const least = Math.max(0, offset + Math.min(0, surplus) - MARGIN);
    for (let from = most; from >= least; from--) {
      if (piece !== undefined) {
        const end = from + piece.bytes.length;
        if (isThere(piece, stored, from)) consider(from, THERE, next[end]);
        else if (mayBreak) consider(from, isTurned(piece, stored, from) ? TURNED : WRONG, next[end]);
        if (mayBreak) {
          for (const short of SHORT)
            if (from + short.bytes < end) consider(from, short, next[from + short.bytes]);
          consider(from, MISSING[piece.role], next[from]);
        }
      }
      if (filling.length + others.length === 0) continue;
      for (let bytes = 1; bytes <= 4; bytes++) {
        const step = (isFiller(stored, from, bytes) ? filling : others)[bytes - 1];
        if (step !== undefined) consider(from, step, here[from + bytes]);
      }
    }
  }
  const [cost] = costs[0] as Int32Array;
  if (cost === IMPOSSIBLE) return undefined;

  const mistakes: Mistake[] = [];
  let at = 0;
  let offset = 0;
  while (at < pieces.length || offset < stored.length) {
    const piece = pieces[at];
    const choice = (chosen[at] as Uint8Array)[offset];
    const { mistake, bytes = piece?.bytes.length ?? 0 } = STEPS[choice];
    if (mistake === 'extra') {
      const { against } = extraBetween(pieces[at - 1], piece, isFiller(stored, offset, bytes));
      mistakes.push({
        ...(piece === undefined ? { mistake: 'tail', at: at - 1 } : { mistake, at }),
        offset,
        rules: among(against),
      });
    } else {
      if (mistake !== undefined) mistakes.push({ mistake, at, offset, rules: [ruleOf(piece)] });
      at++;
    }
    offset += bytes;
  }
  return { cost, mistakes };
}

function isThere({ bytes }: Piece, stored: StoredBytes, from: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (stored[from + i] !== bytes[i]) return false;
  return true;
}

/** Whether the right bytes stand there turned round, or the two words of eight. */
function isTurned({ bytes, role }: Piece, stored: StoredBytes, from: number): boolean {
  const last = bytes.length - 1;
  const half = bytes.length / 2;
  return (
    bytes.every((byte, i) => stored[from + last - i] === byte) ||
    (role === 'wide' && bytes.every((byte, i) => stored[from + ((i + half) % bytes.length)] === byte))
  );
}

/** Whether bytes are what a number is widened with: zeros, or the sign of a negative one. */
function isFiller(stored: StoredBytes, from: number, count: number): boolean {
  const first = stored[from];
  if (first !== 0 && first !== 0xff) return false;
  for (let i = 1; i < count; i++) if (stored[from + i] !== first) return false;
  return true;
}

/**
 * What bytes too many between two pieces may be. Sequences of bytes may be too long or have a length; arrays may have a
 * count, and more elements; flags may announce what should not be there; numbers may be too wide. Else they are
 * hardly an explanation.
 */
function extraBetween(before: Piece | undefined, piece: Piece | undefined, isFilling: boolean) {
  const near = [before, piece].filter((each) => each !== undefined);
  const isElastic = (each: Piece) =>
    each.role === 'data' ||
    each.role === 'padding' ||
    each.role === 'flag' ||
    (each.role === 'length' && each.bytes.every((byte) => byte === 0));
  const isCounted = piece?.opens === 'array' || piece?.opens === 'vector';
  const against: RuleId[] = near.filter((each) => isFilling || isElastic(each)).map(ruleOf);
  if (isCounted || before?.closes) against.push('RM4');
  return against.length > 0
    ? { against, steps: isCounted ? EXTRA.count : EXTRA.likely }
    : { against: near.map(ruleOf), steps: EXTRA.unlikely };
}
