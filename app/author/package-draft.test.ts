/** Guarantee: of what two authors type at once, in the same file or not, nothing is overwritten or removed unseen. */
import { describe, expect, it } from 'vitest';
import { type DraftNews, type FileSaved, PackageDraft, type ServerFile } from './package-draft';

/** The site's draft as db/package-drafts.ts keeps it, and authors with a browser each. */
function site(texts: Readonly<Record<string, string>>) {
  let revision = 1;
  const files = new Map<string, ServerFile>();
  for (const [path, text] of Object.entries(texts)) files.set(path, { path, text, revision, by: 'nobody' });
  const news = (since: number): DraftNews => ({
    revision,
    paths: [...files.keys()],
    changed: [...files.values()].filter((file) => file.revision > since),
  });
  const open = (by: string, stored = new Map<string, string>()) => {
    const waiting: (() => void)[] = [];
    const save = async (path: string, text: string | null, base: number): Promise<FileSaved> => {
      const before = files.get(path);
      if ((before?.text ?? null) === text) return { kind: 'saved', revision: before?.revision ?? 0 };
      if ((before?.revision ?? 0) !== base)
        return {
          kind: 'conflict',
          text: before?.text ?? null,
          revision: before?.revision ?? 0,
          by: before?.by ?? '',
        };
      revision++;
      if (text === null) files.delete(path);
      else files.set(path, { path, text, revision, by });
      return { kind: 'saved', revision: text === null ? 0 : revision };
    };
    const draft = new PackageDraft({
      storage: {
        get length() {
          return stored.size;
        },
        key: (index) => [...stored.keys()][index] ?? null,
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      ...{ userId: by, packageId: 'own-a', tab: `${by} ${stored.size}`, formerTab: null, maximumBytes: 1000 },
      ...{ files: [...files.values()], revision, save },
      schedule: (run) => {
        waiting.push(run);
        return () => void waiting.splice(waiting.indexOf(run), 1);
      },
      onChange() {},
    });
    const settle = async () => {
      for (let round = 0; round < 5; round++) {
        for (const run of waiting.splice(0)) run();
        await new Promise(setImmediate);
      }
    };
    const hear = () => draft.hear(news(draft.revision));
    const view = (path: string) => draft.files().find((file) => file.path === path);
    return { draft, settle, hear, view, stored };
  };
  return { open, textOf: (path: string) => files.get(path)?.text };
}

describe('two authors', () => {
  it('see what the other saved in a file that they do not type in', async () => {
    const { open } = site({ 'a.ts': 'one', 'b.ts': 'two' });
    const [ada, bob] = [open('ada'), open('bob')];
    ada.draft.change('a.ts', 'by ada');
    await ada.settle();
    await ada.draft.add('c.ts');
    await ada.draft.remove('b.ts');
    bob.hear();
    expect(bob.draft.files().map(({ path, text }) => [path, text])).toEqual([
      ['a.ts', 'by ada'],
      ['c.ts', ''],
    ]);
  });

  it('who typed in the same file decides, and saves nothing before', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const [ada, bob] = [open('ada'), open('bob')];
    ada.draft.change('a.ts', 'by ada');
    bob.draft.change('a.ts', 'by bob');
    await ada.settle();
    await bob.settle();
    expect(textOf('a.ts')).toBe('by ada');
    expect(bob.view('a.ts')).toMatchObject({ text: 'by bob', other: { text: 'by ada', by: 'ada' } });
    bob.draft.keepMine('a.ts');
    await bob.settle();
    expect(textOf('a.ts')).toBe('by bob');
    ada.hear();
    expect(ada.view('a.ts')).toMatchObject({ text: 'by bob', other: null });
  });

  it('hear of it before they save, too', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const [ada, bob] = [open('ada'), open('bob')];
    bob.draft.change('a.ts', 'by bob');
    ada.draft.change('a.ts', 'by ada');
    await ada.settle();
    bob.hear();
    expect(bob.view('a.ts')?.other).toEqual({ text: 'by ada', by: 'ada' });
    bob.draft.takeOther('a.ts');
    await bob.settle();
    expect([bob.view('a.ts')?.text, textOf('a.ts')]).toEqual(['by ada', 'by ada']);
  });

  it.each([true, false])(
    'a file that was removed while one typed is kept or let go: kept %s',
    async (keeps) => {
      const { open, textOf } = site({ 'a.ts': 'one' });
      const [ada, bob] = [open('ada'), open('bob')];
      bob.draft.change('a.ts', 'by bob');
      await ada.draft.remove('a.ts');
      bob.hear();
      expect(bob.view('a.ts')?.text).toBe('by bob');
      await bob.settle();
      expect(bob.view('a.ts')).toMatchObject({ text: 'by bob', other: { text: null } });
      if (keeps) bob.draft.keepMine('a.ts');
      else bob.draft.takeOther('a.ts');
      await bob.settle();
      expect([bob.view('a.ts')?.text, textOf('a.ts')]).toEqual(
        keeps ? ['by bob', 'by bob'] : [undefined, undefined],
      );
      expect(keeps || bob.stored.size === 0).toBe(true);
    },
  );

  it('a file that the other changed is not removed unseen', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const [ada, bob] = [open('ada'), open('bob')];
    ada.draft.change('a.ts', 'by ada');
    await ada.settle();
    expect(await bob.draft.remove('a.ts')).toEqual({ by: 'ada' });
    expect([bob.view('a.ts')?.text, textOf('a.ts')]).toEqual(['by ada', 'by ada']);
    expect(await bob.draft.remove('a.ts')).toBeNull();
    expect(textOf('a.ts')).toBeUndefined();
  });

  it('a new name that somebody took meanwhile is not overwritten', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const [ada, bob] = [open('ada'), open('bob')];
    await ada.draft.add('b.ts', 'by ada');
    expect(await bob.draft.rename('a.ts', 'b.ts')).toEqual({ by: 'ada' });
    expect([textOf('a.ts'), textOf('b.ts')]).toEqual(['one', 'by ada']);
  });
});

