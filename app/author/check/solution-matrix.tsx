'use client';
/** The matrix of solutions against rules and budgets: what fails is a button, which shows it in its run. */
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { View } from '../../../exercises/exercise-definition';
import type { TrialOutcome } from '../../../grader/packages/package-outcome';
import { BusyButton } from '../../busy-button';
import { useAction } from '../../use-action';
import { WideTable } from '../../wide-table';
import { trySolutionAction } from './actions';
import type { SolutionGroup } from './matrix-model';
import { checkWords as words } from './words';

/** With all pictures of the replay: fetched when a cell is opened. */
const SolutionTrial = dynamic(async () => (await import('./solution-trial')).SolutionTrial, { ssr: false });

/** A run that was asked for; `outcome`, once there is one: null where it was given up for a newer one. */
interface Trial {
  readonly runId: string;
  readonly outcome?: TrialOutcome | null;
}

interface Cell {
  readonly place: string;
  readonly column: string;
}

export function SolutionMatrix(props: {
  packageId: string;
  version: string;
  view: View;
  columns: readonly { readonly id: string; readonly title: string }[];
  maxScore: number;
  groups: readonly SolutionGroup[];
  /** By solution, the address of its file. */
  hrefs: Readonly<Record<string, string>>;
}) {
  const { columns, groups } = props;
  const { run, isWorking, problem } = useAction(trySolutionAction);
  const [cell, setCell] = useState<Cell | null>(null);
  /** By solution. */
  const [trials, setTrials] = useState<Readonly<Record<string, Trial>>>({});
  const shown = useRef<HTMLElement>(null);
  const opened = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (cell === null) return;
    shown.current?.focus({ preventScroll: true });
    shown.current?.scrollIntoView({ block: 'start' });
  }, [cell]);

  const open = async (wanted: Cell, button: HTMLButtonElement) => {
    opened.current = button;
    const before = trials[wanted.place];
    if (before === undefined || before.outcome === null) {
      const { packageId, version } = props;
      const asked = await run({ packageId, version, solution: wanted.place });
      if (asked === null) return;
      setTrials((known) => ({ ...known, [wanted.place]: { runId: asked.value.runId } }));
    }
    setCell(wanted);
  };
  const trial = cell === null ? undefined : trials[cell.place];
  const close = () => {
    setCell(null);
    opened.current?.focus();
  };

  return (
    <section>
      <h2 className="text-lg font-semibold">{words.matrix}</h2>
      <p className="mt-1 text-sm text-text-muted">{words.matrixHint}</p>
      <WideTable label={words.matrix}>
        <thead>
          <tr>
            <th scope="col">{words.solution}</th>
            {columns.map(({ id, title }) => (
              <th key={id} scope="col" title={title} className="text-center!">
                {id}
              </th>
            ))}
            <th scope="col" className="number">
              {words.score}
            </th>
          </tr>
        </thead>
        {groups.map(({ kind, rows }) => (
          <tbody key={kind}>
            <tr className="bg-surface-sunken">
              <th scope="rowgroup" colSpan={columns.length + 2}>
                {words.kinds[kind]}
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.place}>
                <th scope="row" className="font-mono">
                  <Link className="link" href={props.hrefs[row.place] ?? ''} prefetch={false}>
                    {row.place}
                  </Link>
                </th>
                {columns.map(({ id: column }, at) => (
                  <td key={column} className="p-0! text-center align-middle!">
                    {row.fails[at] ? (
                      <BusyButton
                        type="button"
                        className="inline-flex min-h-8 min-w-8 items-center justify-center font-semibold text-bad hover:bg-surface-sunken aria-pressed:bg-surface-sunken"
                        aria-label={words.fails(row.place, column)}
                        aria-pressed={cell?.place === row.place && cell.column === column}
                        isBusy={isWorking}
                        onClick={(event) => void open({ place: row.place, column }, event.currentTarget)}
                      >
                        <span aria-hidden="true">✗</span>
                      </BusyButton>
                    ) : (
                      <Fragment>
                        <span aria-hidden="true" className="text-text-muted">
                          ·
                        </span>
                        <span className="sr-only">{words.keeps}</span>
                      </Fragment>
                    )}
                  </td>
                ))}
                <td className="number">
                  {row.score} / {props.maxScore}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </WideTable>
      {problem !== '' && (
        <p className="notice notice-bad mt-3" role="alert">
          {problem}
        </p>
      )}
      {cell !== null && trial !== undefined && (
        <section
          ref={shown}
          tabIndex={-1}
          aria-label={words.trialTitle(cell.place, cell.column)}
          className="panel mt-4 p-4"
        >
          <div className="mb-3 flex items-baseline gap-3">
            <h3 className="min-w-0 flex-1 font-semibold wrap-anywhere">
              {words.trialTitle(cell.place, cell.column)}
            </h3>
            <button type="button" className="button button-quiet" onClick={close}>
              {words.closeTrial}
            </button>
          </div>
          <SolutionTrial
            key={`${trial.runId} ${cell.column}`}
            {...trial}
            column={cell.column}
            view={props.view}
            onOutcome={(outcome) =>
              setTrials((known) => ({ ...known, [cell.place]: { runId: trial.runId, outcome } }))
            }
          />
        </section>
      )}
    </section>
  );
}
