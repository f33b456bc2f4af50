import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  {
    name: 'alone',
    title: 'One thread that gives way to itself again and again.',
    parameters: { processes: 1, calls: 'yield', turns: 60 },
  },
  {
    name: 'six-processes',
    title: 'Six processes with identifiers.',
    parameters: { processes: 6, pages: 2, turns: 12 },
  },
  {
    name: 'waiting',
    title: 'Threads that wait for a device on two cores with identifiers, in machine code and native.',
    parameters: { cores: 2, processes: 2, machineCode: 2, native: 1, calls: 'read', turns: 16 },
  },
  {
    name: 'without-identifiers',
    title: 'Three processes of two threads, without identifiers.',
    parameters: { machineCode: 1, native: 1, identifiers: false },
  },
  {
    name: 'six-without-identifiers',
    title: 'Six processes on one core without identifiers.',
    parameters: { processes: 6, identifiers: false, calls: 'yield', turns: 10 },
  },
  {
    name: 'waiting-on-two-cores',
    title: 'Nine threads that wait and move between two cores, without identifiers.',
    parameters: { cores: 2, machineCode: 2, native: 1, calls: 'read', identifiers: false, turns: 10 },
  },
  {
    name: 'crowd',
    title: 'Nine threads of three processes, whose pages just fit into the translation buffers.',
    parameters: { machineCode: 2, native: 1, pages: 6, turns: 20 },
  },
  {
    name: 'leaderboard',
    title: 'Nine threads of three processes: what do their switches cost?',
    rankedLike: 'crowd',
  },
]);
