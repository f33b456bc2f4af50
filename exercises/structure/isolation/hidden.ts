import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'trust', title: 'Processes that ask for nothing wrong.', parameters: { hostilePercent: 0 } },
  {
    name: 'pages',
    title: 'Grants of pages that are not their own.',
    parameters: { hostile: 'pages', changePercent: 20, burst: 2, steps: 20 },
    distinguishes: [
      'remembers-the-frame',
      'maps-the-frame-of-the-grant',
      'rounds-down',
      'grants-what-was-granted',
    ],
  },
  {
    name: 'rights',
    title: 'Rights beyond those that they have.',
    parameters: { hostile: 'rights', processes: 8, burst: 3 },
    distinguishes: [
      'compares-rights-as-numbers',
      'maps-with-more',
      'any-rights',
      'writes-to-what-is-read-only',
    ],
  },
  {
    name: 'people',
    title: 'Grants of others, and for nobody.',
    parameters: { hostile: 'people', burst: 3 },
    distinguishes: [
      'anybody-revokes',
      'both-may-revoke',
      'maps-what-is-for-others',
      'to-itself',
      'to-nobody',
    ],
  },
  {
    name: 'places',
    title: 'Mappings where none may be.',
    parameters: { hostile: 'places', hostilePercent: 60, burst: 6 },
    distinguishes: ['anywhere', 'over-what-is-there', 'within-a-page', 'as-often-as-asked', 'guard-too'],
  },
  {
    name: 'endings',
    title: 'Processes that end while others use their pages.',
    parameters: { hostilePercent: 0, changePercent: 35, processes: 10, burst: 3 },
    distinguishes: [
      'to-the-dead',
      'lives-on-after-the-granter',
      'ends-the-first-only',
      'numbers-outlive-their-process',
    ],
  },
  {
    name: 'little-memory',
    title: 'Hardly a frame is free.',
    parameters: { hostilePercent: 0, frames: 40, fills: true },
    distinguishes: ['takes-no-table-for-one', 'shares-before-it-can'],
  },
  {
    name: 'many-grants',
    title: 'Three processes with as many grants as they may have.',
    parameters: { hostile: 'all', hostilePercent: 10, changePercent: 5, processes: 3, steps: 30, burst: 9 },
    distinguishes: ['one-less', 'as-many-as-they-like', 'room-never-comes-back', 'room-for-all-together'],
  },
  { name: 'ranked', title: 'Many grants.', rankedLike: 'many-grants' },
]);
