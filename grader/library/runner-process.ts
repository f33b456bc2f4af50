/** A process of runnerBeside(): is told an exercise, then what to run, one after the other, and says what came of it. */
import type { SeededCase } from '../judge/run-case';
import type { SpendingLooks } from '../judge/spending';
import type { TrustedCase } from '../trusted-runner';
import { loadExercise } from './exercise-library';
import { type OwnRunner, runnerHere } from './own-runner';

export interface RunOrder {
  readonly kind: 'judged' | 'replays';
  readonly program: string;
  readonly seeded: SeededCase;
  readonly unitsPerCase?: number;
}

/** As data. */
export interface ToldCase extends Omit<TrustedCase, 'seeded' | 'spending'> {
  readonly spending?: { readonly looks: SpendingLooks; readonly lastEvent: number };
}

/** `fault`: what was thrown, for whoever tells in which file. */
export type RunAnswer =
  | { readonly value: ToldCase | boolean }
  | { readonly fault: { readonly message: string; readonly stack?: string } };

async function done(runner: OwnRunner, order: RunOrder): Promise<ToldCase | boolean> {
  const { kind, program, seeded, unitsPerCase } = order;
  if (kind === 'replays') return runner.replays(program, seeded);
  const { seeded: _, spending, ...judged } = await runner.judged(program, seeded, unitsPerCase);
  if (spending === undefined) return judged;
  return { ...judged, spending: { looks: spending.of.looks(), lastEvent: spending.lastEvent } };
}

const [, , id = ''] = process.argv;
const runner = loadExercise(id).then(runnerHere);
runner.catch(() => {}); // told to whoever asks
const tell = (answer: RunAnswer) => process.send?.(answer);

process.once('disconnect', () => process.exit());
process.on('message', (order: RunOrder) => {
  runner
    .then((ready) => done(ready, order))
    .then(
      (value) => tell({ value }),
      (error: unknown) => {
        const { message, stack } = error instanceof Error ? error : new Error(String(error));
        tell({ fault: { message, stack } });
      },
    );
});
