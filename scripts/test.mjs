// npm test: see test.ts.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript('scripts/test.ts', process.argv.slice(2));
