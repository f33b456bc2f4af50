import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'one-page-each',
    title: 'One page in each region: tables come and go.',
    parameters: { regions: 8, pages: 1, frames: 8, maps: 30, unmaps: 30 },
  },
  {
    name: 'dense',
    title: 'Forty pages in each region.',
    parameters: { regions: 3, pages: 40, steps: 600, maps: 35, unmaps: 20 },
  },
  {
    name: 'crowded',
    title: 'Hundreds of pages in one region.',
    parameters: { regions: 1, pages: 1_000, steps: 1_000, maps: 75, unmaps: 5 },
  },
  {
    name: 'no-frames',
    title: 'Two frames for tables.',
    parameters: { frames: 2, regions: 6, pages: 2, maps: 30, unmaps: 28 },
  },
  {
    name: 'look-ups',
    title: 'Mostly translations.',
    parameters: { maps: 12, unmaps: 10, steps: 600 },
  },
  {
    name: 'wide',
    title: 'Forty regions, some pages in each.',
    parameters: { frames: 40, regions: 40, pages: 6, steps: 900, maps: 35, unmaps: 25 },
  },
  { name: 'ranked', title: 'Forty regions: how many accesses does it take?', rankedLike: 'wide' },
]);
