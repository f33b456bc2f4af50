/** The rules of the heap, as statement, judge and verdict name them. */
export const RULES = [
  { id: 'HP1', title: 'malloc answers a multiple of 8, and all bytes asked for lie in the heap', points: 10 },
  { id: 'HP2', title: 'No two blocks that the program holds share a byte', points: 14 },
  {
    id: 'HP3',
    title:
      'While the kernel has the memory, what is free at the end of the heap counted in, a request is met',
    points: 9,
  },
  {
    id: 'HP4',
    title:
      'What was freed serves again, and what is left of a block that was cut: no growth and no -1 instead',
    points: 14,
  },
  {
    id: 'HP5',
    title: 'Free neighbours are joined and serve as one: no growth and no -1 instead',
    points: 16,
  },
  { id: 'HP6', title: 'malloc answers -1 where there is no memory, and for less than one byte', points: 5 },
  {
    id: 'HP7',
    title:
      'The allocator stores nothing into blocks that the program holds, and reaches nothing outside data and heap',
    points: 7,
  },
] as const;
