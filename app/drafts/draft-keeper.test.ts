/** Guarantee: whatever happens to network, tabs and account, no typed text is overwritten unseen. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../simulator/engine/random';
import {
  claimVisitorsDrafts,
  DraftKeeper,
  type DraftState,
  type SaveOutcome,
  type ServerDraft,
} from './draft-keeper';
import { draftKey } from './stored-draft';

const STARTER = 'starter';
const MAXIMUM_BYTES = 100;

/** The browser's storage, an account and a clock that runs when it is told to. */
function world(server: ServerDraft | null = null) {
  const stored = new Map<string, string>();
  const account = { draft: server, reachable: true, takes: true };
  /** By tab, what the others wrote and it has not heard of yet. */
  const unheard = new Map<string, { key: string; value: string }[]>();
  const storageOf = (tab: string) => ({
    get length() {
      return stored.size;
    },
    key: (index: number) => [...stored.keys()][index] ?? null,
    clear: () => stored.clear(),
    getItem: (key: string) => stored.get(key) ?? null,
    setItem(key: string, value: string) {
      stored.set(key, value);
      for (const [other, events] of unheard) if (other !== tab) events.push({ key, value });
    },
    removeItem: (key: string) => void stored.delete(key),
  });
  const save = async (source: string, baseRevision: number): Promise<SaveOutcome> => {
    if (!account.reachable) return { kind: 'unreachable' };
    if (!account.takes) return { kind: 'refused' };
    const { draft } = account;
    if (draft !== null && draft.revision !== baseRevision && draft.source !== source)
      return { kind: 'conflict', ...draft };
    account.draft = { source, revision: (draft?.revision ?? 0) + 1 };
    return { kind: 'saved', revision: account.draft.revision };
  };
  const open = (tab: string, userId: string | null = 'ada', formerTab: string | null = null) => {
    if (userId !== null) claimVisitorsDrafts(storageOf(tab), userId);
    let scheduled: (() => void) | undefined;
    const states: DraftState[] = [];
    unheard.set(tab, []);
    const keeper = new DraftKeeper({
      storage: storageOf(tab),
      userId,
      item: 'a/b',
      tab,
      formerTab,
      maximumBytes: MAXIMUM_BYTES,
      starter: STARTER,
      server: userId === null ? null : account.draft,
      save: userId === null ? undefined : save,
      schedule: (run) => {
        scheduled = run;
        return () => {
          scheduled = undefined;
        };
      },
      onChange: (state) => states.push(state),
    });
    const wait = async () => {
      scheduled?.();
      await new Promise(setImmediate);
    };
    const hear = () =>
      keeper.storageChanged(draftKey(userId, 'a/b'), stored.get(draftKey(userId, 'a/b')) ?? null);
    /** Hears of the writings of others in their order, of one at a time. */
    const hearNext = () => {
      const event = unheard.get(tab)?.shift();
      if (event !== undefined) keeper.storageChanged(event.key, event.value);
    };
    const isWaiting = () => scheduled !== undefined;
    return { keeper, wait, hear, hearNext, isWaiting, states };
  };
  return { open, account, stored };
}

