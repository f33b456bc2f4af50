import { samplesFrom } from '../../judging/cases-from';
import type { BufferParameters } from './simulation';

export const usual: BufferParameters = {
  cores: 2,
  tickCycles: 5_000,
  places: 4,
  words: 6,
  messages: 40,
  builtInPlace: 0,
  readInPlace: 0,
  senderCycles: 300,
  receiverCycles: 300,
  stalls: 8,
  stallCycles: 400,
};

export default samplesFrom(usual, [
  {
    name: 'copies',
    title: 'Two cores, send and receive.',
    seed: 31,
    parameters: { messages: 16, stalls: 2 },
  },
  {
    name: 'in-place',
    title: 'Messages are built and read where they lie.',
    seed: 32,
    parameters: { builtInPlace: 100, readInPlace: 100 },
  },
  {
    name: 'full',
    title: 'A slow receiver: the buffer is mostly full.',
    seed: 33,
    parameters: { receiverCycles: 1_500, builtInPlace: 50, readInPlace: 50 },
  },
  {
    name: 'turns',
    title: 'One core: each is interrupted in the midst of its calls.',
    seed: 34,
    parameters: { cores: 1, tickCycles: 150, senderCycles: 60, receiverCycles: 60, readInPlace: 30 },
  },
]);
