/** The paging laboratory agrees with the textbook's example and tells each way in which an access fails. */
import { expect, test } from 'vitest';
import { tryLaboratory } from './laboratory';
import { paging } from './paging';

type Setting = Readonly<Record<string, string>>;
const attempt = (setting: Setting) => tryLaboratory(paging, setting, 'command');

function run(setting: Setting) {
  const trial = attempt(setting);
  if (!('outcome' in trial)) throw new Error(JSON.stringify(trial.problems));
  return trial.outcome.json as { offsetBits: number; translations: { outcome: string; physical: number }[] };
}

test('Arpaci-Dusseau, chapter 18: pages of 16 bytes, address 21 lies at 117', () => {
  expect(run({ 'page-bytes': '16', table: '3,7,5,2', accesses: '21' })).toEqual({
    offsetBits: 4,
    translations: [
      {
        address: 21,
        access: 'r',
        page: 1,
        offset: 5,
        outcome: 'translated',
        physical: 117,
        steps: [
          'page = 0x15 >> 4 = 1',
          'offset = the low 4 bits = 0x5',
          'entry 1: frame 7, rwx',
          'physical = 7 << 4 | 0x5 = 0x75',
        ],
      },
    ],
  });
});

test('not there, not allowed, and beyond the table', () => {
  const { translations } = run({ table: '3rx,-,7rw', accesses: '0x10x,0x10w,0x1000,0x2fffw,0x3000' });
  expect(translations.map(({ outcome, physical }) => [outcome, physical])).toEqual([
    ['translated', 0x3010],
    ['permission', -1],
    ['not present', -1],
    ['translated', 0x7fff],
    ['out of bounds', -1],
  ]);
});

test.each([
  [{ 'page-bytes': '100' }, 'page-bytes', 'must be a power of two'],
  [{ table: '3rr' }, 'table', 'has "3rr"'],
  [{ table: '999999', 'page-bytes': '65536' }, 'table', 'has frame 999999'],
  [{ accesses: '0x100000000' }, 'accesses', 'has "0x100000000"'],
])('%o is refused at its parameter', (setting, parameter, problem) => {
  expect(attempt(setting as Setting)).toEqual({
    problems: { [parameter]: expect.stringContaining(problem) },
  });
});
