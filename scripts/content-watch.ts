/**
 * `npm start -- --watch`: what is edited in exercises/ and simulator/ is made anew and served.
 *
 *      edit ──> builder, ready beforehand ──made────> the site reads it, open pages show it; workers are started again
 *                                         └─broken──> a sentence with file and line; what was made last is served on
 *
 * Edits that come while one is being made are made after it. What the builder has loaded itself, the grader and the
 * simulator, is as it was when the builder was started; after an edit there a new builder is started first.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { typeScript } from './bootstrap.mjs';
import type { BuilderOutcome, BuilderReport } from './content-builder';
import { root } from './project-root';

/** An editor may write a file in several steps. */
const SETTLE_MS = 40;
const IGNORED = /(?:\.test|\.bench|\.testing)\.tsx?$|\.md~$|(?:^|\/)\.[^/]*$|~$/;
/** Files that only exercises and questions load. */
const OF_ONE_EXERCISE = /^exercises\/[^/]+\/[^/]+\/.+/;
/** What the site and the grader themselves are made of. */
const NEEDS_A_START = 'app db grader scripts'.split(' ');

export interface ContentWatchOptions {
  readonly tell: (message: string) => void;
  /** Called when some exercise grades otherwise than before. */
  readonly restartWorkers: () => Promise<void>;
}

export class ContentWatch {
  private readonly watcher: FSWatcher;
  private readonly edited = new Set<string>();
  private firstEditMs = 0;
  private settling: NodeJS.Timeout | undefined;
  private builder = new ContentBuilder();
  private building: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly options: ContentWatchOptions) {
    const folders = ['exercises', 'simulator', ...NEEDS_A_START].map((name) => join(root, name));
    this.watcher = watch(folders, { ignoreInitial: true, ignored: (path) => IGNORED.test(path) });
    this.watcher.on('all', (_kind, path) => this.onEdit(relative(root, path).split(sep).join('/')));
  }

  /** Resolves when every edit from now on is noticed and a builder waits for it. */
  async ready(): Promise<void> {
    await new Promise<void>((resolve) => this.watcher.once('ready', resolve));
    await this.builder.ready;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.settling);
    this.builder.end();
    await this.watcher.close();
    await this.building;
  }

  private onEdit(path: string): void {
    if (NEEDS_A_START.includes(path.split('/')[0])) {
      this.options.tell(
        `${path} was edited: start again to see it (only exercises/ and simulator/ are watched).`,
      );
      return;
    }
    if (this.edited.size === 0) this.firstEditMs = performance.now();
    this.edited.add(path);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.building ??= this.buildAll().finally(() => {
        this.building = undefined;
      });
    }, SETTLE_MS);
  }

  private async buildAll(): Promise<void> {
    while (this.edited.size > 0 && !this.stopped) await this.buildOnce();
  }

  private async buildOnce(): Promise<void> {
    const { tell, restartWorkers } = this.options;
    const paths = [...this.edited];
    this.edited.clear();
    const sinceMs = this.firstEditMs;
    if (!paths.every((path) => OF_ONE_EXERCISE.test(path))) this.renewBuilder();
    const report = await this.builder.build();
    if (this.stopped) return;
    this.renewBuilder();
    if (report.kind === 'broken') {
      tell(`${report.problem}\n  What was made before this edit is served on.`);
      return;
    }
    const seconds = () => ((performance.now() - sinceMs) / 1000).toFixed(1);
    if (report.products.length === 0) return;
    tell(`Made anew: ${report.products.join(', ')} (on the page ${seconds()} s after the edit).`);
    if (!report.gradesAnew) return;
    await restartWorkers();
    tell(`  Workers started again (${seconds()} s after the edit).`);
  }

  private renewBuilder(): void {
    this.builder.end();
    this.builder = new ContentBuilder();
  }
}

/** A process of content-builder.ts, for one build. */
class ContentBuilder {
  private readonly child: ChildProcess;
  readonly ready: Promise<void>;
  private readonly outcome: Promise<BuilderOutcome>;

  constructor() {
    const child = fork(join(root, 'scripts/content-builder.ts'), {
      execArgv: [...typeScript],
      stdio: 'inherit',
    });
    this.child = child;
    let isReady = () => {};
    this.ready = new Promise((resolve) => {
      isReady = resolve;
    });
    this.outcome = new Promise((resolve) => {
      child.on('message', (report: BuilderReport) => (report.kind === 'ready' ? isReady() : resolve(report)));
      child.once('exit', (code, signal) => {
        isReady();
        resolve({ kind: 'broken', problem: `The build ended without a result (${code ?? signal}).` });
      });
    });
  }

  async build(): Promise<BuilderOutcome> {
    await this.ready;
    if (this.child.connected) this.child.send('build');
    return this.outcome;
  }

  end(): void {
    if (this.child.exitCode === null) this.child.kill('SIGTERM');
  }
}
