import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'all-kinds', title: 'Threads of all kinds.' },
  { name: 'all-far', title: 'All of them wait for memory.', parameters: { computing: 0, near: 0, far: 4 } },
  {
    name: 'all-near',
    title: 'All of them wait for the second cache.',
    parameters: { computing: 0, near: 4, far: 0 },
  },
  {
    name: 'all-compute',
    title: 'Nobody waits, and some have far more to do than others.',
    parameters: { computing: 5, near: 0, far: 0, chunks: 500 },
  },
  {
    name: 'one-goes-on',
    title: 'Nobody waits, and one goes on long after the others are through.',
    parameters: { computing: 4, near: 0, far: 0, lastHasMore: 120 },
    distinguishes: ['nobody-else-is-thread-zero'],
  },
  { name: 'free-changes', title: 'A change takes no time.', parameters: { changeCycles: 0, far: 3 } },
  {
    name: 'very-dear',
    title: 'A change takes sixty cycles.',
    parameters: { changeCycles: 60, computing: 0, near: 2, far: 3 },
  },
  {
    name: 'long-chunks',
    title: 'Chunks of up to eighty cycles, and one thread that waits for memory.',
    parameters: { computing: 3, near: 0, far: 1, longest: 80 },
  },
  {
    name: 'dear-and-near',
    title: 'A change takes longer than the second cache, for which all wait.',
    parameters: { changeCycles: 20, computing: 0, near: 3, far: 0 },
  },
  {
    name: 'twelve-cycles',
    title: 'A change takes as long as the second cache.',
    parameters: { changeCycles: 12, near: 3, far: 2 },
  },
  {
    name: 'dear-among-many',
    title: 'Three that hardly wait, three that do, and a change takes forty cycles.',
    parameters: { changeCycles: 40, computing: 3, near: 0, far: 3, chunks: 150, longest: 8 },
  },
  { name: 'alone', title: 'A single thread.', parameters: { computing: 0, near: 0, far: 1 } },
  {
    name: 'eight',
    title: 'Eight threads, and a change takes longer than the second cache.',
    parameters: { changeCycles: 30, computing: 2, near: 3, far: 3 },
    distinguishes: ['turn-after-300', 'noted-only-when-chosen'],
  },
  {
    name: 'one-computes-among-many',
    title: 'One that hardly waits, and many that do.',
    parameters: { computing: 1, near: 2, far: 4, chunks: 120 },
  },
  {
    name: 'six',
    title: 'Six threads of all kinds.',
    parameters: { computing: 1, near: 2, far: 3, chunks: 100 },
  },
  {
    name: 'leaderboard',
    title: 'Dear changes: for how long does nobody issue?',
    rankedLike: 'dear-among-many',
  },
]);
