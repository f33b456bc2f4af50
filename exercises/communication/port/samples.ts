import { samplesFrom } from '../../judging/cases-from';
import type { PortParameters } from './simulation';

export const usual: PortParameters = {
  capacity: 2,
  clients: 4,
  servers: 1,
  requests: 10,
  mostBytes: 16,
  mostRoom: 0,
  clientCycles: 2_000,
  serverCycles: 2_000,
};

export default samplesFrom(usual, [
  {
    name: 'few',
    title: 'One client, one server.',
    seed: 51,
    parameters: { clients: 1, requests: 5, mostRoom: 16, clientCycles: 500, serverCycles: 500 },
  },
  {
    name: 'full',
    title: 'Six clients ask one slow server: the port is often full.',
    seed: 52,
    parameters: { clients: 6, requests: 8, serverCycles: 6_000 },
  },
  {
    name: 'empty',
    title: 'Three servers wait for two slow clients.',
    seed: 53,
    parameters: { clients: 2, servers: 3, requests: 12, clientCycles: 15_000, serverCycles: 500 },
  },
  {
    name: 'long',
    title: 'Messages of more than 16 bytes.',
    seed: 54,
    parameters: { mostBytes: 24 },
  },
]);
