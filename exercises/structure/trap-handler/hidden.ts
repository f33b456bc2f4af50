import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'counters',
    title: 'Every counter, read in every way.',
    parameters: { traps: 30, about: 'counters' },
  },
  {
    name: 'arithmetic',
    title: 'Factors and divisors of all sizes, 0 among them.',
    parameters: { traps: 50, about: 'arithmetic' },
    distinguishes: ['remainder-of-zero-is-zero'],
  },
  {
    name: 'misaligned',
    title: 'Misaligned loads and stores within pages, by processes one after the other.',
    parameters: { traps: 40, about: 'misaligned', inTurn: true },
  },
  {
    name: 'borders',
    title: 'Accesses over two pages, touched or not.',
    parameters: { traps: 40, about: 'borders' },
  },
  { name: 'zero', title: 'x0 as target and as operand.', parameters: { traps: 40, about: 'zero' } },
  {
    name: 'attempts-system',
    title: 'Privileged instructions, breakpoints, writes of counters, and counters that are not told.',
    parameters: { processes: 20, traps: 3, attempts: 'system' },
  },
  {
    name: 'attempts-alike',
    title: 'Instructions that look like those that are done.',
    parameters: { processes: 14, traps: 3, attempts: 'alike' },
  },
  {
    name: 'attempts-access',
    title: 'Atomic accesses, and accesses to what a process may use in part or not at all.',
    parameters: { processes: 18, traps: 3, attempts: 'access' },
  },
  {
    name: 'long',
    title: 'Instructions of all kinds, nothing forbidden.',
    parameters: { processes: 2, traps: 80, attempts: 'none' },
  },
  {
    name: 'leaderboard',
    title: 'Instructions of all kinds: what does your handler itself cost?',
    rankedLike: 'long',
  },
]);