describe('one tab', () => {
  it('keeps what is typed in the browser at once and in the account a moment later', async () => {
    const { open, account, stored } = world();
    const { keeper, wait } = open('one');
    expect(keeper.state).toMatchObject({ source: STARTER, status: 'saved' });
    keeper.change('typed');
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('typed');
    expect(keeper.state.status).toBe('local');
    await wait();
    expect(keeper.state.status).toBe('saved');
    expect(account.draft).toEqual({ source: 'typed', revision: 1 });
  });

  it('finds the text again after a reload, also one that never reached the account', () => {
    const { open, account } = world();
    account.reachable = false;
    open('one').keeper.change('typed');
    expect(open('two').keeper.state.source).toBe('typed');
  });

  it('says that the site cannot be reached, and saves when it is back', async () => {
    const { open, account } = world();
    const { keeper, wait } = open('one');
    account.reachable = false;
    keeper.change('typed');
    await wait();
    expect(keeper.state.status).toBe('offline');
    account.reachable = true;
    keeper.retry();
    await wait();
    expect(account.draft?.source).toBe('typed');
    expect(keeper.state.status).toBe('saved');
  });

  it('saves what was typed while a save was under way', async () => {
    const { open, account } = world();
    const { keeper, wait } = open('one');
    keeper.change('first');
    const saving = wait();
    keeper.change('second');
    await saving;
    await wait();
    await wait();
    expect(account.draft?.source).toBe('second');
  });

  it('takes what a visitor typed along when he signs in', () => {
    const { open } = world();
    open('one', null).keeper.change('typed as a visitor');
    expect(open('two').keeper.state.source).toBe('typed as a visitor');
  });

  it("gives a visitor's text to the first who signs in, and to nobody after", () => {
    const { open, stored } = world();
    open('one', null).keeper.change('typed as a visitor');
    expect(open('two', 'ada').keeper.state.source).toBe('typed as a visitor');
    expect(open('three', 'bob').keeper.state).toMatchObject({ source: STARTER, other: null });
    expect(open('four', null).keeper.state.source).toBe(STARTER);
    expect(open('five', 'ada').keeper.state.source).toBe('typed as a visitor');
    expect([...stored.values()].join().split('typed as a visitor')).toHaveLength(2);
  });

  it("keeps a visitor's text of another exercise for who signed in first, until it is opened", () => {
    const { open, stored } = world();
    stored.set(draftKey(null, 'c/d'), JSON.stringify({ source: 'elsewhere', revision: 0 }));
    open('one', 'ada');
    open('two', 'bob');
    expect([...stored.keys()].filter((key) => key.includes('c/d'))).toEqual([
      'runqueue:draft:visitor-now:ada:c/d',
    ]);
  });

  it('tells of a text that is too long at once, and does not send it', async () => {
    const { open, account, stored } = world();
    const { keeper, wait, isWaiting } = open('one');
    keeper.change('ä'.repeat(MAXIMUM_BYTES / 2));
    expect(keeper.state.status).toBe('local');
    keeper.change('ä'.repeat(MAXIMUM_BYTES / 2 + 1));
    expect(keeper.state.status).toBe('tooLong');
    expect(isWaiting()).toBe(false);
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('ää');
    keeper.retry();
    keeper.change('short again');
    await wait();
    expect(account.draft?.source).toBe('short again');
  });

  it('saves at once what waits when the page is left, and nothing after', async () => {
    const { open, account, stored } = world();
    const { keeper, isWaiting } = open('one');
    keeper.change('typed');
    keeper.leave();
    await new Promise(setImmediate);
    expect(account.draft).toEqual({ source: 'typed', revision: 1 });
    expect(JSON.parse(stored.get(draftKey('ada', 'a/b')) ?? '')).toMatchObject({
      revision: 1,
      inAccount: true,
    });
    account.reachable = false;
    const two = open('two', 'ada', 'one');
    two.keeper.change('typed more');
    two.keeper.leave();
    await new Promise(setImmediate);
    expect([isWaiting(), two.isWaiting()]).toEqual([false, false]);
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('typed more');
  });

  it('goes on with a page that is opened again while the one before still saves', async () => {
    const { open, account, stored } = world();
    const one = open('one');
    one.keeper.change('typed');
    // Both pages were made before the account had it.
    const before = account.draft;
    const two = (() => {
      one.keeper.leave();
      const made = account.draft;
      account.draft = before;
      const opened = open('two', 'ada', 'one');
      account.draft = made;
      return opened;
    })();
    two.keeper.change('typed more');
    await new Promise(setImmediate);
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('typed more');
    await two.wait();
    await two.wait();
    expect(two.keeper.state).toMatchObject({ status: 'saved', source: 'typed more', other: null });
    expect(account.draft?.source).toBe('typed more');
  });

  it('what was handed in leaves nothing in the browser, whatever is still under way', async () => {
    const { open, stored } = world();
    const { keeper, wait, hear, isWaiting } = open('one');
    keeper.change('typed');
    const saving = wait();
    keeper.change('typed more');
    keeper.forget();
    await saving;
    hear();
    keeper.change('too late');
    expect([stored.size, isWaiting()]).toEqual([0, false]);
  });

  it('says so when the account takes nothing more, and sends it no more', async () => {
    const { open, account, stored } = world();
    const { keeper, wait, isWaiting } = open('one');
    account.takes = false;
    keeper.change('typed');
    await wait();
    expect(keeper.state).toMatchObject({ status: 'refused', source: 'typed' });
    expect(isWaiting()).toBe(false);
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('typed');
  });

  it("offers a visitor's text as the other one when the account has a draft", () => {
    const { open } = world({ source: 'in the account', revision: 3 });
    open('one', null).keeper.change('typed as a visitor');
    const { state } = open('two').keeper;
    expect([state.source, state.other?.source].sort()).toEqual(['in the account', 'typed as a visitor']);
  });

  it('keeps the text in the browser from the start, for a page that cannot ask the account', () => {
    const { open, stored } = world({ source: 'in the account', revision: 3 });
    open('one');
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('in the account');
  });
});

