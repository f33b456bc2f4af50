/**
 * Packages as a worker grades them: opened when they are first asked for, the few that were used last kept open. Each has
 * a secret of its own, made from the deployment's, so that what is known of one says nothing of another.
 */
import { createHash, createHmac } from 'node:crypto';
import { versionFiles } from '../../db/package-versions';
import type { PreparedExercise } from '../library/prepared-exercise';
import type { PreparationStore } from '../library/ready-exercises';
import { UnfitExercise } from '../library/seeds';
import { PackageExercise, type PackageOptions } from '../packages/package-exercise';
import { PackageRefused } from '../packages/package-files';
import { PackageFault } from '../packages/package-process';

/** A version of a package, as it is known at its place. */
export interface PackageKey {
  readonly packageId: string;
  /** `own-3k2m8x1q9z/lifo`. */
  readonly item: string;
  readonly home: string;
  readonly version: string;
}

export interface OpenPackage {
  readonly exercise: PackageExercise;
  readonly prepared: PreparedExercise;
}

/** What is wrong with a package itself: nobody else's fault, and told to whoever asked. */
export function isFaultOfPackage(error: unknown): error is Error {
  return error instanceof PackageRefused || error instanceof PackageFault || error instanceof UnfitExercise;
}

/** Each holds a process of 100 MB or so. */
const MOST_OPEN = 3;

export class PackageWorkshop {
  /** The one that was used last comes last. */
  private readonly open = new Map<string, Promise<OpenPackage>>();
  /** In use: closed when nobody uses them any more. */
  private readonly users = new Map<Promise<OpenPackage>, number>();

  constructor(
    private readonly options: {
      readonly caseSecret: string;
      readonly graderVersion: string;
      readonly packages: Omit<PackageOptions, 'home'>;
      readonly preparations: Pick<PreparationStore, 'find' | 'keep'>;
    },
  ) {}

  /** Under which submissions to a package are graded. */
  secretOf(packageId: string): string {
    return createHmac('sha256', this.options.caseSecret).update(`package ${packageId}`).digest('hex');
  }

  /** @throws what is wrong with the package (isFaultOfPackage). */
  async use<Result>(key: PackageKey, work: (open: OpenPackage) => Promise<Result>): Promise<Result> {
    const name = `${key.item} ${key.version}`;
    const opened = this.open.get(name) ?? this.prepare(key);
    this.open.delete(name);
    this.open.set(name, opened);
    this.users.set(opened, (this.users.get(opened) ?? 0) + 1);
    opened.catch(() => this.open.get(name) === opened && this.open.delete(name));
    try {
      return await work(await opened);
    } finally {
      this.users.set(opened, (this.users.get(opened) ?? 1) - 1);
      await this.closeOldest();
    }
  }

  async close(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    for (const each of all) await end(each);
  }

  private async closeOldest(): Promise<void> {
    for (const [name, opened] of this.open) {
      if (this.open.size <= MOST_OPEN) return;
      if ((this.users.get(opened) ?? 0) > 0) continue;
      this.open.delete(name);
      this.users.delete(opened);
      await end(opened);
    }
  }

  private async prepare({ packageId, item, home, version }: PackageKey): Promise<OpenPackage> {
    const files = await versionFiles(packageId, version);
    if (files === null) throw new PackageRefused(`there is no version ${version} of it`);
    const { graderVersion, packages, preparations } = this.options;
    const caseSecret = this.secretOf(packageId);
    const exercise = await PackageExercise.open(item, files, { ...packages, home });
    try {
      const secretDigest = createHash('sha256').update(caseSecret).digest('hex');
      const key = { exercise: item, version: exercise.version, graderVersion, secretDigest };
      const prepared = await exercise.prepared(caseSecret, {
        find: () => preparations.find(key),
        keep: (preparation) => preparations.keep(key, preparation),
      });
      return { exercise, prepared };
    } catch (error) {
      await exercise.close();
      throw error;
    }
  }
}

async function end(opened: Promise<OpenPackage>): Promise<void> {
  const open = await opened.catch(() => undefined);
  await open?.exercise.close();
}
