/** The allocator laboratory agrees with the worked examples of the textbooks. */
import { expect, test } from 'vitest';
import { allocator } from './allocator';
import { tryLaboratory } from './laboratory';

interface Result {
  readonly operations: readonly { readonly result: number; readonly searched: number }[];
  readonly free: readonly { readonly address: number; readonly size: number }[];
}

type Setting = Readonly<Record<string, string>>;
const attempt = (setting: Setting) => tryLaboratory(allocator, setting, 'command');

function run(setting: Setting): Result {
  const trial = attempt(setting);
  if (!('outcome' in trial)) throw new Error(JSON.stringify(trial.problems));
  return trial.outcome.json as Result;
}

const told = ({ operations, free }: Result) => [
  operations.map(({ result }) => result).join(' '),
  operations.map(({ searched }) => searched).join(' '),
  free.map(({ address, size }) => `${address}+${size}`).join(' '),
];

test('Arpaci-Dusseau, homework of chapter 17, without joining: best, worst and first fit', () => {
  const operations = '+3,-0,+5,-1,+8,-2,+8,-3,+2,+7';
  const of = (policy: string) => told(run({ policy, operations, 'keep-apart': 'on' }));
  expect(of('best')).toEqual(['0 0 3 0 8 0 8 0 0 8', '1 0 2 0 3 0 4 0 4 4', '2+1 3+5 15+1 16+84']);
  expect(of('worst')).toEqual(['0 0 3 0 8 0 16 0 24 26', '1 0 2 0 3 0 4 0 5 5', '0+3 3+5 8+8 16+8 33+67']);
  expect(of('first')).toEqual(['0 0 3 0 8 0 8 0 0 8', '1 0 2 0 3 0 3 0 1 3', '2+1 3+5 15+1 16+84']);
});

test('joined, all of it is one block again', () => {
  expect(told(run({ policy: 'best', operations: '+3,-0,+5,-1,+8,-2,+8,-3,+2,+7' }))).toEqual([
    '0 0 0 0 0 0 0 0 0 2',
    '1 0 1 0 1 0 1 0 1 1',
    '9+91',
  ]);
});

test('the same holes, four fits', () => {
  // Free: 0+10, 15+20, 40+60.
  const operations = '+10,+5,+20,+5,-0,-2,+8';
  const last = (policy: string) => {
    const { operations: done, free } = run({ policy, operations });
    return [done.at(-1), free.map(({ address, size }) => `${address}+${size}`).join(' ')];
  };
  expect(last('first')).toEqual([{ result: 0, searched: 1 }, '8+2 15+20 40+60']);
  expect(last('best')).toEqual([{ result: 0, searched: 3 }, '8+2 15+20 40+60']);
  expect(last('worst')).toEqual([{ result: 40, searched: 3 }, '0+10 15+20 48+52']);
  expect(last('next')).toEqual([{ result: 40, searched: 1 }, '0+10 15+20 48+52']);
});

test('a header lies before each block, and what does not fit, or is not held, is -1', () => {
  expect(told(run({ header: '4', operations: '+10,+20,-0,+100,-2,-0' }))).toEqual([
    '4 18 0 -1 -1 -1',
    '1 1 0 2 0 0',
    '0+14 38+62',
  ]);
});

test('buddies: halved to fit, joined again', () => {
  const of = (operations: string) => {
    const { operations: done, free } = run({ policy: 'buddy', size: '64', operations });
    return [
      done.map(({ result }) => result),
      free.map(({ address, size }) => `${address}+${size}`).join(' '),
    ];
  };
  expect(of('+7,+12,+3')).toEqual([[0, 16, 8], '12+4 32+32']);
  expect(of('+7,+12,+3,-0')).toEqual([[0, 16, 8, 0], '0+8 12+4 32+32']);
  expect(of('+7,+12,+3,-0,-2,-1')).toEqual([[0, 16, 8, 0, 0, 0], '0+64']);
});

test('slabs: objects of one size side by side, a size a slab', () => {
  const { operations, free } = run({
    ...{ policy: 'slab', size: '96', slab: '32' },
    operations: '+10,+10,+6,+10,+10,-1,+10',
  });
  expect(operations.map(({ result }) => result)).toEqual([0, 10, 32, 20, 64, 0, 10]);
  // In the slab of sixes four more fit, in the last one two tens.
  expect(free).toEqual([
    { address: 38, size: 24 },
    { address: 74, size: 20 },
  ]);
});

test.each([
  [{ operations: '-0' }, 'operations', 'frees allocation 0 as item 1, when there are 0'],
  [{ operations: '+0' }, 'operations', 'has "+0"'],
  [{ operations: '10' }, 'operations', 'has "10"'],
  [{ policy: 'buddy' }, 'size', 'must be a power of two from 4 on for buddy, got 100'],
  [{ policy: 'buddy', size: '64', minimum: '6' }, 'minimum', 'must be a power of two'],
  [{ policy: 'slab', size: '300', slab: '1' }, 'slab', 'makes 300 slabs of the heap, of at most 256'],
  [{ policy: 'slab' }, 'size', 'must be a multiple of the 64 bytes of a slab, got 100'],
])('%o is refused at its parameter', (setting, parameter, problem) => {
  expect(attempt(setting as Setting)).toEqual({
    problems: { [parameter]: expect.stringContaining(problem) },
  });
});