describe('one author', () => {
  it('finds what never reached the site when the page is opened again, and nothing of what did', async () => {
    const { open, textOf } = site({ 'a.ts': 'one', 'b.ts': 'two' });
    const { draft, settle, stored } = open('ada');
    draft.change('b.ts', 'saved');
    await settle();
    draft.change('a.ts', 'not saved');
    const again = open('ada', stored);
    expect(again.view('a.ts')?.text).toBe('not saved');
    expect([...stored.keys()].some((key) => key.includes('b.ts'))).toBe(false);
    await again.settle();
    expect(textOf('a.ts')).toBe('not saved');
    again.draft.leave();
    expect(stored.size).toBe(0);
  });

  it('goes on in another tab, and back, without having to decide', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const first = open('ada');
    first.draft.change('a.ts', 'in the first');
    await first.settle();
    const { stored } = first;
    const second = open('ada', stored);
    const tell = (tab: typeof first) => {
      for (const [key, value] of stored) tab.draft.storageChanged(key, value);
    };
    second.draft.change('a.ts', 'in the second');
    tell(first);
    await second.settle();
    tell(first);
    first.hear();
    expect(first.view('a.ts')).toMatchObject({ text: 'in the second', other: null });
    // The first has it from the site, while one types on in the second.
    second.draft.change('a.ts', 'in the second, on');
    first.hear();
    tell(second);
    await second.settle();
    tell(first);
    first.hear();
    first.draft.change('a.ts', 'in the first again');
    tell(second);
    await first.settle();
    second.hear();
    expect([textOf('a.ts'), second.view('a.ts')?.text]).toEqual(['in the first again', 'in the first again']);
    expect([first, second].map((tab) => tab.view('a.ts')?.other)).toEqual([null, null]);
  });

  it('who types in both tabs before anything is saved decides', async () => {
    const { open } = site({ 'a.ts': 'one' });
    const first = open('ada');
    first.draft.change('a.ts', 'in the first');
    const second = open('ada', first.stored);
    second.draft.change('a.ts', 'in the second');
    for (const [key, value] of first.stored) first.draft.storageChanged(key, value);
    expect(first.view('a.ts')).toMatchObject({ text: 'in the first', other: { text: 'in the second' } });
  });

  it('may rename a file while it is being saved', async () => {
    const { open, textOf } = site({ 'a.ts': 'one' });
    const { draft, settle } = open('ada');
    draft.change('a.ts', 'more');
    const settled = settle();
    const renamed = draft.rename('a.ts', 'wrong/a.ts');
    await settled;
    expect(await renamed).toBeNull();
    expect([textOf('a.ts'), textOf('wrong/a.ts')]).toEqual([undefined, 'more']);
  });
});
