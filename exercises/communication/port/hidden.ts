import { casesFrom } from '../../judging/cases-from';
import { usual } from './samples';

export default casesFrom(usual, [
  { name: 'more', title: 'Four clients, one server.', parameters: { requests: 20 } },
  { name: 'one-message', title: 'Room for one message.', parameters: { capacity: 1, mostBytes: 18 } },
  {
    name: 'three-slots',
    title: 'Room for three messages, and a slow server.',
    parameters: { capacity: 3, clients: 6, serverCycles: 6_000 },
  },
  {
    name: 'roomy',
    title: 'A port that is never full.',
    parameters: { capacity: 200, clients: 8, requests: 12, serverCycles: 6_000 },
  },
  {
    name: 'waiting-servers',
    title: 'Four servers wait for three slow clients.',
    parameters: { clients: 3, servers: 4, requests: 14, clientCycles: 15_000, serverCycles: 500 },
  },
  {
    name: 'little-room',
    title: 'Servers with little room.',
    parameters: { capacity: 1, clients: 3, servers: 3, requests: 14, clientCycles: 9_000, mostRoom: 8 },
  },
  {
    name: 'crowd',
    title: 'Eight clients, three servers, and messages that are too long.',
    parameters: { capacity: 4, clients: 8, servers: 3, requests: 20, mostBytes: 18, serverCycles: 3_000 },
  },
  { name: 'ranked', title: 'A crowd: what does your code cost?', rankedLike: 'crowd' },
]);
