/**
 * The draft of a package in somebody's browser: its files, each kept as a student's draft is (drafts/draft-keeper.ts)
 * once it is typed in, and what others save meanwhile.
 *
 *      typed ──▶ DraftKeeper of the file ──1 s──▶ site        somebody saved the same ──▶ conflict: keepMine, takeOther
 *      news of the site ──▶ files that nobody types in here are as they are there
 *
 * Knows nothing of React, of the DOM or of the network: those are given.
 */
import { DraftKeeper, type DraftState, keptDrafts, type SaveOutcome } from '../drafts/draft-keeper';

export interface ServerFile {
  readonly path: string;
  readonly text: string;
  readonly revision: number;
  /** Who saved it last. */
  readonly by: string;
}

/** What changed since a revision. */
export interface DraftNews {
  readonly revision: number;
  /** Of all files that there are. */
  readonly paths: readonly string[];
  readonly changed: readonly ServerFile[];
}

export type FileSaved =
  | { readonly kind: 'saved'; readonly revision: number }
  /** `text` null: it was removed. */
  | {
      readonly kind: 'conflict';
      readonly text: string | null;
      readonly revision: number;
      readonly by: string;
    }
  | { readonly kind: 'failed'; readonly as: SaveOutcome; readonly message: string };

export interface DraftFileView {
  readonly path: string;
  readonly text: string;
  /** Undefined: as it is on the site. */
  readonly state: DraftState | undefined;
  /** Of what somebody else saved meanwhile. */
  readonly other: { readonly text: string | null; readonly by: string } | null;
}

interface Entry {
  /** Null: the site has none. */
  server: ServerFile | null;
  keeper?: DraftKeeper;
  state?: DraftState;
  /** Somebody else removed it while it was changed here. */
  isRemoved: boolean;
  otherBy: string;
  sending: Promise<unknown>;
}

export interface PackageDraftEnvironment {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'length' | 'key'>;
  readonly userId: string;
  readonly packageId: string;
  readonly tab: string;
  readonly formerTab: string | null;
  readonly files: readonly ServerFile[];
  readonly revision: number;
  readonly maximumBytes: number;
  readonly save: (path: string, text: string | null, baseRevision: number) => Promise<FileSaved>;
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  readonly onChange: () => void;
}

/** Null: done; else why not, for the screen. */
export type Refused = { readonly message: string } | { readonly by: string } | null;

export class PackageDraft {
  private readonly entries = new Map<string, Entry>();
  private known: number;

  constructor(private readonly environment: PackageDraftEnvironment) {
    const { storage, userId, packageId, files } = environment;
    this.known = environment.revision;
    for (const file of files) this.entries.set(file.path, entryOf(file));
    const beginning = `${packageId}:`;
    for (const { key, item, revision, inAccount } of keptDrafts(storage, userId, beginning)) {
      const path = item.slice(beginning.length);
      const server = this.entries.get(path)?.server ?? null;
      // The site had it, and may have let it go since.
      if (inAccount && (server === null || server.revision >= revision)) storage.removeItem(key);
      else this.keeperOf(path);
    }
  }

  /** Of the news that are known. */
  get revision(): number {
    return this.known;
  }

