/** A process of runnerBeside(): is told an exercise, then what to run, one after the other, and says what came of it. */
import type { SeededCase } from '../judge/run-case';
import { loadExercise } from './exercise-library';
import { type OwnRunner, runnerHere } from './own-runner';
import { type ToldCase, toldCase } from './told-case';

export interface RunOrder {
  readonly kind: 'judged' | 'replays';
  readonly program: string;
  readonly seeded: SeededCase;
  readonly unitsPerCase?: number;
}

/** `fault`: what was thrown, for whoever tells in which file. */
export type RunAnswer =
  | { readonly value: ToldCase | boolean }
  | { readonly fault: { readonly message: string; readonly stack?: string } };

async function done(runner: OwnRunner, order: RunOrder): Promise<ToldCase | boolean> {
  const { kind, program, seeded, unitsPerCase } = order;
  if (kind === 'replays') return runner.replays(program, seeded);
  return toldCase(await runner.judged(program, seeded, unitsPerCase));
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
