// npm run bench: see run-benchmarks.ts.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript('scripts/run-benchmarks.ts', process.argv.slice(2));
