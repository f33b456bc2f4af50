/**
 * The processes that hold a package and judge: as many as may work at once, each started when all others are busy, and
 * replaced when it ended or has worked for long. Each has the next order at hand when it ends one, so that it waits for
 * nobody in between.
 */
import { WAITING_FACTOR } from '../confine/watchdog';
import { NeverBegun, PackageFault, PackageProcess } from './package-process';

/** Processor time for loading a package's modules. */
export const LOAD_MS = 5_000;

const ORDERS_OF_EACH = 2;

export interface JudgeProcessesOptions {
  /** package.cjs, as buildPackageChild() made it. */
  readonly childPath: string;
  readonly script: string;
  /** Processor time that loading its modules may take. */
  readonly loadMs?: number;
  /** Most processes at once. */
  readonly processes: number;
}

/** A process, and what it was asked. */
class Judge {
  readonly process: PackageProcess;
  readonly loaded: Promise<void>;
  /** Orders that it has not answered. */
  asked = 0;
  private askedSinceMs = 0;
  private askedMs = 0;

  constructor({ childPath, script, loadMs = LOAD_MS }: JudgeProcessesOptions) {
    this.process = new PackageProcess(childPath);
    this.loaded = this.process.load(script, loadMs);
    this.loaded.catch(() => undefined); // told to whoever asks
  }

  begin(): void {
    if (this.asked++ === 0) this.askedSinceMs = performance.now();
  }

  end(): void {
    if (--this.asked === 0) this.askedMs += performance.now() - this.askedSinceMs;
  }

  /** Processor time so far, or a part of what its answers took on the clock where that is more. */
  get spentMs(): number {
    const asking = this.asked === 0 ? 0 : performance.now() - this.askedSinceMs;
    return Math.max(this.process.processorMs ?? 0, (this.askedMs + asking) / WAITING_FACTOR);
  }
}

export class JudgeProcesses {
  private readonly judges = new Set<Judge>();
  private readonly waiting: (() => void)[] = [];
  private isClosed = false;
  /** Of those that are gone. */
  private goneMs = 0;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: JudgeProcessesOptions) {}

  /** How many orders at once are faster than one after the other. */
  get width(): number {
    return this.options.processes === 1 ? 1 : this.options.processes * ORDERS_OF_EACH;
  }

  /** @param limitMs processor time that the answer may take. @throws PackageFault */
  ask(method: string, given: unknown, limitMs: number, bytes?: Uint8Array) {
    return this.inOne((process) => process.ask(method, given, limitMs, bytes));
  }

  /** For other processes of this package. @throws PackageFault */
  codeCache(): Promise<Uint8Array> {
    return this.inOne((process) => process.codeCache(this.options.loadMs ?? LOAD_MS));
  }

  private async inOne<Result>(use: (process: PackageProcess) => Promise<Result>): Promise<Result> {
    for (;;) {
      const judge = this.free();
      if (judge === undefined) {
        await new Promise<void>((resolve) => this.waiting.push(resolve));
        continue;
      }
      judge.begin();
      try {
        await judge.loaded;
        return await use(judge.process);
      } catch (error) {
        if (!(error instanceof NeverBegun)) throw error;
        // What it was doing ended it: this order goes to another.
      } finally {
        judge.end();
        this.waiting.shift()?.();
      }
    }
  }

  /** Processor time of all of them so far, or a part of what their answers took on the clock where that is more. */
  get spentMs(): number {
    return [...this.judges].reduce((sum, judge) => sum + judge.spentMs, this.goneMs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([this.ended, ...[...this.judges].map((judge) => judge.process.kill())]);
  }

  /** The one with the least to do, a new one if all have something; undefined when all have enough. */
  private free(): Judge | undefined {
    if (this.isClosed) throw new PackageFault('died', 'it was closed');
    for (const judge of this.judges) if (judge.asked === 0 && !judge.process.isUsable) this.drop(judge);
    const [least] = [...this.judges]
      .filter(({ asked, process }) => asked < ORDERS_OF_EACH && process.isUsable)
      .sort((a, b) => a.asked - b.asked);
    if (least?.asked === 0) return least;
    if (this.judges.size < this.options.processes) {
      const judge = new Judge(this.options);
      this.judges.add(judge);
      return judge;
    }
    return least;
  }

  private drop(judge: Judge): void {
    this.goneMs += judge.spentMs;
    this.judges.delete(judge);
    this.ended = Promise.all([this.ended, judge.process.kill()]);
  }
}
