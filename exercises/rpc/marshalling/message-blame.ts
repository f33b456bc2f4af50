/**
 * Which rule a wrong message breaks, as a function of the mistake and not of the values that are sent.
 *
 * The cheapest explanation alone does not tell: two words of padding that are missing look like a flag that is, where
 * the values happen to fit. So each explanation by mistakes against one rule alone is looked for, and a rule is blamed
 * only if
 * - mistakes against it alone explain the message, or no rule alone does, and
 * - explaining the message without it takes far more mistakes.
 * Otherwise none is blamed, and none of those that it may be is credited.
 */

import type { Piece } from '../../../simulator/network/rpc/wire-image';
import { type Explanation, explanationBy, type Mistake, type StoredBytes } from './message-alignment';
import type { RuleId } from './rules';

/** The rules of what a message looks like. */
export const MESSAGE_RULES: readonly RuleId[] = ['RM1', 'RM2', 'RM3', 'RM4', 'RM5'];

/** Times the cost: two mistakes may look like one, hardly more. */
const FAR_MORE = 2;

export interface Blame {
  /** The first mistake that certainly breaks a rule. */
  readonly told: { readonly rule: RuleId; readonly mistake: Mistake } | undefined;
  /** Rules that may be broken. */
  readonly doubtful: ReadonlySet<RuleId>;
  /** Indices of the pieces that are not as they should be. */
  readonly wrong: ReadonlySet<number>;
}

/** @returns nothing doubtful and nothing wrong when the message is right. */
export function blameFor(pieces: readonly Piece[], stored: StoredBytes): Blame {
  const explainedBy = (rules: readonly RuleId[]) => explanationBy(pieces, stored, new Set(rules));
  const cheapest = explainedBy(MESSAGE_RULES);
  if (cheapest === undefined)
    throw new Error(`No mistakes explain ${stored.length} bytes for ${pieces.length} pieces`);
  if (cheapest.mistakes.length === 0) return { told: undefined, doubtful: new Set(), wrong: new Set() };
  const alone = new Map<RuleId, Explanation>();
  for (const rule of MESSAGE_RULES) {
    const explanation = explainedBy([rule]);
    if (explanation !== undefined) alone.set(rule, explanation);
  }
  const isNeeded = (rule: RuleId) => {
    const { cost } = alone.get(rule) ?? cheapest;
    const without = explainedBy(MESSAGE_RULES.filter((other) => other !== rule));
    return without === undefined || without.cost > FAR_MORE * cost;
  };
  const suspects = alone.size > 0 ? [...alone.keys()] : rulesIn(cheapest);
  const blamed = suspects.filter(isNeeded);
  const { mistakes } = alone.get(blamed[0]) ?? cheapest;
  const [told] = mistakes.flatMap((mistake) =>
    mistake.rules.filter((rule) => blamed.includes(rule)).map((rule) => ({ rule, mistake })),
  );
  const doubtful = new Set(
    blamed.length > 0 ? rulesIn({ mistakes }) : [...alone.keys(), ...rulesIn(cheapest)],
  );
  return { told, doubtful, wrong: new Set(mistakes.map(({ at }) => at)) };
}

function rulesIn({ mistakes }: Pick<Explanation, 'mistakes'>): RuleId[] {
  return [...new Set(mistakes.flatMap(({ rules }) => rules))];
}
