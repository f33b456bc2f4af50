import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'new-interfaces', title: 'Five interfaces.', parameters: { interfaces: 5, names: 2, steps: 120 } },
  {
    name: 'lacking',
    title: 'Modules lack operations, and interfaces are unknown.',
    parameters: { mistakes: 'incomplete', steps: 150 },
  },
  {
    name: 'twice',
    title: 'Modules have names that are taken.',
    parameters: { mistakes: 'twice', steps: 150 },
  },
  { name: 'failing', title: 'Some modules cannot start.', parameters: { mistakes: 'failing', steps: 150 } },
  {
    name: 'busy',
    title: 'Modules are to go while they are open.',
    parameters: { mistakes: 'busy', steps: 150 },
  },
  {
    name: 'strange',
    title: 'Handles, names and operations that are not there.',
    parameters: { mistakes: 'strange', steps: 300 },
    distinguishes: ['one-operation-more', 'operations-counted-without-start-and-end', 'runs-nothing'],
  },
  { name: 'many', title: 'Forty modules.', parameters: { interfaces: 4, names: 10, steps: 600 } },
  { name: 'ranked', title: 'Forty modules: what does your table cost?', rankedLike: 'many' },
]);
