/** Patches: a text that is not there exactly once stops the patch, and says where to look. */
import { describe, expect, it } from 'vitest';
import { patchTexts } from './patch-texts';

const texts = new Map([
  ['/a/one.ts', 'let used = 0;\nif (used >= limit) stop();\n'],
  ['/a/two.ts', 'let kept = 0;\nkept++;\n'],
]);

describe('patched texts', () => {
  it('replaces in whichever file the text stands, and gives back the changed files only', () => {
    expect([...patchTexts(texts, [['used >= limit', 'used > limit']])]).toEqual([
      ['/a/one.ts', 'let used = 0;\nif (used > limit) stop();\n'],
    ]);
  });

  it('applies several to the text as it was', () => {
    const patched = patchTexts(texts, [
      ['let used', 'let kept'],
      ['kept++', 'used++'],
      ['stop()', ''],
    ]);
    expect(patched.get('/a/one.ts')).toBe('let kept = 0;\nif (used >= limit) ;\n');
    expect(patched.get('/a/two.ts')).toBe('let kept = 0;\nused++;\n');
  });

  it.each([
    ['used => limit', /no "used => limit"; the nearest is "if \(used >= limit\) stop\(\);" at one.ts:2/],
    [' = 0;', /2 times \(one.ts:1, two.ts:1\)/],
    ['', /empty/],
  ])('refuses %j', (from, message) => {
    expect(() => patchTexts(texts, [[from, '']])).toThrow(message);
  });

  it('refuses texts that overlap', () => {
    const overlapping: [string, string][] = [
      ['used >=', ''],
      ['>= limit', ''],
    ];
    expect(() => patchTexts(texts, overlapping)).toThrow('overlap');
  });
});
