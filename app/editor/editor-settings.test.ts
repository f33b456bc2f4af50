/** Guarantee: what a browser keeps of settings comes back as it was, and what is none is taken for none. */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, FONT_PIXELS, KEY_BINDINGS, readSettings, TAB_COLUMNS } from './editor-settings';

test('all that can be chosen comes back', () => {
  for (const fontPixels of FONT_PIXELS)
    for (const tabColumns of TAB_COLUMNS)
      for (const keyBindings of KEY_BINDINGS)
        for (const hasMinimap of [true, false]) {
          const settings = { fontPixels, tabColumns, keyBindings, hasMinimap };
          expect(readSettings(JSON.stringify(settings))).toEqual(settings);
        }
});

test.each([
  null,
  '',
  '{',
  'null',
  '7',
  '{}',
  ...Object.entries({ fontPixels: 1000, tabColumns: '2', keyBindings: 'emacs', hasMinimap: 1 }).map((wrong) =>
    JSON.stringify({ ...DEFAULT_SETTINGS, ...Object.fromEntries([wrong]) }),
  ),
])('%s is none', (text) => {
  expect(readSettings(text)).toBeNull();
});
