/** The rules of marshalling, as statement, judge and verdict name them. */
export const RULES = [
  {
    id: 'RM1',
    title: 'Integers, bools and enums take four bytes, most significant first, with their sign',
    points: 10,
  },
  {
    id: 'RM2',
    title:
      'Hypers and doubles take eight bytes, floats four: the high word and the most significant byte first',
    points: 5,
  },
  {
    id: 'RM3',
    title:
      'Byte sequences and strings have their length in front (opaque has none), and zero bytes behind up to a multiple of four',
    points: 10,
  },
  {
    id: 'RM4',
    title: 'A vector has its count in front, an array has none; their elements follow in order',
    points: 10,
  },
  {
    id: 'RM5',
    title:
      'An optional value and each node of a list have a 1 in front; a 0 says that there is none, or no more',
    points: 10,
  },
  {
    id: 'RM6',
    title:
      'marshal answers the length of the message, refuses what does not fit or exceeds a maximum, writes nowhere else and reads only memory',
    points: 10,
  },
  { id: 'RM7', title: 'unmarshal rebuilds every value', points: 15 },
  {
    id: 'RM8',
    title:
      'unmarshal refuses lengths, counts and chains beyond the message or the maximum of the type, and what there is no room for',
    points: 10,
  },
  {
    id: 'RM9',
    title: 'unmarshal refuses padding, flags and values that no sender writes, and bytes left over',
    points: 5,
  },
  {
    id: 'RM10',
    title: 'unmarshal reads and writes only what is its: description, message, destination, its own blocks',
    points: 5,
  },
] as const;

export type RuleId = (typeof RULES)[number]['id'];
