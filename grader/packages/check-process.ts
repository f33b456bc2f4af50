/**
 * The process that checks one version of a package and ends. It is told nothing of the database and knows no secret but
 * those that the check is given; whoever started it kills it when it takes too long (check-runner.ts).
 */
import type { Progress } from '../verdict';
import { boundedOutcome, checkedPackage } from './checked-package';
import type { CheckOutcome } from './package-outcome';

export interface CheckRequest {
  readonly id: string;
  readonly home: string;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly secrets: readonly string[];
  readonly mutants: boolean;
  readonly childPath: string;
}

export type CheckMessage =
  | { readonly progress: Progress }
  | { readonly outcome: CheckOutcome }
  /** Of ours. */
  | { readonly fault: string };

const tell = (message: CheckMessage) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, {}, () => resolve()));

process.once('disconnect', () => process.exit());
process.once('message', async ({ files, ...given }: CheckRequest) => {
  const onProgress = (progress: Progress) => void tell({ progress });
  await checkedPackage({ ...given, files: new Map(files), onProgress }).then(
    (outcome) => tell({ outcome: boundedOutcome(outcome) }),
    (error: unknown) =>
      tell({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  process.exit();
});