describe('two tabs or devices', () => {
  it('shows both the conflict, and loses neither text by a reload', () => {
    const { open } = world();
    const one = open('one');
    const two = open('two');
    one.keeper.change('from one');
    two.keeper.change('from two');
    one.hear();
    expect(one.keeper.state).toMatchObject({
      status: 'conflict',
      source: 'from one',
      other: { source: 'from two' },
    });
    expect(two.keeper.state).toMatchObject({
      status: 'conflict',
      source: 'from two',
      other: { source: 'from one' },
    });
    const reloaded = open('three').keeper.state;
    expect([reloaded.source, reloaded.other?.source].sort()).toEqual(['from one', 'from two']);
  });

  it('loses neither text when one tab hears of the other only after it has written again', async () => {
    const { open, stored } = world();
    const first = open('first');
    const second = open('second');
    const key = draftKey('ada', 'a/b');
    first.keeper.change('ours');
    second.hear();
    const saving = first.wait();
    second.keeper.change('theirs');
    const late = stored.get(key) ?? null;
    await saving; // notes the new revision: writes
    second.hear();
    first.keeper.storageChanged(key, late);
    for (const { state } of [first.keeper, second.keeper, open('second').keeper])
      expect([state.source, state.other?.source].sort()).toEqual(['ours', 'theirs']);
  });

  it('does not save over another device, until the student decides', async () => {
    const { open, account } = world({ source: 'old', revision: 1 });
    const { keeper, wait } = open('one');
    account.draft = { source: 'from the phone', revision: 2 };
    keeper.change('from here');
    await wait();
    expect(keeper.state).toMatchObject({ status: 'conflict', other: { source: 'from the phone' } });
    keeper.change('from here, more');
    await wait();
    expect(account.draft?.source).toBe('from the phone');
    keeper.keepMine();
    await wait();
    expect(account.draft).toEqual({ source: 'from here, more', revision: 3 });
    expect(keeper.state).toMatchObject({ status: 'saved', other: null });
  });

  it('takes the other text when it is chosen', async () => {
    const { open, account } = world({ source: 'old', revision: 1 });
    const { keeper, wait } = open('one');
    account.draft = { source: 'from the phone', revision: 2 };
    keeper.change('from here');
    await wait();
    expect(keeper.takeOther()).toBe('from the phone');
    await wait();
    expect(keeper.state).toMatchObject({ status: 'saved', source: 'from the phone', other: null });
    expect(account.draft?.source).toBe('from the phone');
  });

  it('ends the conflict in the other tab when both have the same text', () => {
    const { open } = world();
    const one = open('one');
    const two = open('two');
    one.keeper.change('from one');
    two.hear();
    expect(two.keeper.state.status).toBe('conflict');
    two.keeper.takeOther();
    one.hear();
    expect(one.keeper.state.other).toBeNull();
  });

  it('has the last text of each tab in the browser or in the account, whatever happens in which order', async () => {
    for (let seed = 1; seed <= 500; seed++) {
      const random = new Random(seed);
      const { open, account, stored } = world();
      const tabs = ['one', 'two'].map((name) => ({ name, ...open(name), typed: STARTER }));
      const saves: Promise<void>[] = [];
      const steps: string[] = [];
      for (let step = 0; step < 12; step++) {
        const tab = random.pick(tabs);
        const what = random.pick(['types', 'hears', 'saves', 'is answered']);
        steps.push(`${tab.name} ${what}`);
        if (what === 'types') {
          tab.typed = `${tab.name} ${step}`;
          tab.keeper.change(tab.typed);
        } else if (what === 'hears') tab.hearNext();
        else if (what === 'saves') saves.push(tab.wait());
        else await saves.shift();
        const kept = [...stored.values(), JSON.stringify(account.draft)].join();
        for (const { typed } of tabs)
          if (typed !== STARTER && !kept.includes(typed))
            throw new Error(`${typed} is lost: ${steps.join(', ')}`);
      }
      await Promise.all(saves);
    }
  });

  it('keeps its own text as the own one over a reload, whichever lies where', async () => {
    const { open, stored } = world();
    const one = open('one');
    const two = open('two');
    one.keeper.change('from one');
    const saving = one.wait();
    two.keeper.change('from two');
    one.hear();
    await saving;
    two.hear();
    expect(stored.get(draftKey('ada', 'a/b'))).toContain('from two');
    for (const [former, mine, theirs] of [
      ['one', 'from one', 'from two'],
      ['two', 'from two', 'from one'],
    ])
      expect(open(`${former} again`, 'ada', former).keeper.state).toMatchObject({
        source: mine,
        other: { source: theirs },
      });
  });

  it('saves what was chosen although the account holds the text that was given up', async () => {
    for (const keeps of [true, false]) {
      const { open, account } = world();
      const one = open('one');
      const two = open('two');
      one.keeper.change('from one');
      const saving = one.wait();
      two.keeper.change('from two');
      await saving; // the account has it, and two does not know
      two.hear();
      one.hear();
      const again = open('two again', 'ada', 'two');
      account.draft = { source: keeps ? 'from one' : 'from two', revision: 7 };
      if (keeps) again.keeper.keepMine();
      else again.keeper.takeOther();
      await again.wait();
      await again.wait();
      expect(account.draft.source).toBe(keeps ? 'from two' : 'from one');
      expect(again.keeper.state).toMatchObject({ status: 'saved', other: null });
    }
  });

  it('loses neither text by the reload of a tab whose name is not known', () => {
    const { open } = world();
    const one = open('one');
    const two = open('two');
    one.keeper.change('from one');
    two.keeper.change('from two');
    one.hearNext();
    const again = open('again');
    for (const each of [one, again]) for (let i = 0; i < 5; i++) each.hearNext();
    const { state } = open('last').keeper;
    expect([state.source, state.other?.source].sort()).toEqual(['from one', 'from two']);
  });
});
