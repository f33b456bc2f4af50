/** Buffers that the kernel fills: what is found is right, whoever runs where, and what keeping them costs. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../../engine/random';
import { Trace } from '../../../engine/trace';
import { BufferedCores } from './buffered-cores';
import { TRANSLATION_EVENTS } from './translation-events';
import { TranslationHandler } from './translation-handler';

const EVENT = TRANSLATION_EVENTS.index;

function build({ cores = 1, entries = 4, tags = 2, spaces = 3, pages = 8 } = {}) {
  const trace = new Trace(TRANSLATION_EVENTS.kinds);
  const machine = new BufferedCores({ cores, entries, tags, spaces, pages, trace });
  machine.use(new TranslationHandler(machine.services, cores, entries, tags));
  for (let space = 0; space < spaces; space++)
    for (let page = 0; page < pages; page++) machine.map(space, page, 100 * space + page);
  const count = (kind: number) =>
    Array.from({ length: trace.length }, (_, i) => trace.kindAt(i)).filter((each) => each === kind).length;
  return { machine, trace, count };
}

describe('[row 90] a translation buffer', () => {
  test('misses at the first touch and hits then; what was not used lately leaves', () => {
    const { machine } = build();
    machine.switchTo(0, 0);
    for (const page of [0, 1, 2, 3, 0, 1, 2, 3]) expect(machine.reference(0, page)).toBe(page);
    expect(machine.misses).toBe(4);
    expect(machine.reference(0, 4)).toBe(4); // all were used: the hand comes round to slot 0
    expect(machine.reference(0, 1)).toBe(1);
    expect(machine.reference(0, 5)).toBe(5); // into slot 2, past slot 1, which was used since
    expect(machine.misses).toBe(6);
    expect(machine.reference(0, 1)).toBe(1);
    expect(machine.misses).toBe(6);
  });

  test('a page that is not there is a fault, and nothing is written', () => {
    const { machine, count } = build();
    machine.switchTo(0, 0);
    machine.unmap(0, 0, 3);
    expect(machine.reference(0, 3)).toBe(-1);
    expect(count(EVENT.write)).toBe(0);
  });

  test('after an unmap no core finds the old frame; only who runs the space now is interrupted', () => {
    const { machine, count } = build({ cores: 3 });
    for (const core of [0, 1, 2]) machine.switchTo(core, 0);
    for (const core of [0, 1, 2]) machine.reference(core, 5);
    machine.switchTo(2, 1);
    machine.unmap(0, 0, 5);
    expect(machine.interrupts).toBe(1);
    machine.map(0, 5, 777);
    machine.switchTo(2, 0);
    for (const core of [0, 1, 2]) expect(machine.reference(core, 5)).toBe(777);
    expect(count(EVENT.stale)).toBe(0);
  });
});

describe('[row 86] another address space', () => {
  test('with a tag for each it is one register write, and nothing is missed again', () => {
    const { machine, count } = build({ entries: 8 });
    for (const space of [0, 1, 0, 1, 0, 1]) {
      machine.switchTo(0, space);
      for (const page of [0, 1, 2]) expect(machine.reference(0, page)).toBe(100 * space + page);
    }
    expect(machine.misses).toBe(6);
    expect(count(EVENT.clear)).toBe(0);
    expect(count(EVENT.tag)).toBe(6);
  });

  test('without tags each switch clears what is there, and everything is missed again', () => {
    const { machine, count } = build({ entries: 8, tags: 1 });
    for (const space of [0, 1, 0, 1]) {
      machine.switchTo(0, space);
      for (const page of [0, 1, 2]) expect(machine.reference(0, page)).toBe(100 * space + page);
    }
    expect(machine.misses).toBe(12);
    expect(count(EVENT.clear)).toBe(9);
  });
});

test('whatever comes after whatever, no reference is translated wrongly', () => {
  const random = new Random('translations');
  for (const tags of [1, 2, 4]) {
    const { machine, count } = build({ cores: 3, entries: 6, tags, spaces: 5 });
    for (const core of [0, 1, 2]) machine.switchTo(core, random.below(5));
    for (let step = 0; step < 4_000; step++) {
      const core = random.below(3);
      const page = random.below(8);
      const kind = random.below(20);
      if (kind === 0) machine.switchTo(core, random.below(5));
      else if (kind === 1) machine.unmap(core, random.below(5), page);
      else if (kind <= 3) {
        const space = random.below(5);
        if (machine.frameOf(space, page) < 0) machine.map(space, page, step);
      } else expect(machine.reference(core, page)).toBe(machine.frameOf(machine.spaceOn(core), page));
    }
    expect(machine.misses).toBeGreaterThan(100);
    for (const kind of [EVENT.stale, EVENT.double, EVENT.misused, EVENT.again]) expect(count(kind)).toBe(0);
  }
});
