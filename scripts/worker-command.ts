import { join } from 'node:path';

import { typeScript } from './bootstrap.mjs';
import { root } from './project-root';

/** Arguments of node for the process of a grader worker. */
export const WORKER_COMMAND: readonly string[] = [
  // Its children keep the processors busy: threads that help to collect would be waited for.
  '--single-threaded-gc',
  ...typeScript,
  join(root, 'grader/worker/main.ts'),
];
