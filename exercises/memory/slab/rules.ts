/** The rules of the slab allocator, as statement, judge and verdict name them. */
export const RULES = [
  {
    id: 'SL1',
    title: 'An object lies in one slab, at a multiple of its size from where the slab begins',
    points: 12,
  },
  { id: 'SL2', title: 'No two objects in use share a byte', points: 14 },
  { id: 'SL3', title: 'A slab has objects of one cache only, as long as one of them is in use', points: 12 },
  {
    id: 'SL4',
    title: 'A cache takes an empty slab only when each of its own slabs is full',
    points: 16,
  },
  {
    id: 'SL5',
    title: 'A slab without objects in use serves any cache: allocate answers -1 only when there is none',
    points: 14,
  },
  {
    id: 'SL6',
    title: 'free answers 0 for an object in use, and -1 for all else, changing nothing',
    points: 8,
  },
  {
    id: 'SL7',
    title: 'The allocator stores nothing into objects in use, and reaches nothing outside data and slabs',
    points: 6,
  },
  { id: 'SL8', title: 'createCache numbers caches from 0 on; what cannot be is answered with -1', points: 5 },
] as const;
