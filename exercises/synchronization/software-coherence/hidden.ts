import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'readers', title: 'Much is read, little is written.', parameters: { stores: 10, holds: 200 } },
  {
    name: 'writers',
    title: 'Much is written, to the same lines again and again.',
    parameters: { stores: 85, uses: 40, objects: 2 },
  },
  {
    name: 'one-core',
    title: 'One core: nobody else changes anything.',
    parameters: { cores: 1, objects: 2, holds: 60 },
  },
  {
    name: 'crowd',
    title: 'Four cores, more objects than a cache has room for, and a device.',
    parameters: { cores: 4, objects: 6, holds: 250, device: 5 },
  },
  { name: 'disk', title: 'A device that is always busy.', parameters: { device: 30, holds: 200 } },
  { name: 'ranked', title: 'Four cores, six objects and a device.', rankedLike: 'crowd' },
]);
