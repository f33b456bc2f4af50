/** How far a job is, told to who waits for it, by whatever stores it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Progress } from '../verdict';

/** Progress is written no oftener: each write makes every page that follows the submission ask again. */
const PROGRESS_INTERVAL_MS = 150;

/** Writes progress without making the grading wait, at most so often: always the newest, and that one for certain. */
export class ProgressRecorder {
  private newest: Progress | undefined;
  private lastMs = Number.NEGATIVE_INFINITY;
  private writing: Promise<void> | undefined;
  private readonly over = new AbortController();

  constructor(
    private readonly store: (progress: Progress) => Promise<void>,
    private readonly log: Logger,
  ) {}

  record(progress: Progress): void {
    this.newest = progress;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
  }

  /** Drops what is not yet being written, so that no progress is told after the verdict. */
  async settled(): Promise<void> {
    this.newest = undefined;
    this.over.abort();
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.newest !== undefined) {
      const untilDueMs = this.lastMs + PROGRESS_INTERVAL_MS - performance.now();
      // The wait ends early when there is nothing more to write.
      if (untilDueMs > 0)
        await delay(untilDueMs, undefined, { signal: this.over.signal }).catch(() => undefined);
      if (this.newest === undefined) return;
      const { case: name, done, total } = this.newest;
      this.newest = undefined;
      this.lastMs = performance.now();
      try {
        await this.store({ case: name, done, total });
      } catch (error) {
        // Only the display is poorer; what matters is stored by others.
        this.log.warn({ err: error }, 'progress was not recorded');
      }
    }
  }
}
