/**
 * Firefly: write-update in which writes to shared lines also go through to memory, so that a shared line is
 * always clean. Holders supply the data of a miss, also when it is clean.
 *
 * The literature's names are Valid-Exclusive, Shared and Dirty; here E, S and M.
 */
import type { CoherenceProtocol } from '../protocol';

export const firefly: CoherenceProtocol<'I' | 'S' | 'E' | 'M'> = {
  name: 'firefly',
  title: 'Firefly',
  description: 'write-update: the written word goes to the other caches and to memory',
  source: 'Thacker and Stewart, ASPLOS 1987; Archibald and Baer, ACM TOCS 4(4), 1986, section 3.5',
  snoops: true,
  family: 'write-update',
  states: [
    { letter: 'I', name: 'Not present', description: 'not in this cache' },
    { letter: 'S', name: 'Shared', description: 'clean, as in memory; other caches may hold it too' },
    { letter: 'E', name: 'Valid-Exclusive', description: 'clean, as in memory, and in no other cache' },
    { letter: 'M', name: 'Dirty', description: 'the only copy, newer than memory' },
  ],
  transitions: [
    {
      state: 'I',
      event: 'load',
      next: 'E',
      actions: ['busRead'],
      whenShared: { next: 'S', actions: [] },
      description: 'read miss; exclusive when no cache answers',
    },
    {
      state: 'I',
      event: 'store',
      next: 'M',
      actions: ['busRead'],
      whenShared: { next: 'S', actions: ['busWrite'] },
      description: 'write miss; holders and memory get the word',
    },
    { state: 'S', event: 'load', next: 'S', actions: [], description: 'read hit' },
    {
      state: 'S',
      event: 'store',
      next: 'E',
      actions: ['busWrite'],
      whenShared: { next: 'S', actions: [] },
      description: 'holders and memory get the word; exclusive when no holder is left',
    },
    { state: 'S', event: 'evict', next: 'I', actions: [], description: 'memory has the data' },
    { state: 'S', event: 'clean', next: 'S', actions: [], description: 'memory has the data' },
    {
      state: 'S',
      event: 'atomic',
      next: 'S',
      actions: ['takeUpdate'],
      description: 'the controller sends the new word',
    },
    { state: 'S', event: 'busRead', next: 'S', actions: ['supply'], description: 'a holder answers' },
    { state: 'S', event: 'busWrite', next: 'S', actions: ['takeUpdate'], description: 'another core wrote' },
    { state: 'E', event: 'load', next: 'E', actions: [], description: 'read hit' },
    {
      state: 'E',
      event: 'store',
      next: 'M',
      actions: [],
      description: 'write hit, nobody else has the line',
    },
    { state: 'E', event: 'evict', next: 'I', actions: [], description: 'memory has the data' },
    { state: 'E', event: 'clean', next: 'E', actions: [], description: 'memory has the data' },
    {
      state: 'E',
      event: 'atomic',
      next: 'E',
      actions: ['takeUpdate'],
      description: 'the controller sends the new word',
    },
    { state: 'E', event: 'busRead', next: 'S', actions: ['supply'], description: 'no longer the only one' },
    { state: 'M', event: 'load', next: 'M', actions: [], description: 'read hit' },
    { state: 'M', event: 'store', next: 'M', actions: [], description: 'write hit, nobody need know' },
    { state: 'M', event: 'evict', next: 'I', actions: ['writeBack'], description: 'the only copy is saved' },
    { state: 'M', event: 'clean', next: 'E', actions: ['writeBack'], description: 'memory catches up' },
    {
      state: 'M',
      event: 'atomic',
      next: 'E',
      actions: ['writeMemory', 'takeUpdate'],
      description: 'memory catches up, works, and sends the new word',
    },
    {
      state: 'M',
      event: 'busRead',
      next: 'S',
      actions: ['supply', 'writeMemory'],
      description: 'the data goes to the reader and to memory',
    },
  ],
};
