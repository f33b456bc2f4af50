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
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
