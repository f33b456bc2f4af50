/**
 * The processes that hold a package and judge: as many as may work at once, each started when all others are busy, and
 * replaced when it ended or has worked for long.
 */
import { WAITING_FACTOR } from '../confine/watchdog';
import { PackageFault, PackageProcess } from './package-process';

/** Processor time for loading a package's modules. */
export const LOAD_MS = 5_000;

export interface JudgeProcessesOptions {
  /** package.cjs, as buildPackageChild() made it. */
  readonly childPath: string;
  readonly script: string;
  /** Processor time that loading its modules may take. */
  readonly loadMs?: number;
  /** Most at once. */
  readonly width: number;
}

export class JudgeProcesses {
  private readonly idle: PackageProcess[] = [];
  private readonly all = new Set<PackageProcess>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private isClosed = false;
  private spent = 0;

  constructor(private readonly options: JudgeProcessesOptions) {}

  /** @param limitMs processor time that the answer may take. @throws PackageFault */
  ask(method: string, given: unknown, limitMs: number, bytes?: Uint8Array) {
    return this.inOne((process) => process.ask(method, given, limitMs, bytes));
  }

  /** For other processes of this package. @throws PackageFault */
  codeCache(): Promise<Uint8Array> {
    return this.inOne((process) => process.codeCache(this.options.loadMs ?? LOAD_MS));
  }

  private async inOne<Result>(use: (process: PackageProcess) => Promise<Result>): Promise<Result> {
    while (this.busy >= this.options.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.busy++;
    try {
      const process = await this.ready();
      const startedMs = performance.now();
      const before = process.processorMs;
      try {
        return await use(process);
      } finally {
        const now = process.processorMs;
        const waitedMs = (performance.now() - startedMs) / WAITING_FACTOR;
        this.spent += Math.max(waitedMs, now === undefined || before === undefined ? 0 : now - before);
        this.idle.push(process);
      }
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  /** Processor time of all answers so far, or a part of what they took on the clock where that is more. */
  get spentMs(): number {
    return this.spent;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.all].map((each) => each.kill()));
  }

  private async ready(): Promise<PackageProcess> {
    for (let process = this.idle.pop(); process !== undefined; process = this.idle.pop()) {
      if (process.isUsable) return process;
      this.all.delete(process);
      await process.kill();
    }
    if (this.isClosed) throw new PackageFault('died', 'it was closed');
    const { childPath, script, loadMs = LOAD_MS } = this.options;
    const process = new PackageProcess(childPath);
    this.all.add(process);
    try {
      await process.load(script, loadMs);
      return process;
    } catch (error) {
      this.all.delete(process);
      await process.kill();
      throw error;
    }
  }
}
