/**
 * The grader's face in the browser: grades the samples of an exercise in a Web Worker, offline. Holds one
 * worker for one page; a submission that hangs is ended with its worker, and the next run gets a new one.
 */
import type { Profile } from '../compile/profile';
import type { NotedCalls } from '../replay/note-calls';
import type { Progress, Verdict } from '../verdict';

export type { NotedCalls, Profile };

export type BrowserRequest =
  | { readonly kind: 'prepare'; readonly exercise: string }
  | { readonly kind: 'run'; readonly id: number; readonly exercise: string; readonly source: string };

/** What a run of the samples gives. */
export interface SampleRun {
  readonly verdict: Verdict;
  /** Where the units of all samples went. Absent when nothing ran. */
  readonly profile?: Profile;
  /** By case: which of the submission's calls lay between its events. */
  readonly calls: Readonly<Record<string, NotedCalls>>;
}

export type BrowserReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | ({ readonly kind: 'verdict'; readonly id: number } & SampleRun)
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** The meter ends a run long before; this is for what the meter does not see. */
const BROWSER_TIMEOUT_MS = 15_000;

interface PendingRun {
  readonly resolve: (run: SampleRun) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The run did not come to a verdict; the message is for the student. */
export class BrowserGraderError extends Error {}

export class BrowserGrader {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, PendingRun>();
  private nextId = 1;

  /** @param workerUrl `browserGrader` of the catalogue. */
  constructor(private readonly workerUrl: string) {}

  /** Loads the worker and the exercise ahead of the first run. */
  prepare(exercise: string): void {
    this.post({ kind: 'prepare', exercise });
  }

  /**
   * Grades the samples. @param exercise its id, `scheduling/round-robin`.
   * @throws BrowserGraderError when the run hangs or the worker cannot start.
   */
  run(exercise: string, source: string, onProgress?: (progress: Progress) => void): Promise<SampleRun> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          this.fail(
            'The run took longer than 15 seconds and was ended. Look for work the meter cannot see, such as very long strings.',
          ),
        BROWSER_TIMEOUT_MS,
      );
      this.pending.set(id, { resolve, reject, onProgress, timer });
      this.post({ kind: 'run', id, exercise, source });
    });
  }

  dispose(): void {
    this.fail('The page was left.');
  }

  private post(request: BrowserRequest): void {
    if (this.worker === undefined) {
      const worker = new Worker(this.workerUrl, { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<BrowserReply>) => this.receive(data);
      worker.onerror = () => this.fail('The grader could not start in this browser.');
      this.worker = worker;
    }
    this.worker.postMessage(request);
  }

  private receive(reply: BrowserReply): void {
    const run = this.pending.get(reply.id);
    if (run === undefined) return;
    if (reply.kind === 'progress') {
      run.onProgress?.(reply.progress);
      return;
    }
    this.pending.delete(reply.id);
    clearTimeout(run.timer);
    if (reply.kind === 'failed') run.reject(new BrowserGraderError(reply.message));
    else run.resolve(reply);
  }

  private fail(message: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const run of this.pending.values()) {
      clearTimeout(run.timer);
      run.reject(new BrowserGraderError(message));
    }
    this.pending.clear();
  }
}
