import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'full-table',
    title: 'As many processes as there can be; init waits when they are over.',
    parameters: { init: 'late', families: 62, rounds: 1, generations: 0 },
    distinguishes: ['last-number-left-out'],
  },
  {
    name: 'last-number',
    title: 'The process with the last number there is, its parents, and who waits before there is anybody.',
    parameters: { workload: 'last number' },
    distinguishes: [
      'last-number-never-adopted',
      'last-number-never-awaited',
      'last-number-never-reaped',
      'sleeps-before-there-is-a-child',
    ],
  },
  {
    name: 'after-init',
    title: 'Numbers are given again after init is over.',
    parameters: { workload: 'after init' },
    distinguishes: ['reaps-again-for-init', 'reaps-again-for-orphans'],
  },
  {
    name: 'late',
    title: 'Parents wait when several children are over already.',
    parameters: { parents: 'late', children: 5, rounds: 1 },
  },
  {
    name: 'leaves',
    title: 'Most parents end before their children, or without having waited.',
    parameters: { parents: 'leaves', rounds: 3 },
    distinguishes: ['told-of-the-dead-itself', 'highest-orphan-first'],
  },
  {
    name: 'late-init',
    title: 'Init waits when orphans and children of its own are over already.',
    parameters: { init: 'late', parents: 'leaves' },
  },
  {
    name: 'init-ends',
    title: 'Init ends while others live, wait and leave children behind.',
    parameters: { init: 'ends', families: 12, rounds: 1, generations: 3, children: 2 },
    distinguishes: ['remembers-the-reaped', 'one-when-init-is-over'],
  },
  {
    name: 'numbers-again',
    title: 'Small families that come and go: numbers are given again and again.',
    parameters: { rounds: 6, children: 2, generations: 1 },
  },
  {
    name: 'crowd',
    title: 'A crowd of families.',
    parameters: { families: 4, children: 4 },
  },
  { name: 'leaderboard', title: 'A crowd of families: what do your methods cost?', rankedLike: 'crowd' },
]);
