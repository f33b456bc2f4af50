/**
 * Keeps what a student types: at once in the browser's storage, a second later in the account. It never
 * overwrites a text that it has not seen: when another tab or device changed the same, both texts are kept
 * and `other` holds the second one until the student decides.
 *
 *      typed ──at once──▶ browser ──1 s──▶ account
 *                            │                │ somebody saved meanwhile
 *      another tab wrote ────┴──▶ conflict ◀──┘        keepMine() | takeOther() ──▶ typed
 *
 * Knows nothing of React, of the DOM or of the network: those are given.
 */

import { draftKey, OTHER, parseDraft, type StoredDraft } from './stored-draft';

export interface ServerDraft {
  readonly source: string;
  readonly revision: number;
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly source: string; readonly revision: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed out' }
  | { readonly kind: 'refused' };

export type DraftStatus =
  | 'saved'
  | 'saving'
  | 'local'
  | 'offline'
  | 'signedOut'
  | 'unsaved'
  | 'tooLong'
  | 'refused'
  | 'conflict'
  /** What saves in the account could not be had (simple-draft.ts). */
  | 'notLoaded';

export interface DraftState {
  readonly status: DraftStatus;
  readonly source: string;
  readonly other: ServerDraft | null;
}

export interface DraftEnvironment {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** `null`: nobody is signed in. */
  readonly userId: string | null;
  /** What is a draft of: an exercise, an attempt at a question. */
  readonly item: string;
  /** Names this tab among the browser's. */
  readonly tab: string;
  /** What it was called before it was loaded again; null when it is new, or when nobody could say. */
  readonly formerTab: string | null;
  readonly starter: string;
  /** What the account had when the page was made. */
  readonly server: ServerDraft | null;
  /** The longest text that the account keeps. */
  readonly maximumBytes: number;
  /** Saves in the account. Absent where there is none. */
  readonly save?: (source: string, baseRevision: number) => Promise<SaveOutcome>;
  /** @returns how to cancel. */
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  readonly onChange: (state: DraftState) => void;
}

const SAVE_DELAY_MS = 1_000;
const RETRY_DELAY_MS = 5_000;

/** What a visitor typed before `userId` signed in, in this browser. */
const claimedKey = (userId: string, item: string) => `runqueue:draft:visitor-now:${userId}:${item}`;

/** The account's text: no tab's. */
const fromAccount = ({ source, revision }: ServerDraft): StoredDraft => ({
  source,
  revision,
  inAccount: true,
  tab: '',
  writing: 0,
});

/**
 * Gives all that visitors typed in this browser to the first who signs in, and to nobody after.
 * A text that still waits there to be seen keeps its place.
 */
export function claimVisitorsDrafts(storage: Storage, userId: string): void {
  const prefix = draftKey(null, '');
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    if (!key?.startsWith(prefix) || key.endsWith(OTHER)) continue;
    const claimed = claimedKey(userId, key.slice(prefix.length));
    const draft = storage.getItem(key);
    if (draft === null || storage.getItem(claimed) !== null) continue;
    storage.setItem(claimed, draft);
    storage.removeItem(key);
  }
}

/** What lies in a browser of somebody's drafts whose items begin so. */
export function keptDrafts(
  storage: Pick<Storage, 'length' | 'key' | 'getItem'>,
  userId: string,
  beginning: string,
): { readonly key: string; readonly item: string; readonly revision: number; readonly inAccount: boolean }[] {
  const prefix = draftKey(userId, '');
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.flatMap((key) => {
    if (!key?.startsWith(prefix + beginning) || key.endsWith(OTHER)) return [];
    const draft = parseDraft(storage.getItem(key));
    return draft === null ? [] : [{ key, item: key.slice(prefix.length), ...draft }];
  });
}

export class DraftKeeper {
  private source: string;
  private revision = 0;
  private inAccount = false;
  private other: StoredDraft | null = null;
  private status: DraftStatus = 'local';
  /** By tab, its newest writing that this one knows: news of older ones may still be under way. */
  private readonly known = new Map<string, number>();
  private writings = 0;
  private cancelSave: () => void = () => {};
  private saving = false;
  private isForgotten = false;
  private isLeft = false;
  private readonly key: string;
  private readonly otherKey: string;
  /** A text that this student had here and went on from: the account may still hold it, or hear of it late. */
  private givenUp: string | null = null;

