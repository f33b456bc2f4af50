/**
 * MESI: MSI with a fourth state, Exclusive, for a clean line that no other cache holds.
 *
 * A core that reads and then writes its own data needs one bus transaction where MSI needs two: E becomes M in
 * silence. Clean lines come from memory, as in Hennessy and Patterson; the Illinois variant, in which a cache
 * supplies clean lines too, is not this one.
 */
import type { CoherenceProtocol } from '../protocol';

export const mesi: CoherenceProtocol<'I' | 'S' | 'E' | 'M'> = {
  name: 'mesi',
  title: 'MESI',
  description: 'write-invalidate with silent upgrade of lines that no other cache holds',
  source: 'Papamarcos and Patel, ISCA 1984; Culler and Singh, Parallel Computer Architecture, section 5.3.2',
  snoops: true,
  family: 'write-invalidate',
  states: [
    { letter: 'I', name: 'Invalid', description: 'not in this cache' },
    { letter: 'S', name: 'Shared', description: 'clean, as in memory; other caches may hold it too' },
    { letter: 'E', name: 'Exclusive', description: 'clean, as in memory, and in no other cache' },
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
    { state: 'I', event: 'store', next: 'M', actions: ['busReadExclusive'], description: 'write miss' },
    { state: 'S', event: 'load', next: 'S', actions: [], description: 'read hit' },
    {
      state: 'S',
      event: 'store',
      next: 'M',
      actions: ['busUpgrade'],
      description: 'the data is here, the other copies must go',
    },
    { state: 'S', event: 'evict', next: 'I', actions: [], description: 'memory has the data' },
    { state: 'S', event: 'clean', next: 'S', actions: [], description: 'memory has the data' },
    {
      state: 'S',
      event: 'atomic',
      next: 'I',
      actions: [],
      description: 'the word changes at the controller',
    },
    { state: 'S', event: 'busRead', next: 'S', actions: [], description: 'memory answers the other reader' },
    { state: 'S', event: 'busReadExclusive', next: 'I', actions: [], description: 'another core writes' },
    { state: 'S', event: 'busUpgrade', next: 'I', actions: [], description: 'another core writes' },
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
      next: 'I',
      actions: [],
      description: 'the word changes at the controller',
    },
    { state: 'E', event: 'busRead', next: 'S', actions: [], description: 'no longer the only one' },
    { state: 'E', event: 'busReadExclusive', next: 'I', actions: [], description: 'another core writes' },
    { state: 'M', event: 'load', next: 'M', actions: [], description: 'read hit' },
    { state: 'M', event: 'store', next: 'M', actions: [], description: 'write hit, nobody need know' },
    { state: 'M', event: 'evict', next: 'I', actions: ['writeBack'], description: 'the only copy is saved' },
    { state: 'M', event: 'clean', next: 'E', actions: ['writeBack'], description: 'memory catches up' },
    {
      state: 'M',
      event: 'atomic',
      next: 'I',
      actions: ['writeMemory'],
      description: 'the controller must work on the newest value',
    },
    {
      state: 'M',
      event: 'busRead',
      next: 'S',
      actions: ['supply', 'writeMemory'],
      description: 'the newest data goes to the reader and to memory',
    },
    {
      state: 'M',
      event: 'busReadExclusive',
      next: 'I',
      actions: ['supply', 'writeMemory'],
      description: 'the newest data goes to the writer and to memory',
    },
  ],
};
