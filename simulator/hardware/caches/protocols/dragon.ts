/**
 * Dragon: write-update for write-back caches. A write to a shared line sends the word to the other copies;
 * memory is not written until the line leaves the cache of the last writer.
 *
 * The literature calls the shared states Sc (shared clean) and Sm (shared modified). One letter each is used
 * here: S, and O because Sm is exactly the owned state of MOESI. The original has no invalid state but lines
 * that are not present; that is I.
 */
import type { CoherenceProtocol } from '../protocol';

export const dragon: CoherenceProtocol<'I' | 'S' | 'E' | 'O' | 'M'> = {
  name: 'dragon',
  title: 'Dragon',
  description: 'write-update: the written word goes to the other caches, memory follows at eviction',
  source:
    'McCreight, The Dragon Computer System, 1984; Culler and Singh, Parallel Computer Architecture, section 5.3.3',
  snoops: true,
  family: 'write-update',
  states: [
    { letter: 'I', name: 'Not present', description: 'not in this cache' },
    {
      letter: 'S',
      name: 'Shared clean (Sc)',
      description: 'the newest data; another cache or memory answers for it',
    },
    { letter: 'E', name: 'Exclusive', description: 'clean, as in memory, and in no other cache' },
    {
      letter: 'O',
      name: 'Shared modified (Sm)',
      description: 'the last writer of a shared line: answers for it',
    },
    { letter: 'M', name: 'Modified', description: 'the only copy, newer than memory' },
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
      whenShared: { next: 'O', actions: ['busUpdate'] },
      description: 'write miss; the holders get the word',
    },
    { state: 'S', event: 'load', next: 'S', actions: [], description: 'read hit' },
    {
      state: 'S',
      event: 'store',
      next: 'M',
      actions: ['busUpdate'],
      whenShared: { next: 'O', actions: [] },
      description: 'the holders get the word; modified when none is left',
    },
    {
      state: 'S',
      event: 'evict',
      next: 'I',
      actions: [],
      description: 'another cache or memory has the data',
    },
    {
      state: 'S',
      event: 'clean',
      next: 'S',
      actions: [],
      description: 'another cache or memory has the data',
    },
    {
      state: 'S',
      event: 'atomic',
      next: 'S',
      actions: ['takeUpdate'],
      description: 'the controller sends the new word',
    },
    { state: 'S', event: 'busRead', next: 'S', actions: [], description: 'owner or memory answers' },
    { state: 'S', event: 'busUpdate', next: 'S', actions: ['takeUpdate'], description: 'another core wrote' },
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
    { state: 'E', event: 'busRead', next: 'S', actions: [], description: 'no longer the only one' },
    { state: 'O', event: 'load', next: 'O', actions: [], description: 'read hit' },
    {
      state: 'O',
      event: 'store',
      next: 'M',
      actions: ['busUpdate'],
      whenShared: { next: 'O', actions: [] },
      description: 'the holders get the word; modified when none is left',
    },
    {
      state: 'O',
      event: 'evict',
      next: 'I',
      actions: ['writeBack'],
      description: 'memory answers from now on',
    },
    {
      state: 'O',
      event: 'clean',
      next: 'S',
      actions: ['writeBack'],
      description: 'memory answers from now on',
    },
    {
      state: 'O',
      event: 'atomic',
      next: 'S',
      actions: ['writeMemory', 'takeUpdate'],
      description: 'memory catches up, works, and sends the new word',
    },
    { state: 'O', event: 'busRead', next: 'O', actions: ['supply'], description: 'the owner answers' },
    {
      state: 'O',
      event: 'busUpdate',
      next: 'S',
      actions: ['takeUpdate'],
      description: 'the new writer answers from now on',
    },
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
    { state: 'M', event: 'busRead', next: 'O', actions: ['supply'], description: 'the owner answers' },
  ],
};
