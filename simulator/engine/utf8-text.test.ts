/** Guarantee: any bytes, in whatever pieces they arrive, become the text that the platform's decoder makes of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Utf8Text } from './utf8-text';

function decoded(bytes: Iterable<number>): Utf8Text {
  const text = new Utf8Text();
  for (const byte of bytes) text.push(byte);
  return text;
}

test('any bytes: as TextDecoder', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => new TextEncoder().encode(text)),
    // The bytes at which the rules change.
    fc
      .array(
        fc.constantFrom(
          0x41,
          0x80,
          0x8f,
          0x90,
          0x9f,
          0xa0,
          0xbf,
          0xc1,
          0xc2,
          0xe0,
          0xed,
          0xef,
          0xf0,
          0xf4,
          0xf5,
        ),
        {
          maxLength: 12,
        },
      )
      .map((values) => Uint8Array.from(values)),
  );
  fc.assert(
    fc.property(bytes, (values) => {
      expect(decoded(values).whole).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(values));
    }),
    { seed: 31, numRuns: 3000 },
  );
});

test('a character appears when its last byte has come', () => {
  const bytes = new TextEncoder().encode('aé€😀');
  const shown = Array.from(bytes, (_, i) => decoded(bytes.subarray(0, i + 1)).text);
  expect(shown).toEqual(['a', 'a', 'aé', 'aé', 'aé', 'aé€', 'aé€', 'aé€', 'aé€', 'aé€😀']);
  expect(decoded(bytes.subarray(0, 2)).whole).toBe('a\ufffd');
});
