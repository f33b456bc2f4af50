// npm run bench: see benchmark.ts.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

ensureInstalled();
process.exitCode = await runTypeScript('scripts/benchmark.ts', process.argv.slice(2));
