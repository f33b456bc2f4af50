// npm run worker: see worker.ts.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript('scripts/worker.ts', process.argv.slice(2));
