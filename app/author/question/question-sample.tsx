'use client';
/** The variant of a seed, a moment after question.json was changed, with its answers on demand. Nothing is marked or kept. */
import { useEffect, useId, useState } from 'react';
import * as siteWords from '../../dictionary';
import { Prose } from '../../markdown/prose';
import { Pictures } from '../../question-parts/pictures';
import { GridTable, QuestionParts } from '../../question-parts/question-parts';
import type { Responses } from '../../questions/entered';
import { sampleAction } from './actions';
import { TextField } from './fields';
import type { SampleVariant } from './sample-changes';
import { LONGEST_SEED, questionWords as words } from './words';

const DELAY_MS = 600;

export function QuestionSample(props: { packageId: string; json: string; maximumBytes: number }) {
  const { packageId, json, maximumBytes } = props;
  const [seed, setSeed] = useState('1');
  const [made, setMade] = useState<SampleVariant>();
  const [problem, setProblem] = useState('');
  const [isMaking, setMaking] = useState(true);
  const [responses, setResponses] = useState<Responses>({});
  const heading = useId();

  useEffect(() => {
    let left = false;
    setMaking(true);
    const timer = setTimeout(async () => {
      if (json.length > maximumBytes) {
        setMaking(false);
        return setProblem(words.sampleTooLong);
      }
      const result = await sampleAction({ packageId, json, seed }).catch(() => null);
      if (left) return;
      setMaking(false);
      if (!result?.ok) return setProblem(result?.message ?? siteWords.unreachable);
      setProblem('problem' in result.value ? result.value.problem : '');
      if (!('problem' in result.value)) setMade(result.value);
    }, DELAY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [packageId, json, seed, maximumBytes]);

  return (
    <section aria-labelledby={heading} aria-busy={isMaking}>
      <h2 id={heading} className="mb-3 text-sm text-text-muted">
        {words.sample}
      </h2>
      <div className="mb-4 flex flex-wrap items-end gap-2">
        <div className="min-w-32 flex-1">
          <TextField
            label={words.seed}
            hint={words.seedHint}
            value={seed}
            most={LONGEST_SEED}
            onChange={setSeed}
          />
        </div>
        <button type="button" className="button mb-6" onClick={() => setSeed(nextSeed)}>
          {words.another}
        </button>
      </div>
      <p role="status" className="sr-only">
        {isMaking ? words.sampling : ''}
      </p>
      <div role="alert">
        {problem !== '' && <p className="notice notice-bad mb-4 wrap-anywhere">{problem}</p>}
      </div>
      {made !== undefined && (
        <div className={problem === '' ? '' : 'hidden'}>
          <Prose html={made.variant.promptHtml} />
          {made.variant.given !== null && (
            <div className="mt-4">
              <GridTable grid={made.variant.given} />
            </div>
          )}
          <Pictures pictures={made.variant.pictures} />
          <div className="mt-6">
            <QuestionParts
              parts={made.variant.parts}
              responses={responses}
              onChange={(id, response) => setResponses({ ...responses, [id]: response })}
            />
          </div>
          <details className="mt-4">
            <summary className="cursor-pointer font-medium">{words.answers}</summary>
            <dl className="my-2 space-y-1 text-sm">
              {made.answers.map(({ id, label, answer }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same id while one types
                <div key={`${index} ${id}`}>
                  <dt className="text-text-muted">{label}</dt>
                  <dd className="font-mono whitespace-pre-wrap wrap-anywhere">{answer}</dd>
                </div>
              ))}
            </dl>
            <Prose html={made.explanationHtml} />
          </details>
        </div>
      )}
    </section>
  );
}

/** Counts where it counts. */
const nextSeed = (seed: string) => (/^\d{1,9}$/.test(seed) ? String(Number(seed) + 1) : '1');
