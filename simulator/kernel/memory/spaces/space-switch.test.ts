import { expect, test } from 'vitest';
import { Random } from '../../../engine/random';
import { RIGHTS } from '../page-table';
import { FlushingSwitch } from './flushing-switch';
import type { SpaceSwitch, SpaceSwitchServices } from './space-switch-interface';
import { TaggedSwitch } from './tagged-switch';
import { TranslatedMemory } from './translated-memory';

const SPACES = 3;
const PAGES = 4;

/** Each space has a frame of its own behind each page, with the frame's number in it. */
function memory(make: (services: SpaceSwitchServices) => SpaceSwitch): TranslatedMemory {
  const made = new TranslatedMemory({
    ...{ frames: SPACES * PAGES, spaces: SPACES, pages: PAGES },
    tlb: { sets: 1, ways: 32 },
  });
  made.switchBy(make(made));
  for (let space = 0; space < SPACES; space++)
    for (let page = 0; page < PAGES; page++) {
      const frame = made.frames.allocate();
      made.setEntry(space, page, (frame << 10) | RIGHTS.readWrite);
      made.bytesOf(frame)[0] = frame;
    }
  return made;
}

/** Goes through all spaces, `rounds` times, reading each page. @returns counts since the first round. */
function rounds(made: TranslatedMemory, count: number) {
  let [writes, flushes, walks] = [0, 0, 0];
  for (let round = 0; round <= count; round++) {
    if (round === 1) [writes, flushes, walks] = [made.registerWrites, made.flushes, made.walkAccesses];
    for (let space = 0; space < SPACES; space++)
      for (let page = 0; page < PAGES; page++) expect(made.load(space, page)).toBe(space * PAGES + page);
  }
  return {
    writes: made.registerWrites - writes,
    flushes: made.flushes - flushes,
    walks: made.walkAccesses - walks,
  };
}

test('[row 86] without tags a switch is one register write and one flush, and every page is walked again', () => {
  const made = memory((services) => new FlushingSwitch(services));
  expect(rounds(made, 5)).toEqual({
    writes: 5 * SPACES,
    flushes: 5 * SPACES,
    walks: 5 * SPACES * PAGES * 2,
  });
});

test('[row 86] with tags a switch is one register write, no flush, and nothing is walked again', () => {
  const made = memory((services) => new TaggedSwitch(services, SPACES));
  expect(rounds(made, 5)).toEqual({ writes: 5 * SPACES, flushes: 0, walks: 0 });
});

test('[row 86] with too few tags there is one flush a generation', () => {
  const made = memory((services) => new TaggedSwitch(services, 2));
  expect(rounds(made, 4)).toMatchObject({ writes: 4 * SPACES, flushes: 6 });
});

test('[row 86] a register write alone leaves stale translations: one space reads the other', () => {
  const made = memory((services) => ({ switchTo: (space) => services.writeRegister(space, 0) }));
  expect([made.load(0, 1), made.load(1, 1)]).toEqual([1, 1]);
});

test('[row 86] however spaces follow one another, each reads its own', () => {
  const random = new Random('spaces');
  for (const tags of [1, 2, 3]) {
    const made = memory((services) => new TaggedSwitch(services, tags));
    for (let i = 0; i < 300; i++) {
      const [space, page] = [random.below(SPACES), random.below(PAGES)];
      expect(made.load(space, page)).toBe(space * PAGES + page);
    }
  }
});
