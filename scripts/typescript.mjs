// For `node --import`: lets Node run TypeScript (tsx), without what that costs while it runs (function-names.mjs).
import * as module from 'node:module';
import 'tsx';
import { load } from './function-names.mjs';

if (module.registerHooks) module.registerHooks({ load });
else module.register('./function-names.mjs', import.meta.url);
