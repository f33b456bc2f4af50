/**
 * Where a run goes wrong: the failed checks that name an event, in the order of the run. The first of them is
 * the first divergence.
 */
import type { CaseCheck } from '../../grader/verdict';

export interface Failure {
  readonly event: number;
  readonly rule: string;
  readonly message: string;
}

/** @param length events kept: a check may name one beyond a truncated trace, which is then shown at its end. */
export function failuresOf(checks: readonly CaseCheck[], length: number): readonly Failure[] {
  return checks
    .flatMap(({ rule, passed, message, event }) =>
      passed || event === undefined || length === 0
        ? []
        : [{ rule, message, event: Math.max(0, Math.min(event, length - 1)) }],
    )
    .sort((first, second) => first.event - second.event);
}

/** The next event after `index` that fails a check; after the last one, the first again. */
export function nextFailure(failures: readonly Failure[], index: number): number | undefined {
  return (failures.find(({ event }) => event > index) ?? failures[0])?.event;
}

/** Where the replay opens. */
export function openingEvent(failures: readonly Failure[], length: number, wanted?: number): number {
  const event = wanted ?? failures[0]?.event ?? length - 1;
  return Math.max(0, Math.min(event, length - 1));
}

/** The event that a key leads to; undefined for keys that mean nothing here. */
export function eventAfterKey(
  key: string,
  index: number,
  length: number,
  failures: readonly Failure[],
): number | undefined {
  const within = (event: number) => Math.max(0, Math.min(event, length - 1));
  switch (key) {
    case 'ArrowRight':
      return within(index + 1);
    case 'ArrowLeft':
      return within(index - 1);
    case 'PageDown':
      return within(index + 10);
    case 'PageUp':
      return within(index - 10);
    case 'Home':
      return 0;
    case 'End':
      return within(length - 1);
    case 'n':
      return nextFailure(failures, index);
    default:
      return undefined;
  }
}
