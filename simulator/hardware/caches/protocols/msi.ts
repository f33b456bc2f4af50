/**
 * MSI: write-invalidate with three states. The textbook's smallest protocol for write-back caches.
 *
 * A core that only reads before it writes pays twice: BusRd for the read and BusUpgr for the write, even if no
 * other cache has the line. MESI's extra state removes that.
 */
import type { CoherenceProtocol } from '../protocol';

export const msi: CoherenceProtocol<'I' | 'S' | 'M'> = {
  name: 'msi',
  title: 'MSI',
  description: 'write-invalidate for write-back caches: one writer or many readers',
  source:
    'Culler and Singh, Parallel Computer Architecture, section 5.3.1; Hennessy and Patterson 6e, section 5.2',
  snoops: true,
  family: 'write-invalidate',
  states: [
    { letter: 'I', name: 'Invalid', description: 'not in this cache' },
    { letter: 'S', name: 'Shared', description: 'clean, as in memory; other caches may hold it too' },
    { letter: 'M', name: 'Modified', description: 'the only copy, newer than memory' },
  ],
  transitions: [
    { state: 'I', event: 'load', next: 'S', actions: ['busRead'], description: 'read miss' },
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
    { state: 'M', event: 'load', next: 'M', actions: [], description: 'read hit' },
    { state: 'M', event: 'store', next: 'M', actions: [], description: 'write hit, nobody need know' },
    { state: 'M', event: 'evict', next: 'I', actions: ['writeBack'], description: 'the only copy is saved' },
    { state: 'M', event: 'clean', next: 'S', actions: ['writeBack'], description: 'memory catches up' },
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
