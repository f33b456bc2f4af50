/**
 * The exercises of a grader, ready to grade. To prepare one takes seconds of runs (seeds.ts), so what was found out is
 * kept for all graders, and each finds it out only where nobody has yet.
 *
 *      get(id)        a submission waits: prepared at once
 *      prepareAll()   in the background, one after the other; stands back while this grader has a submission to
 *                     grade, unless that one waits for it, and rests as long as it works
 *
 * Either way other work of this process goes on between two runs, and a preparation is kept whole or not at all.
 */
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { contractValues } from './bundle-solution';
import { loadExercise } from './exercise-library';
import { runnerHere } from './own-runner';
import {
  type ExerciseToPrepare,
  exercisePrograms,
  type Preparation,
  type PreparedExercise,
  preparationOf,
  preparedWith,
} from './prepared-exercise';
import { letOthersGoOn } from './seeds';

/** What all graders of these versions and this secret share. */
export interface PreparationScope {
  readonly graderVersion: string;
  /** SHA-256 of the secret. */
  readonly secretDigest: string;
}

export interface PreparationKey extends PreparationScope {
  readonly exercise: string;
  readonly version: string;
}

/** Where preparations are kept beyond this process. */
export interface PreparationStore {
  all(
    scope: PreparationScope,
  ): Promise<readonly (Preparation & Pick<PreparationKey, 'exercise' | 'version'>)[]>;
  find(key: PreparationKey): Promise<Preparation | undefined>;
  keep(key: PreparationKey, preparation: Preparation): Promise<void>;
}

export interface ReadyExercisesOptions {
  readonly caseSecret: string;
  readonly graderVersion: string;
  readonly versionOf: (id: string) => Promise<string>;
  /** Without one, each process finds everything out itself. */
  readonly store?: PreparationStore;
  /** Told what went wrong without a submission that waits for it: the store, an exercise that cannot be prepared. */
  readonly onFault?: (detail: string, error: unknown) => void;
}

/** One exercise, prepared or at it. */
interface Entry {
  readonly prepared: Promise<PreparedExercise>;
  /** A submission waits for it. */
  isWanted: boolean;
}

export class ReadyExercises {
  private readonly entries = new Map<string, Entry>();
  /** `exercise version`: found in the store when prepareAll() looked. */
  private readonly found = new Map<string, Preparation>();
  private readonly scope: PreparationScope;
  private readonly ending = new AbortController();
  /** `change`: something that the background waits for may be so now. */
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private gradings = 0;

  constructor(private readonly options: ReadyExercisesOptions) {
    const secretDigest = createHash('sha256').update(options.caseSecret).digest('hex');
    this.scope = { graderVersion: options.graderVersion, secretDigest };
  }

  /** @throws UnfitExercise, and the reason of the end when close() came first. */
  get(id: string): Promise<PreparedExercise> {
    const entry = this.entry(id, true);
    entry.isWanted = true;
    this.changes.emit('change');
    return entry.prepared;
  }

  /** Prepares what is not prepared yet, in this order. Ends with close(); never rejects. */
  async prepareAll(ids: readonly string[]): Promise<void> {
    try {
      for (const row of (await this.options.store?.all(this.scope)) ?? [])
        this.found.set(`${row.exercise} ${row.version}`, row);
    } catch (error) {
      this.fault('preparations could not be read', error);
    }
    for (const id of ids) {
      if (this.ending.signal.aborted) return;
      await this.entry(id, false).prepared.catch((error: unknown) => {
        if (!this.ending.signal.aborted) this.fault(`${id} could not be prepared`, error);
      });
    }
    this.found.clear();
  }

  /** The background stands back meanwhile. */
  async whileGrading<T>(grade: () => Promise<T>): Promise<T> {
    this.gradings++;
    try {
      return await grade();
    } finally {
      this.gradings--;
      this.changes.emit('change');
    }
  }

  /** Ends every preparation at its next run. */
  close(): void {
    this.ending.abort(new Error('the grader was closed'));
  }

  private entry(id: string, isWanted: boolean): Entry {
    const existing = this.entries.get(id);
    if (existing !== undefined) return existing;
    const pause = this.pauseOf(() => entry.isWanted);
    const entry: Entry = { isWanted, prepared: letOthersGoOn().then(() => this.prepare(id, pause)) };
    this.entries.set(id, entry);
    // Tried anew when it is asked for again.
    entry.prepared.catch(() => this.entries.delete(id));
    return entry;
  }

  private async prepare(id: string, pause: () => Promise<void>): Promise<PreparedExercise> {
    const { caseSecret, versionOf, store } = this.options;
    await pause();
    const [exercise, version, values] = await Promise.all([
      loadExercise(id),
      versionOf(id),
      contractValues(id),
    ]);
    const parts: ExerciseToPrepare = {
      ...{ exercise, version, contractValues: values },
      runner: runnerHere(exercise),
    };
    const key = { ...this.scope, exercise: id, version };
    const kept =
      this.found.get(`${id} ${version}`) ??
      (await store
        ?.find(key)
        .catch((error: unknown) => this.fault('a preparation could not be read', error)));
    if (kept !== undefined) return preparedWith(parts, caseSecret, kept);
    const preparation = await preparationOf(await exercisePrograms(id, version), caseSecret, pause);
    await store
      ?.keep(key, preparation)
      .catch((error: unknown) => this.fault('a preparation could not be kept', error));
    return preparedWith(parts, caseSecret, preparation);
  }

  /** What a preparation awaits between two runs. @param isWanted whether a submission waits for it. */
  private pauseOf(isWanted: () => boolean): () => Promise<void> {
    const { signal } = this.ending;
    let workingSinceMs = performance.now();
    return async () => {
      const workedMs = performance.now() - workingSinceMs;
      await letOthersGoOn();
      if (!isWanted()) {
        const rested = new AbortController();
        const changed = once(this.changes, 'change', { signal: rested.signal }).catch(() => undefined);
        await Promise.race([changed, delay(workedMs, undefined, { signal: rested.signal })]);
        rested.abort();
      }
      while (!isWanted() && this.gradings > 0) await once(this.changes, 'change', { signal });
      signal.throwIfAborted();
      workingSinceMs = performance.now();
    };
  }

  private fault(detail: string, error: unknown): undefined {
    this.options.onFault?.(detail, error);
    return undefined;
  }
}
