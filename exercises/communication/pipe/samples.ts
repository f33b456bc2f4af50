import { samplesFrom } from '../../judging/cases-from';
import type { PipeParameters } from './simulation';

export const usual: PipeParameters = {
  capacity: 16,
  writers: 1,
  readers: 1,
  calls: 16,
  mostBytes: 24,
  mostRoom: 24,
  writerCycles: 1_500,
  readerCycles: 1_500,
  readerCalls: 0,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'One writer, one reader, a ring of eight bytes.',
    seed: 31,
    parameters: { capacity: 8, calls: 6, mostBytes: 12 },
  },
  {
    name: 'full-ring',
    title: 'The reader is slow: the ring is often full.',
    seed: 32,
    parameters: { readerCycles: 9_000 },
  },
  {
    name: 'empty-ring',
    title: 'The writer is slow: the ring is often empty.',
    seed: 33,
    parameters: { writerCycles: 9_000 },
  },
  { name: 'no-reader', title: 'The reader leaves early.', seed: 34, parameters: { readerCalls: 6 } },
]);
