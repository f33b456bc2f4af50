import { expect, test } from 'vitest';
import { flatTableBytes, sized } from './question';

test('[row 88] 32 bits, 4 KiB pages and 4-byte entries: 4 MiB; 64 bits and 8 bytes: 32 PiB', () => {
  expect(flatTableBytes(32, 4096)).toBe(4 * 1024 * 1024);
  expect(sized(64 - 12 + 3)).toBe('32 PiB');
});
