import { samplesFrom } from '../../judging/cases-from';
import type { SystemCallParameters } from './calls';

export const usual: SystemCallParameters = { processes: 2, calls: 24, about: 'everything' };

export default samplesFrom(usual, [
  {
    name: 'two-processes',
    title: 'Two processes make calls of all six groups, good ones and bad ones.',
    seed: 31,
  },
  {
    name: 'groups-given-up',
    title: 'Three processes give up one group after the other.',
    seed: 32,
    parameters: { processes: 3, about: 'groups' },
  },
  {
    name: 'some-texts',
    title: 'Texts inside a page, across two, at the end of what may be read, and without an end.',
    seed: 33,
    parameters: { about: 'texts' },
  },
  {
    name: 'untouched-pages',
    title: 'Pointers into pages of heap and stack that nobody has touched yet.',
    seed: 34,
    parameters: { about: 'untouched' },
  },
]);
