/**
 * No protocol: write-back caches that do not watch the bus (a machine that is not cache coherent, NCC).
 *
 * A line read by one core stays as it was read, whatever other cores write, until software drops it
 * (`invalidate`, `flush`); what a core writes stays in its cache until software or replacement writes it back.
 * An atomic operation writes back and drops the copy of its own core only.
 */
import type { CoherenceProtocol } from '../protocol';

export const none: CoherenceProtocol<'I' | 'V' | 'D'> = {
  name: 'none',
  title: 'No coherence',
  description: 'write-back caches that software must flush and invalidate',
  source: 'the usual write-back, write-allocate cache: Hennessy and Patterson 6e, appendix B.1',
  snoops: false,
  family: 'none',
  states: [
    { letter: 'I', name: 'Invalid', description: 'not in this cache' },
    { letter: 'V', name: 'Valid', description: 'as memory was when it was fetched' },
    { letter: 'D', name: 'Dirty', description: 'written here, not yet in memory' },
  ],
  transitions: [
    { state: 'I', event: 'load', next: 'V', actions: ['busRead'], description: 'read miss' },
    {
      state: 'I',
      event: 'store',
      next: 'D',
      actions: ['busRead'],
      description: 'write miss: fetch, then write',
    },
    { state: 'V', event: 'load', next: 'V', actions: [], description: 'read hit' },
    { state: 'V', event: 'store', next: 'D', actions: [], description: 'write hit, nobody is told' },
    { state: 'V', event: 'evict', next: 'I', actions: [], description: 'nothing to save' },
    { state: 'V', event: 'clean', next: 'V', actions: [], description: 'nothing to save' },
    {
      state: 'V',
      event: 'atomic',
      next: 'I',
      actions: [],
      description: 'the word changes at the controller',
    },
    { state: 'D', event: 'load', next: 'D', actions: [], description: 'read hit' },
    { state: 'D', event: 'store', next: 'D', actions: [], description: 'write hit' },
    {
      state: 'D',
      event: 'evict',
      next: 'I',
      actions: ['writeBack'],
      description: 'the whole line goes to memory',
    },
    {
      state: 'D',
      event: 'clean',
      next: 'V',
      actions: ['writeBack'],
      description: 'the whole line goes to memory',
    },
    {
      state: 'D',
      event: 'atomic',
      next: 'I',
      actions: ['writeMemory'],
      description: 'the controller must work on the newest value of this core',
    },
  ],
};