  constructor(private readonly environment: DraftEnvironment) {
    const { userId, item, server, starter, formerTab } = environment;
    this.key = draftKey(userId, item);
    this.otherKey = `${this.key}${OTHER}`;
    const stored = [this.read(this.key), this.read(this.otherKey)];
    const wasHere = (draft: StoredDraft | null) => draft !== null && draft.tab === formerTab;
    const [own, keptOther] = wasHere(stored[1]) && !wasHere(stored[0]) ? stored.toReversed() : stored;
    const visitors = userId === null ? null : this.read(claimedKey(userId, item));
    const local = own ?? visitors;
    if (own !== null && wasHere(own) && !own.inAccount) this.givenUp = own.source;
    for (const each of stored) if (each !== null) this.isNew(each);
    this.source = local?.source ?? server?.source ?? starter;
    this.revision = local === null ? (server?.revision ?? 0) : local.revision;
    if (server !== null) {
      if (local === null || (own?.inAccount === true && server.revision >= own.revision)) {
        this.source = server.source;
        this.revision = server.revision;
      } else if (server.revision !== local.revision && server.source !== this.source)
        this.other = fromAccount(server);
      else this.revision = server.revision;
      this.inAccount = this.source === server.source;
    }
    if (keptOther !== null && keptOther.source !== this.source) this.other ??= keptOther;
    if (own !== null && visitors !== null && visitors.source !== this.source)
      this.other ??= { ...visitors, revision: this.revision, inAccount: false };
    // A copy in the browser from the start: with the database down, the page must still find the text.
    const kept = (local !== null || server !== null) && this.write();
    if (kept && userId !== null && [this.source, this.other?.source].includes(visitors?.source))
      quietly(() => environment.storage.removeItem(claimedKey(userId, item)));
    this.settle(this.nothingToSave() ? 'saved' : 'local');
    if (!this.nothingToSave()) this.saveSoon();
  }

  get state(): DraftState {
    return { status: this.status, source: this.source, other: this.other };
  }

  /** The student typed. */
  change(source: string): void {
    if (source === this.source || this.isForgotten) return;
    this.source = source;
    this.inAccount = false;
    const kept = this.write();
    this.settle(kept ? 'local' : 'unsaved');
    if (this.tellTooLong()) this.cancelSave();
    else this.saveSoon();
  }

  /** Another tab wrote to the browser's storage. @param value what it wrote: this tab may have written again since. */
  storageChanged(key: string | null, value: string | null): void {
    if (key !== this.key || value === null || this.isForgotten) return;
    const theirs = parseDraft(value);
    if (theirs === null || theirs.tab === this.environment.tab) return;
    if (!this.isNew(theirs) || this.isPast(theirs)) return;
    const isMine = this.read(this.key)?.tab === this.environment.tab;
    this.meet(theirs, isMine ? 'mine' : 'theirs');
  }

  /**
   * Somebody saved the same in the account, as it says unasked. It replaces a text that was saved, and meets one that was
   * not; what this one is just saving meets it in the answer.
   */
  accountHas(server: ServerDraft): void {
    if (this.isForgotten || this.saving || server.revision <= this.revision) return;
    if (this.other !== null && this.other.tab !== '') return;
    if (server.source !== this.source && !this.inAccount) {
      this.meet(fromAccount(server), 'mine');
      return;
    }
    this.source = server.source;
    this.revision = server.revision;
    this.inAccount = true;
    this.other = null;
    quietly(() => this.environment.storage.removeItem(this.otherKey));
    this.write();
    this.settle('saved');
  }

  /** The page is left: what the account has anyway stays in this browser no longer. */
  tidy(): void {
    if (!this.inAccount || this.other !== null || this.read(this.key)?.tab !== this.environment.tab) return;
    quietly(() => this.environment.storage.removeItem(this.key));
  }

  /** Goes on with this tab's text; the other is given up. */
  keepMine(): void {
    if (this.other === null) return;
    this.resolve(this.source, this.other);
  }

  /** Goes on with the other text. @returns it, for the editor (where Ctrl+Z brings this one back). */
  takeOther(): string {
    if (this.other === null) return this.source;
    return this.resolve(this.other.source, this.other);
  }

  /** The network may be back: tries at once. */
  retry(): void {
    if (this.status === 'offline' || this.status === 'local') void this.saveNow();
  }

  /** The page is left: what waits for a pause of the typing goes to the account at once, and nothing more after it. */
  leave(): void {
    this.retry();
    this.isLeft = true;
    this.cancelSave();
  }

  /** What was typed has been handed in, or nobody wants it any more: nothing of it stays in this browser. */
  forget(): void {
    this.isForgotten = true;
    this.cancelSave();
    for (const key of [this.key, this.otherKey]) quietly(() => this.environment.storage.removeItem(key));
  }

  private resolve(source: string, other: StoredDraft): string {
    this.revision = Math.max(this.revision, other.revision);
    this.givenUp = source === this.source ? other.source : this.source;
    this.other = null;
    this.source = source;
    this.inAccount = false;
    quietly(() => this.environment.storage.removeItem(this.otherKey));
    this.settle(this.write() ? 'local' : 'unsaved');
    this.saveSoon();
    return source;
  }

