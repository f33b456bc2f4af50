/** Guarantee: where the script that keeps drafts cannot be had, no typed text is lost, nor overwritten unseen. */
import { afterEach, expect, test, vi } from 'vitest';
import { DraftKeeper, type DraftState } from './draft-keeper';
import { simpleDraft } from './simple-draft';
import { draftKey } from './stored-draft';

const KEY = draftKey('ada', 'a/b');
const ada = { kind: 'user', id: 'ada' } as const;

afterEach(() => void vi.unstubAllGlobals());

/** A browser, and a page in it whose script of drafts is missing. */
function page(server: { source: string; revision: number } | null = null, before?: object) {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal('window', { localStorage: storage });
  if (before !== undefined) kept.set(KEY, JSON.stringify(before));
  let state: DraftState | undefined;
  const given = { item: 'a/b', starter: 'starter', owner: ada, server };
  const draft = simpleDraft(given, (told) => {
    state = told;
  });
  /** The page is loaded again, with its script. */
  const again = () =>
    new DraftKeeper({
      ...{ storage, userId: 'ada', item: 'a/b', tab: 'new', formerTab: null, starter: 'starter', server },
      ...{ maximumBytes: 100, schedule: () => () => {}, onChange() {} },
      save: async () => ({ kind: 'unreachable' }),
    });
  return { storage, draft, again, state: () => state };
}

test('it begins with what the browser keeps, else with the account’s, else with the starter', () => {
  const mine = { source: 'mine', revision: 3, inAccount: false, tab: 'old', writing: 4 };
  const server = { source: 'account', revision: 3 };
  expect(page(server, mine).state()?.source).toBe('mine');
  expect(page(server, { ...mine, inAccount: true }).state()?.source).toBe('account');
  expect(page(null, { ...mine, inAccount: true }).state()?.source).toBe('mine');
  expect(page(server).state()?.source).toBe('account');
  expect(page().state()).toEqual({ status: 'notLoaded', source: 'starter', other: null });
});

test('what is typed is found when the page is loaded again, and saved then', () => {
  const { draft, again, state } = page({ source: 'account', revision: 3 });
  draft.change('typed');
  expect(state()?.status).toBe('notLoaded');
  expect(again().state).toEqual({ status: 'local', source: 'typed', other: null });
});

test('another tab that wrote meanwhile is not overwritten: both texts are there again', () => {
  const { storage, draft, again } = page();
  storage.setItem(KEY, JSON.stringify({ source: 'theirs', revision: 0, inAccount: false, tab: 'two' }));
  draft.change('typed');
  draft.change('typed on');
  const { source, other } = again().state;
  expect([source, other?.source]).toEqual(['typed on', 'theirs']);
});

test('a browser that keeps nothing is told of', () => {
  const { storage, draft, state } = page();
  storage.setItem = () => {
    throw new Error('full');
  };
  draft.change('typed');
  expect(state()).toEqual({ status: 'unsaved', source: 'typed', other: null });
});
