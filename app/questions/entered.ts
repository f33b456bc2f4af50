/**
 * What is entered into a variant, as the text by which drafts keep it: JSON, by part, the parts in order, so that the
 * same answers are the same text. Whoever reads one believes nothing of it: what is no response is left out.
 */
import type { PartResponse } from '../../exercises/question-definition';

export type Responses = Readonly<Record<string, PartResponse>>;

/** The longest that an account keeps: many times what any question can hold. */
export const MAXIMUM_ENTERED_BYTES = 32_768;

export const NOTHING_ENTERED = '{}';

export function enteredText(responses: Responses): string {
  return JSON.stringify(Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function entered(text: string): Responses {
  try {
    return asResponses(JSON.parse(text));
  } catch {
    return {};
  }
}

export function asResponses(value: unknown): Responses {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, each]) => isResponse(each)));
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
