/** What lies in the browser's storage of a draft: one tab's text under `draftKey`, in a conflict the other one under that key and OTHER. */
export interface StoredDraft {
  readonly source: string;
  /** The account's revision that this text was made from; 0 when there was none. */
  readonly revision: number;
  /** Whether the account has exactly this text. */
  readonly inAccount: boolean;
  /** Whose text it is. */
  readonly tab: string;
  /** Counts the writings of that tab. */
  readonly writing: number;
}

export const draftKey = (userId: string | null, item: string) =>
  `runqueue:draft:${userId ?? 'visitor'}:${item}`;

/** Behind the key. */
export const OTHER = ':other';

/** @returns null where it is not ours, or cut off: as if nothing stood there. */
export function parseDraft(value: string | null): StoredDraft | null {
  try {
    const record = JSON.parse(value ?? 'null') as Partial<StoredDraft> | null;
    if (typeof record?.source !== 'string' || typeof record.revision !== 'number') return null;
    return {
      source: record.source,
      revision: record.revision,
      inAccount: record.inAccount === true,
      tab: String(record.tab),
      writing: Number(record.writing ?? 0),
    };
  } catch {
    return null;
  }
}