  /** By path. */
  files(): DraftFileView[] {
    return [...this.entries]
      .map(([path, entry]) => ({
        ...{ path, text: textOf(entry), state: entry.state },
        other: otherOf(entry),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  textOf(path: string): string | undefined {
    const entry = this.entries.get(path);
    return entry === undefined ? undefined : textOf(entry);
  }

  /** Somebody typed here. */
  change(path: string, text: string): void {
    const entry = this.entries.get(path);
    if (entry === undefined || text === textOf(entry)) return;
    this.keeperOf(path).change(text);
  }

  keepMine(path: string): void {
    this.entries.get(path)?.keeper?.keepMine();
  }

  /** Where the other removed it, it is gone here too. */
  takeOther(path: string): void {
    const entry = this.entries.get(path);
    if (entry === undefined) return;
    if (entry.isRemoved) this.drop(path);
    else entry.keeper?.takeOther();
    this.environment.onChange();
  }

  async add(path: string, text = ''): Promise<Refused> {
    const saved = await this.environment.save(path, text, 0);
    if (saved.kind === 'failed') return { message: saved.message };
    if (saved.kind === 'conflict') return { by: saved.by };
    this.entries.set(path, entryOf({ path, text, revision: saved.revision, by: '' }));
    this.environment.onChange();
    return null;
  }

  async rename(from: string, to: string): Promise<Refused> {
    const text = this.textOf(from);
    if (text === undefined) return null;
    return (await this.add(to, text)) ?? this.remove(from);
  }

  /** Not when somebody changed it since: his text is shown here first. */
  async remove(path: string): Promise<Refused> {
    const entry = this.entries.get(path);
    if (entry === undefined) return null;
    await entry.sending;
    if (entry.server !== null) {
      const saved = await this.environment.save(path, null, entry.server.revision);
      if (saved.kind === 'failed') return { message: saved.message };
      if (saved.kind === 'conflict' && saved.text !== null) {
        this.meet(entry, { path, text: saved.text, revision: saved.revision, by: saved.by });
        this.environment.onChange();
        return { by: saved.by };
      }
    }
    this.drop(path);
    this.environment.onChange();
    return null;
  }

  /** What the site told unasked. */
  hear({ revision, paths, changed }: DraftNews): void {
    if (revision < this.known) return;
    this.known = revision;
    for (const file of changed) {
      const entry = this.entries.get(file.path);
      if (entry === undefined) this.entries.set(file.path, entryOf(file));
      else if ((entry.server?.revision ?? 0) < file.revision) this.meet(entry, file);
    }
    for (const [path, { server, state }] of this.entries) {
      // Not there yet when it was asked, or never.
      const isNewer = server === null || server.revision > revision;
      if (isNewer || paths.includes(path)) continue;
      // What was changed here is kept: the site says that it is gone when it is saved.
      if (state === undefined || state.status === 'saved') this.drop(path);
    }
    this.environment.onChange();
  }

  /** Another tab wrote to the browser's storage. Where nothing waits to be saved here, the site tells what that one saved. */
  storageChanged(key: string | null, value: string | null): void {
    for (const { keeper, state } of this.entries.values())
      if (state?.status !== 'saved') keeper?.storageChanged(key, value);
  }

  /** The network may be back. */
  retry(): void {
    for (const { keeper } of this.entries.values()) keeper?.retry();
  }

  /** The page is left, perhaps for a moment only. */
  tidy(): void {
    for (const { keeper } of this.entries.values()) keeper?.tidy();
  }

  /** The page is left for good: what was typed last is on its way. */
  leave(): void {
    for (const { keeper } of this.entries.values()) {
      keeper?.leave();
      keeper?.tidy();
    }
  }

  private meet(entry: Entry, file: ServerFile): void {
    entry.otherBy = file.by;
    entry.isRemoved = false;
    entry.server = file;
    entry.keeper?.accountHas({ source: file.text, revision: file.revision });
  }

  private drop(path: string): void {
    this.entries.get(path)?.keeper?.forget();
    this.entries.delete(path);
  }

  private keeperOf(path: string): DraftKeeper {
    const entry = this.entries.get(path) ?? entryOf(null);
    this.entries.set(path, entry);
    const { userId, packageId, storage, tab, formerTab, maximumBytes, schedule, onChange } = this.environment;
    entry.keeper ??= new DraftKeeper({
      ...{ userId, storage, tab, formerTab, maximumBytes, schedule },
      item: `${packageId}:${path}`,
      starter: '',
      server: entry.server === null ? null : { source: entry.server.text, revision: entry.server.revision },
      save: (source, baseRevision) => {
        const sending = this.send(path, entry, source, baseRevision);
        entry.sending = sending;
        return sending;
      },
      onChange: (state) => {
        entry.state = state;
        onChange();
      },
    });
    return entry.keeper;
  }

  private async send(path: string, entry: Entry, text: string, baseRevision: number): Promise<SaveOutcome> {
    const saved = await this.environment.save(path, text, entry.isRemoved ? 0 : baseRevision);
    if (saved.kind === 'failed') return saved.as;
    const { revision } = saved;
    if (saved.kind === 'saved') {
      const news = entry.server;
      entry.isRemoved = false;
      if (news !== null && news.revision > revision)
        // Somebody saved again before this answer came.
        this.environment.schedule(() => this.meet(entry, news), 0);
      else entry.server = { path, text, revision, by: '' };
      return { kind: 'saved', revision };
    }
    entry.otherBy = saved.by;
    entry.isRemoved = saved.text === null;
    entry.server = saved.text === null ? null : { path, text: saved.text, revision, by: saved.by };
    // A removed file has no revision: what is kept instead begins anew.
    return {
      kind: 'conflict',
      source: saved.text ?? '',
      revision: saved.text === null ? baseRevision : revision,
    };
  }
}

const entryOf = (server: ServerFile | null): Entry => ({
  server,
  isRemoved: false,
  otherBy: server?.by ?? '',
  sending: Promise.resolve(),
});

const textOf = ({ server, state }: Entry): string => state?.source ?? server?.text ?? '';

function otherOf({ state, isRemoved, otherBy }: Entry): DraftFileView['other'] {
  if (!state?.other) return null;
  return { text: isRemoved ? null : state.other.source, by: otherBy };
}
