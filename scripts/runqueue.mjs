#!/usr/bin/env node
// The command line's door: plain JavaScript, so that it runs before anything is installed or built.
import { ensureInstalled, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
process.exitCode = await runTypeScript('scripts/runqueue.ts', process.argv.slice(2));
