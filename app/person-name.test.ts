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
  ])('%j is kept', (text, name) => {
    expect(personName(text)).toBe(name);
  });

  it.each([
    ['', 'nothing'],
    [' \u200d ', 'nothing to see'],
    ['---', 'no letter'],
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
});
