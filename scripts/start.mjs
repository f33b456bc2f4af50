// npm start: see start.ts.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript('scripts/start.ts', process.argv.slice(2));
