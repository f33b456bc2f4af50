/**
 * One build of the exercises and questions, in a process of its own: what was loaded of an earlier state of the files
 * is gone with it. Everything else is loaded before the edit comes, so that the build begins with it.
 *
 *      started ──loads the grader──> `ready` ──`build`──> `made` or `broken`, and ends
 */
import { transform } from 'esbuild';
import { readCatalogue } from '../exercises/catalogue';
import { trustedRunner } from '../grader/trusted-runner';
import { Builder, ContentFault } from './build';
import { root } from './project-root';

export type BuilderOutcome =
  | {
      readonly kind: 'made';
      /** Ids, and `question generators`. */
      readonly products: readonly string[];
      /** Whether some exercise grades otherwise than before. */
      readonly gradesAnew: boolean;
    }
  | { readonly kind: 'broken'; readonly problem: string };

export type BuilderReport = { readonly kind: 'ready' } | BuilderOutcome;

process.chdir(root);
const report = (message: BuilderReport) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, {}, () => resolve()));
const versions = () =>
  readCatalogue()
    .exercises.map(({ id, version }) => `${id} ${version}`)
    .join();

async function build(): Promise<BuilderOutcome> {
  const products: string[] = [];
  const before = versions();
  try {
    await new Builder(
      () => {},
      (product) => products.push(product),
    ).buildGrader();
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    return { kind: 'broken', problem: error.message };
  }
  return { kind: 'made', products, gradesAnew: versions() !== before };
}

process.on('disconnect', () => process.exit());
process.once('message', async () => {
  await report(await build());
  process.exit();
});
await Promise.all([transform(''), import('../grader/build/build-all')]);
trustedRunner();
await report({ kind: 'ready' });
