import { plural } from './counted';

export const results = {
  rules: 'Rules',
  budgets: 'Budgets',
  points: 'Points',
  running: 'Running …',
  submitting: 'Submitting …',
  noResults: 'No results yet',
  noResultsText: (samples: number) =>
    `Run tries your code on ${plural(samples, 'sample')} here in the browser, without an account. Failed rules show where the run went wrong, step by step.`,
  keys: [
    { keys: ['Ctrl', 'Enter'], does: 'Run the samples' },
    { keys: ['Ctrl', 'Shift', 'Enter'], does: 'Submit' },
    { keys: ['F8'], does: 'Next failure, with Shift the one before' },
    { keys: ['F9'], does: 'The replay fills the window, and ends doing so' },
    { keys: ['Ctrl', 'M'], does: 'In the editor: Tab leaves it, and no longer indents' },
  ],
  runProgress: (done: number, total: number) => `${done} of ${plural(total, 'sample')} run`,
  queued: (place: number) => (place <= 1 ? 'Queued: next' : `Queued: place ${place}`),
  grading: (done: number, total: number) => `Case ${done} of ${total}`,
  gradingDone: 'Fetching the verdict …',
  openSubmission: 'Open this submission',
  gradingStarted: 'Grading has started',
  connectionLost: 'The connection was lost; following again as soon as it is back. The grading goes on.',
  stale: 'The code has changed since this run.',
  line: (line: number, column: number) => `Line ${line}, column ${column}`,
} as const;
