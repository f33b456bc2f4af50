/** Guarantee: whatever somebody is called, and nothing that breaks a page or reads as somebody else. */
import { describe, expect, it } from 'vitest';
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
    ['辻\u{e0100}', '辻\u{e0100}'],
  ])('%j is kept', (text, name) => {
    expect(personName(text)).toBe(name);
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

  it('has something to see: no character that is drawn as nothing makes one, alone or behind another', () => {
    const made: string[] = [];
    for (let code = 0; code <= 0xe0fff; code++) {
      // Nothing like it is in between.
      if (code === 0x20000) code = 0xe0000;
      const character = String.fromCodePoint(code);
      if (!/\p{Default_Ignorable_Code_Point}|\p{Zs}|\p{Mn}|\u2800/u.test(character)) continue;
      if (personName(character) !== null || personName(`\u3164${character}`) !== null)
        made.push(code.toString(16));
    }
    expect(made).toEqual([]);
  });
});
