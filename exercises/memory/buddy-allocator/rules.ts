/** The rules of the buddy allocator, as statement, judge and verdict name them. */
export const RULES = [
  {
    id: 'BA1',
    title:
      'A block is a power of two of the smallest size, holds what was asked for, and lies inside the arena at a multiple of its own size',
    points: 9,
  },
  { id: 'BA2', title: 'No two allocated blocks share a byte', points: 14 },
  { id: 'BA3', title: 'A block is taken out of the smallest free block that fits', points: 10 },
  {
    id: 'BA4',
    title: 'Of several free blocks of that size, and of two halves, the one at the lowest address is taken',
    points: 5,
  },
  {
    id: 'BA5',
    title:
      'After initialise the whole arena is available, and what is left over when a block is split stays so',
    points: 10,
  },
  { id: 'BA6', title: 'Free buddies are merged, up to the whole arena', points: 14 },
  {
    id: 'BA7',
    title: 'When no free block fits, allocate answers -1; so it does for less than one byte',
    points: 5,
  },
  {
    id: 'BA8',
    title: 'free answers 0 for an allocated block; anything else it refuses with -1 and changes nothing',
    points: 8,
  },
  {
    id: 'BA9',
    title:
      'The allocator stores nothing into allocated blocks, and reaches nothing outside metadata area and arena',
    points: 5,
  },
  {
    id: 'BA10',
    title: 'blockBytes answers the size of the allocated block that begins at the address; -1 when none does',
    points: 5,
  },
] as const;

export type RuleId = (typeof RULES)[number]['id'];
