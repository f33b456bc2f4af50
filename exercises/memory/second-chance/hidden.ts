import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'reads', title: 'A program that writes little.', parameters: { writes: 8, references: 300 } },
  { name: 'writes', title: 'A program that writes much.', parameters: { writes: 80, references: 300 } },
  {
    name: 'two-frames',
    title: 'Two frames.',
    parameters: { frames: 2, pages: 8, writes: 50, references: 300 },
  },
  {
    name: 'scan',
    title: 'Some pages are used often, the others in turn.',
    parameters: { program: 'scan', references: 300 },
  },
  {
    name: 'loop',
    title: 'All pages in turn, again and again.',
    parameters: { program: 'loop', references: 300 },
  },
  {
    name: 'half-pinned',
    title: 'Up to three of six frames are pinned.',
    parameters: { frames: 6, pages: 18, pins: 3, references: 500 },
  },
  {
    name: 'nearly-all-pinned',
    title: 'All frames but one may be pinned.',
    parameters: { frames: 4, pins: 3, references: 400 },
  },
  {
    name: 'many',
    title: 'Sixteen frames, some of them pinned.',
    parameters: { frames: 16, pages: 48, references: 1_200, pins: 3, writes: 40 },
  },
  {
    name: 'wide',
    title: 'Forty frames.',
    parameters: { frames: 40, pages: 80, references: 500, writes: 60, pins: 3, program: 'scan' },
  },
  { name: 'ranked', title: 'Sixteen frames: what does your policy read?', rankedLike: 'many' },
]);