  /** @param kept which of the two lies under the draft's key; the second key keeps the other one. */
  private meet(theirs: StoredDraft, kept: 'mine' | 'theirs'): void {
    if (theirs.source === this.source) {
      this.revision = Math.max(this.revision, theirs.revision);
      this.inAccount ||= theirs.inAccount;
      // What lies under the second key stays: a tab that decided has removed it, one that did not still needs it.
      this.other = null;
      this.settle(this.nothingToSave() ? 'saved' : 'local');
      return;
    }
    this.other = theirs;
    this.writeOther(kept === 'mine' ? this.other : this.mine());
    this.cancelSave();
    this.settle('conflict');
  }

  private nothingToSave(): boolean {
    if (this.environment.save === undefined) return false;
    return this.inAccount || (this.environment.server === null && this.revision === 0 && this.isStarter());
  }

  /** @returns whether the text is longer than the account keeps: it is then not sent at all. */
  private tellTooLong(): boolean {
    const { save, maximumBytes } = this.environment;
    if (save === undefined || this.source.length * 3 <= maximumBytes) return false;
    if (new TextEncoder().encode(this.source).length <= maximumBytes) return false;
    this.settle('tooLong');
    return true;
  }

  private isStarter(): boolean {
    return this.source === this.environment.starter;
  }

  private saveSoon(delayMs = SAVE_DELAY_MS): void {
    this.cancelSave();
    if (this.environment.save === undefined || this.other !== null || this.isLeft) return;
    this.cancelSave = this.environment.schedule(() => void this.saveNow(), delayMs);
  }

  private async saveNow(): Promise<void> {
    const { save } = this.environment;
    if (save === undefined || this.other !== null || this.inAccount) return;
    if (this.tellTooLong()) return;
    if (this.saving) return this.saveSoon();
    this.cancelSave();
    this.saving = true;
    const sent = this.source;
    this.settle('saving');
    const outcome = await save(sent, this.revision);
    this.saving = false;
    if (this.isForgotten) return;
    if (this.isLeft) {
      // The same page may be open again by now: then the text under the key is no longer this one's.
      if (outcome.kind !== 'saved' || this.read(this.key)?.tab !== this.environment.tab) return;
      this.revision = outcome.revision;
      this.inAccount = this.source === sent;
      this.write();
      return;
    }
    switch (outcome.kind) {
      case 'saved':
        this.revision = outcome.revision;
        this.inAccount = this.source === sent;
        this.keepInPlace();
        this.settle(this.inAccount ? 'saved' : 'local');
        if (!this.inAccount) this.saveSoon();
        return;
      case 'conflict':
        if (outcome.source !== this.givenUp) this.meet(fromAccount(outcome), 'mine');
        else {
          this.revision = outcome.revision;
          this.settle('local');
          this.saveSoon();
        }
        return;
      case 'unreachable':
        this.settle('offline');
        this.saveSoon(RETRY_DELAY_MS);
        return;
      case 'signed out':
        this.settle('signedOut');
        return;
      case 'refused':
        this.settle('refused');
        return;
    }
  }

  /** Writes to the browser's storage; what another tab wrote there unseen becomes `other`. @returns whether it could. */
  private write(): boolean {
    const { storage, tab } = this.environment;
    const before = this.read(this.key);
    const isOther = before !== null && before.tab !== tab && before.source !== this.source;
    if (isOther && this.isNew(before) && !this.isPast(before)) this.meet(before, 'mine');
    else if (this.other !== null) this.writeOther(this.other);
    this.writings++;
    return quietly(() => storage.setItem(this.key, JSON.stringify(this.mine())));
  }

  /** Notes a new revision where this tab's text lies: under the second key while the other tab's lies under the first. */
  private keepInPlace(): void {
    if (this.other !== null && this.read(this.key)?.tab !== this.environment.tab)
      this.writeOther(this.mine());
    else this.write();
  }

  private isNew({ tab, writing }: StoredDraft): boolean {
    if (writing <= (this.known.get(tab) ?? -1)) return false;
    this.known.set(tab, writing);
    return true;
  }

  /** The account had it before what this one was made from. */
  private isPast({ inAccount, revision }: StoredDraft): boolean {
    return inAccount && revision <= this.revision;
  }

  private mine(): StoredDraft {
    const { source, revision, inAccount, writings: writing } = this;
    return { source, revision, inAccount, tab: this.environment.tab, writing };
  }

  private writeOther(draft: StoredDraft): void {
    quietly(() => this.environment.storage.setItem(this.otherKey, JSON.stringify(draft)));
  }

  private read(key: string): StoredDraft | null {
    let value: string | null = null;
    quietly(() => {
      value = this.environment.storage.getItem(key);
    });
    return parseDraft(value);
  }

  private settle(status: DraftStatus): void {
    if (this.other !== null) this.status = 'conflict';
    else if (status === 'local' && this.environment.save === undefined) this.status = 'signedOut';
    else this.status = status;
    this.environment.onChange(this.state);
  }
}

/** Storage may be full or forbidden: then the account, or the student, must keep the text. @returns whether it went. */
function quietly(use: () => void): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}
