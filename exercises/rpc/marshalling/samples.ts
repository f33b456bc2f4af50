import type { SampleCase } from '../../exercise-definition';
import type { Parameters } from './simulation';

/** `kinds` are bits over DRAWN_KINDS: 0xff the numbers, 0x700 opaque, bytes and string, 0x3800 array, vector and struct, 0xc000 optional and list. */
const samples: SampleCase<Parameters>[] = [
  {
    name: 'numbers',
    title: 'Records of numbers, in both directions.',
    seed: 21,
    parameters: {
      kinds: 0x00ff,
      members: 8,
      records: 3,
      defects: 2,
      messages: 3,
      beyond: 1,
      malformed: 2,
      long: 0,
    },
  },
  {
    name: 'strings-and-arrays',
    title: 'Byte sequences, strings, arrays and vectors.',
    seed: 22,
    parameters: {
      kinds: 0x1f01,
      members: 6,
      records: 4,
      defects: 4,
      messages: 3,
      beyond: 4,
      malformed: 4,
      long: 0,
    },
  },
  {
    name: 'pointers',
    title: 'Optional values and linked lists, also one that never ends.',
    seed: 23,
    parameters: {
      kinds: 0xc407,
      members: 5,
      records: 4,
      defects: 6,
      messages: 3,
      beyond: 4,
      malformed: 4,
      long: 0,
    },
  },
];
export default samples;
