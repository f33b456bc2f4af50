/** What is entered into a variant is kept in the browser until it is handed in: a reload, or a crash, loses nothing. */
import type { PartResponse } from '../../../../exercises/question-definition';

export type Responses = Readonly<Record<string, PartResponse>>;

const keyOf = (attemptId: string) => `runqueue:responses:${attemptId}`;

/** @param storage absent where the browser forbids it. */
export function keepResponses(storage: Storage | undefined, attemptId: string, responses: Responses): void {
  try {
    if (Object.keys(responses).length === 0) storage?.removeItem(keyOf(attemptId));
    else storage?.setItem(keyOf(attemptId), JSON.stringify(responses));
  } catch {
    // Storage is full or forbidden: then only a reload loses what is entered.
  }
}

/** @returns what was kept, as far as it reads as responses. */
export function keptResponses(storage: Storage | undefined, attemptId: string): Responses {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(attemptId)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => isResponse(value)));
  } catch {
    return {};
  }
}

function isResponse(value: unknown): value is PartResponse {
  return (
    typeof value === 'string' ||
    (Array.isArray(value) &&
      value.every(
        (each) =>
          Number.isInteger(each) ||
          (Array.isArray(each) && each.every((cell: unknown) => typeof cell === 'string')),
      ))
  );
}
