/** Guarantee: whatever somebody is called, and nothing that breaks a page or reads as somebody else. */
import { describe, expect, it } from 'vitest';
import { Random } from '../simulator/engine/random';
import { personName } from './person-name';

describe('a name', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  Ada\u00a0 Lovelace ', 'Ada Lovelace'],
    ["Miriam O'Neill-Ng", "Miriam O'Neill-Ng"],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['मीरा', 'मीरा'],
    ['نرگس\u200cخاتون', 'نرگس\u200cخاتون'],
    ['王', '王'],
    ['Zoe\u0308', 'Zoë'],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['김\u3164', '김'],
    ['辻\u{e0100}', '辻'],
    ['ശ്രീമോഹന്\u200d', 'ശ്രീമോഹന്\u200d'],
    ['ශ්\u200dරී', 'ශ්\u200dරී'],
    ['র\u200d্যাচেল', 'র\u200d্যাচেল'],
    ['क्\u200cष', 'क्\u200cष'],
    ['نَ\u200cخ', 'نَ\u200cخ'],
    ['A\u034f\u0301da', 'Áda'],
    ['Ada \ufe0f Lovelace \u180b', 'Ada Lovelace'],
  ])('%j is kept', (text, name) => {
    expect(personName(text)).toBe(name);
    expect(personName(name)).toBe(name);
  });

  it.each([
    ['', 'nothing'],
    [' \u200d ', 'nothing to see'],
    ['---', 'no letter'],
    ['\u3164', 'a filler'],
    ['\u115f\u1160 \uffa0', 'fillers'],
    ['\u2800\u2800', 'empty Braille'],
    ['\u200b\u200c\u2060\ufeff', 'zero width'],
    ['\u0301\u0302', 'marks without a letter'],
    ['\u034f\ufe0f\u17b5', 'marks that are not drawn'],
    ['\u00ad', 'a hyphen that is not drawn'],
    ['\u{e0041}', 'a tag'],
    ['x'.repeat(101), 'too long'],
    ['x'.repeat(9_500_000), 'far too long'],
    ['Ada\0', 'NUL'],
    ['Ada\nLovelace', 'two lines'],
    ['Ada\u2028Lovelace', 'two lines'],
    ['Ada\u202eecalevoL', 'direction override'],
    ['Ada\u2066', 'direction isolate'],
    ['\u200bAda', 'zero width'],
    ['\ud800Ada', 'half a character'],
    ['A\u0301\u0302\u0303\u0304\u0305\u0306', 'piled marks'],
  ])('%j is refused: %s', (text) => {
    expect(personName(text)).toBeNull();
  });

  /** All that is drawn as nothing. Nothing like it is between 0x20000 and 0xe0000. */
  const unseen = Array.from({ length: 0x20000 + 0x1000 }, (_, place) =>
    String.fromCodePoint(place < 0x20000 ? place : place - 0x20000 + 0xe0000),
  ).filter((character) => /\p{Default_Ignorable_Code_Point}|\p{Zs}|\u2800/u.test(character));

  it('has something to see: no character that is drawn as nothing makes one, alone or behind another', () => {
    const made = [...unseen, '\u0301', '\u0bcd'].filter(
      (character) => personName(character) !== null || personName(`\u3164${character}`) !== null,
    );
    expect(unseen.length).toBeGreaterThan(300);
    expect(made).toEqual([]);
  });

  it('is stored as what is seen: with a character that is drawn as nothing it is refused, or the name without', () => {
    const wrong: string[] = [];
    const demand = (text: string, allowed: readonly string[]) => {
      const name = personName(text);
      if (name !== null && !allowed.includes(name)) wrong.push(JSON.stringify([text, name]));
    };
    for (const character of unseen)
      for (const put of [
        character,
        character + character,
        `${character}\u034f`,
        `\u200c${character}\u200d`,
      ]) {
        demand(`Ada${put}Lovelace`, ['AdaLovelace', 'Ada Lovelace']);
        demand(`${put}Ada${put}`, ['Ada']);
        demand(`王${put}`, ['王']);
      }
    expect(wrong).toEqual([]);
  });

  it('is stored in one way: what was stored would be stored again', () => {
    const random = new Random(22);
    const characters = [
      ...'Aaنخرക്മन्र্য王 \u0301\u064e\u200c\u200d\u180b\u1820\u3164\u034f\ufe0f\u1160가\u11a8',
    ];
    const kept = new Set<string>();
    for (let step = 0; step < 20_000; step++) {
      const name = personName(Array.from({ length: 8 }, () => random.pick(characters)).join(''));
      if (name === null) continue;
      expect(personName(name), JSON.stringify(name)).toBe(name);
      if (/[\u200c\u200d]/.test(name)) kept.add(name);
    }
    expect(kept.size).toBeGreaterThan(100);
  });

  it.each([
    'نرگس\u200c',
    '\u200cنرگس',
    'نرگس\u200c خاتون',
    'نر\u200dگس',
    'Ada\u200cنرگس',
    'नम\u200cन',
    'का\u200dम',
    'म्\u200c',
  ])('has no joiner where none is seen: %j', (text) => {
    expect(personName(text)).toBe(text.replace(/[\u200c\u200d]/g, ''));
  });
});
