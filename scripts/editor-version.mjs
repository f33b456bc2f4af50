// Names what scripts/build-monaco.ts bundles: the versions of all that goes into it. The folder below public/monaco.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');
const versionOf = (name) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version;

export const editorVersion = `${versionOf('monaco-editor')}-vim-${versionOf('monaco-vim')}`;
