import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'two', title: 'Pages of 4 KiB and 4 MiB.', parameters: { machine: 'two', regions: 200 } },
  {
    name: 'aligned',
    title: 'Three sizes; all regions begin at a multiple of 1 GiB.',
    parameters: { aligned: 100, regions: 300 },
  },
  {
    name: 'anywhere',
    title: 'Three sizes; regions begin anywhere.',
    parameters: { aligned: 0, regions: 200 },
  },
  {
    name: 'granules',
    title: 'Pages of 16 KiB and 32 MiB, with tables of 16 KiB.',
    parameters: { machine: 'granules', regions: 200 },
  },
  { name: 'four', title: 'Four sizes.', parameters: { machine: 'four', aligned: 90, regions: 400 } },
  { name: 'ranked', title: 'Four sizes: how much do you compute?', rankedLike: 'four' },
]);
