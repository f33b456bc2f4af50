import { defineConfig } from 'vitest/config';

/**
 * Unit tests stand beside the code; `tests/` holds what crosses folders. End-to-end tests are Playwright's.
 * Forked processes, few of them: some tests start PostgreSQL, graders and child processes of their own.
 */
export default defineConfig({
  test: {
    include: ['{simulator,exercises,grader,db,app,scripts,tests}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'tests/end-to-end/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Ends what hangs; how long a test takes on a busy machine decides nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
