/** A copy of the project, built as this one is, whose files may be edited while it runs. */
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Builder } from '../scripts/build';
import { root } from '../scripts/project-root';

/** Not copied: packages are shared, data and reports are of others. */
const LEFT_OUT = /^\/(node_modules|\.git|test-results|\.next\/cache|\.runqueue\/(?!build|stamps)[^/]+)$/;

export interface ProjectCopy {
  readonly project: string;
  /** For data of its own. */
  readonly dataFolder: string;
  remove(): void;
}

export async function copyProject(): Promise<ProjectCopy> {
  await new Builder(console.log).buildStale();
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-copy-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as another user
  const project = join(folder, 'project');
  cpSync(root, project, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.test(path.slice(root.length)),
  });
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  return {
    project,
    dataFolder: join(folder, 'data'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
