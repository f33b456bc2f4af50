import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'table', title: 'The machine as its table of costs has it.' },
  {
    name: 'dear-entry',
    title: 'Going into the kernel is dear.',
    parameters: { trapEntry: 3_000, mostUses: 6 },
  },
  { name: 'dear-words', title: 'A slow memory.', parameters: { cacheHit: 6 } },
  {
    name: 'dear-setup',
    title: 'Giving a segment up is dear, and nothing is used often.',
    parameters: { busInvalidate: 6_000, mostUses: 3, mostBytes: 40_000 },
  },
  {
    name: 'small',
    title: 'A few words, often.',
    parameters: { transfers: 400, mostBytes: 200, mostUses: 500, trapEntry: 300 },
  },
  {
    name: 'large',
    title: 'Up to a hundred thousand bytes.',
    parameters: { transfers: 200, mostBytes: 100_000, busInvalidate: 20_000, mostUses: 8 },
  },
  { name: 'ranked', title: 'The usual machine: what does your code cost?', rankedLike: 'table' },
]);
