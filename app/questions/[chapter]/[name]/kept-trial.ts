/** Which variant of a question a visitor tries, and what he entered, kept in his browser: a reload loses neither. */
import { asResponses, type Responses } from '../../entered';

export interface KeptTrial {
  readonly variant: number;
  readonly responses: Responses;
}

const keyOf = (question: string) => `runqueue:trial:${question}`;

/** @throws where the browser stores nothing. */
export function keepTrial(storage: Storage, question: string, trial: KeptTrial): void {
  storage.setItem(keyOf(question), JSON.stringify(trial));
}

/** @returns null where nothing is kept that reads as a trial. */
export function keptTrial(storage: Storage, question: string): KeptTrial | null {
  const text = storage.getItem(keyOf(question));
  if (text === null) return null;
  try {
    const { variant, responses } = JSON.parse(text) as { variant?: unknown; responses?: unknown };
    if (!Number.isInteger(variant) || (variant as number) < 0) return null;
    return { variant: variant as number, responses: asResponses(responses) };
  } catch {
    return null; // not ours, or cut off
  }
}
