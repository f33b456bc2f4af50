'use client';
/** Which case of a verdict is looked at, and at which event: shared by the panels that show it. */
import { useCallback, useMemo, useState } from 'react';
import type { Verdict } from '../../grader/verdict';
import { type Failure, failuresOf, isReplayable } from './failure';

export interface CaseSelection {
  /** Undefined: the verdict has no case. */
  readonly caseName?: string;
  /** Undefined: where its replay opens by itself. */
  readonly event?: number;
  /** Counts up: the same event may be asked for again. */
  readonly turn: number;
  open(caseName: string, event?: number): void;
  /**
   * Goes to the next failure, or the one before, over all cases, in the order of time.
   * @param isShown whether the case is on the screen: else it begins with the failure at which that opens.
   * @returns undefined when there is none.
   */
  step(direction: 1 | -1, isShown: boolean): Failure | undefined;
}

interface Chosen {
  readonly verdict: Verdict;
  readonly caseName: string;
  readonly event?: number;
  readonly turn: number;
}

/** A new verdict is looked at from its first failure on. @param at where the first one is looked at instead. */
export function useCaseSelection(
  verdict: Verdict | null,
  at?: Pick<Chosen, 'caseName' | 'event'>,
): CaseSelection {
  const [chosen, setChosen] = useState<Chosen | undefined>(() =>
    verdict === null || at === undefined ? undefined : { verdict, turn: 1, ...at },
  );
  const failures = useMemo(() => (verdict === null ? [] : failuresOf(verdict)), [verdict]);
  const turn = chosen?.turn ?? 0;
  const mine = chosen?.verdict === verdict ? chosen : undefined;

  const open = useCallback(
    (caseName: string, event?: number) => {
      if (verdict !== null)
        setChosen((before) => ({ verdict, caseName, event, turn: (before?.turn ?? 0) + 1 }));
    },
    [verdict],
  );
  return {
    caseName: mine?.caseName ?? (verdict === null ? undefined : firstCase(verdict, failures)),
    event: mine?.event,
    turn,
    open,
    step(direction, isShown) {
      const at = mine ?? (isShown ? failures[0] : undefined);
      const next = failures.at(following(failures, at, direction));
      if (next !== undefined) open(next.caseName, next.event);
      return next;
    },
  };
}

function firstCase({ cases }: Verdict, failures: readonly Failure[]): string | undefined {
  const opening =
    cases.find(({ name }) => name === failures[0]?.caseName) ??
    cases.find(({ passed }) => !passed) ??
    cases.find(isReplayable) ??
    cases[0];
  return opening?.name;
}

/** The place of the failure that comes next; several at one event are one step. */
function following(
  failures: readonly Failure[],
  at: Pick<Failure, 'caseName' | 'event'> | undefined,
  direction: 1 | -1,
): number {
  if (at === undefined) return direction > 0 ? 0 : -1;
  const isHere = ({ caseName, event }: Failure) => caseName === at.caseName && event === at.event;
  const here = direction > 0 ? failures.findLastIndex(isHere) : failures.findIndex(isHere);
  if (here < 0) {
    const ofCase = failures.findIndex(({ caseName }) => caseName === at.caseName);
    return Math.max(0, ofCase);
  }
  return (here + direction + failures.length) % failures.length;
}
