/**
 * Write-through caches, and the notes' "no-write" caches: memory is written at every store, so that a line is
 * either valid and as in memory, or not there.
 *
 *                         own copy at a store        copies of other cores at a store
 *      write-through      takes the word             none: stay as they are
 *      no-write           is invalidated             write-invalidate: invalidated
 *                                                    write-update: take the word
 *
 * A store that misses does not fetch the line (no write-allocate).
 * Source: Hennessy and Patterson 6e, appendix B.1; Culler and Singh, section 5.1 (the valid-invalid protocol).
 */
import type { CoherenceProtocol, CoherenceTransition } from '../protocol';

type Family = CoherenceProtocol['family'];

/** @param keepsCopy whether the own copy takes the written word (write-through) or is dropped (no-write). */
function validInvalid(keepsCopy: boolean, family: Family): CoherenceProtocol<'I' | 'V'> {
  const policy = keepsCopy ? 'write-through' : 'no-write';
  const onOtherWrite: Record<Family, readonly CoherenceTransition<'I' | 'V'>[]> = {
    none: [],
    'write-invalidate': [
      { state: 'V', event: 'busWrite', next: 'I', actions: [], description: 'another core writes' },
    ],
    'write-update': [
      {
        state: 'V',
        event: 'busWrite',
        next: 'V',
        actions: ['takeUpdate'],
        description: 'another core wrote',
      },
    ],
  };
  return {
    name: family === 'none' ? policy : `${policy}, ${family}`,
    title: family === 'none' ? `${policy}, not coherent` : `${policy} with ${family}`,
    description: keepsCopy
      ? 'each store goes to memory and into the own copy'
      : 'each store goes to memory and invalidates the own copy',
    source: 'Culler and Singh, Parallel Computer Architecture, section 5.1',
    snoops: family !== 'none',
    family,
    states: [
      { letter: 'I', name: 'Invalid', description: 'not in this cache' },
      { letter: 'V', name: 'Valid', description: 'as memory was when it was last fetched or written' },
    ],
    transitions: [
      { state: 'I', event: 'load', next: 'V', actions: ['busRead'], description: 'read miss' },
      {
        state: 'I',
        event: 'store',
        next: 'I',
        actions: ['busWrite'],
        description: 'write miss: memory only, the line is not fetched',
      },
      { state: 'V', event: 'load', next: 'V', actions: [], description: 'read hit' },
      {
        state: 'V',
        event: 'store',
        next: keepsCopy ? 'V' : 'I',
        actions: ['busWrite'],
        description: keepsCopy ? 'memory and the copy get the word' : 'memory gets the word, the copy goes',
      },
      { state: 'V', event: 'evict', next: 'I', actions: [], description: 'memory has the data' },
      { state: 'V', event: 'clean', next: 'V', actions: [], description: 'memory has the data' },
      family === 'write-update' && keepsCopy
        ? {
            state: 'V',
            event: 'atomic',
            next: 'V',
            actions: ['takeUpdate'],
            description: 'the controller sends the new word',
          }
        : {
            state: 'V',
            event: 'atomic',
            next: 'I',
            actions: [],
            description: 'the word changes at the controller',
          },
      ...(family === 'none'
        ? []
        : [
            {
              state: 'V',
              event: 'busRead',
              next: 'V',
              actions: [],
              description: 'memory answers the other reader',
            } as const,
          ]),
      ...onOtherWrite[family],
    ],
  };
}

export const writeThrough = {
  none: validInvalid(true, 'none'),
  'write-invalidate': validInvalid(true, 'write-invalidate'),
  'write-update': validInvalid(true, 'write-update'),
} as const satisfies Record<Family, CoherenceProtocol>;

export const noWrite = {
  none: validInvalid(false, 'none'),
  'write-invalidate': validInvalid(false, 'write-invalidate'),
  'write-update': validInvalid(false, 'write-update'),
} as const satisfies Record<Family, CoherenceProtocol>;
