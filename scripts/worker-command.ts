import { join } from 'node:path';

import { root } from './project-root';

/** Arguments of node for the process of a grader worker. */
export const WORKER_COMMAND: readonly string[] = ['--import', 'tsx', join(root, 'grader/worker/main.ts')];
