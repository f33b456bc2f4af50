'use client';
/** The run of a case of a submission again: its events where none were kept, and the lines that answered. */
import { useCallback, useEffect, useState } from 'react';
import type { CaseReplay, ReplayOutcome } from '../../grader/verdict';
import type { ActionResult } from '../action';
import * as words from '../dictionary';

export interface AskedReplay {
  readonly state: 'not asked' | 'asked' | 'there' | 'refused';
  readonly replay?: CaseReplay;
  /** Why there is none. */
  readonly message?: string;
}

const NOT_ASKED: AskedReplay = { state: 'not asked' };

/**
 * @param submissionId undefined: there is nothing to ask.
 * @param atOnce whether to ask without being told to.
 */
export function useCaseReplay(
  submissionId: string | undefined,
  caseName: string | undefined,
  atOnce: boolean,
): AskedReplay & { ask(): void } {
  const key = submissionId === undefined || caseName === undefined ? '' : `${submissionId} ${caseName}`;
  const [known, setKnown] = useState<Readonly<Record<string, AskedReplay>>>({});
  const [wanted, setWanted] = useState('');
  const isWanted = key !== '' && (atOnce || wanted === key);
  const isKnown = known[key] !== undefined;

  useEffect(() => {
    if (!isWanted || isKnown || submissionId === undefined || caseName === undefined) return;
    const leaving = new AbortController();
    const tell = (asked: AskedReplay) => setKnown((before) => ({ ...before, [key]: asked }));
    ask(submissionId, caseName, leaving.signal)
      .then(tell)
      .catch(() => {
        if (!leaving.signal.aborted) tell({ state: 'refused', message: words.unreachable });
      });
    return () => leaving.abort();
  }, [isWanted, isKnown, key, submissionId, caseName]);

  return {
    ...(known[key] ?? (isWanted ? { state: 'asked' } : NOT_ASKED)),
    ask: useCallback(() => {
      setKnown(({ [key]: _last, ...others }) => others);
      setWanted(key);
    }, [key]),
  };
}

async function ask(submissionId: string, caseName: string, signal: AbortSignal): Promise<AskedReplay> {
  const response = await fetch(`/api/submissions/${submissionId}/replays/${encodeURIComponent(caseName)}`, {
    method: 'POST',
    signal,
  });
  const result = (await response.json()) as ActionResult<ReplayOutcome>;
  if (!result.ok) return { state: 'refused', message: result.message };
  const { value } = result;
  return value.kind === 'ready'
    ? { state: 'there', replay: value.replay }
    : { state: 'refused', message: words.verdict.noReplay[value.kind] };
}
