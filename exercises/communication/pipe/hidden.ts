import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'usual', title: 'One writer, one reader.', parameters: { calls: 40 } },
  { name: 'one-byte', title: 'A ring of a single byte.', parameters: { capacity: 1, mostBytes: 5 } },
  {
    name: 'large',
    title: 'Calls that are small beside the ring.',
    parameters: { capacity: 100, calls: 60, readerCycles: 3_000 },
  },
  { name: 'slow-reader', title: 'A slow reader.', parameters: { calls: 30, readerCycles: 9_000 } },
  { name: 'slow-writer', title: 'A slow writer.', parameters: { calls: 30, writerCycles: 9_000 } },
  {
    name: 'readers',
    title: 'Three readers, and a writer that writes much at a time.',
    parameters: {
      readers: 3,
      mostBytes: 40,
      mostRoom: 6,
      calls: 24,
      readerCycles: 2_500,
      writerCycles: 4_000,
    },
  },
  { name: 'writers', title: 'Three writers.', parameters: { writers: 3, calls: 14, readerCycles: 1_000 } },
  {
    name: 'crowd',
    title: 'Three writers and two readers.',
    parameters: { writers: 3, readers: 2, calls: 20, capacity: 20 },
  },
  {
    name: 'end',
    title: 'Three readers wait when the stream ends.',
    parameters: {
      ...{ readers: 3, calls: 12, mostBytes: 3, mostRoom: 6 },
      ...{ readerCycles: 300, writerCycles: 9_000 },
    },
    distinguishes: ['closes-for-one'],
  },
  {
    name: 'reader-leaves',
    title: 'Readers leave while writers wait.',
    parameters: { writers: 2, readerCalls: 8, readerCycles: 4_000 },
  },
  { name: 'ranked', title: 'Three writers and two readers: what does your code cost?', rankedLike: 'crowd' },
]);
