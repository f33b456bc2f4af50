import { samplesFrom } from '../../judging/cases-from';
import type { MicrokernelParameters } from './simulation';

export const usual: MicrokernelParameters = {
  clients: 3,
  requests: 4,
  together: 1,
  mistakes: 0,
  leaving: 0,
  inOrder: false,
  disk: 'small',
};

export default samplesFrom(usual, [
  {
    name: 'one-client',
    title: 'One client, one request after the other.',
    seed: 1,
    parameters: { clients: 1, requests: 6 },
  },
  {
    name: 'mistakes',
    title: 'One client that asks for what does not exist.',
    seed: 2,
    parameters: { clients: 1, requests: 10, mistakes: 70 },
  },
  { name: 'three-clients', title: 'Three clients at once.', seed: 3 },
  {
    name: 'gone',
    title: 'A client sends two requests and ends; then another one comes.',
    seed: 4,
    parameters: { clients: 1, leaving: 1 },
  },
]);
