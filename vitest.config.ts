import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Unit tests stand beside the code; `tests/` holds what crosses folders. End-to-end tests are Playwright's.
 *
 *      product   each file in a process of its own: they start PostgreSQL, graders and child processes, and set the
 *                environment
 *      pure      files of functions without effects: one process takes them one after the other, so that it starts
 *                and loads the simulator once
 */
const PURE = '{simulator,exercises}/**/*.test.ts';

/** Files that mostly wait, for processes that start, hang and are killed; the longest first. */
const WAITING = ['tests/faults/', 'tests/hostile/', 'grader/worker/', 'scripts/', 'db/', 'tests/'];

/** What waits begins first, beside what computes, and no long file is left for the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      if (project.name === 'pure') return WAITING.length + 1;
      const path = moduleId.slice(project.config.root.length + 1);
      const waiting = WAITING.findIndex((folder) => path.startsWith(folder));
      return waiting < 0 ? WAITING.length : waiting;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the least machine has cores: several files wait more than they compute.
    maxWorkers: 3,
    // A message that is told again at the end (scripts/test.ts) stands without its difference: it must say it itself.
    chaiConfig: { truncateThreshold: 400 },
    sequence: { sequencer: LongestFirst },
    // Ends what hangs; how long a test takes on a busy machine decides nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          // Times and processes are real here: what fails is tried once more, and told as unsteady (scripts/test.ts).
          retry: 1,
          include: ['{grader,db,app,scripts,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'tests/end-to-end/**'],
        },
      },
      { extends: true, test: { name: 'pure', include: [PURE], isolate: false } },
    ],
  },
});
