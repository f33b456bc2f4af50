/** Which picture shows the run of a laboratory that gives a trace, by the laboratory's name. */
import type { View } from '../../exercises/exercise-definition';
import { definePicture } from '../../exercises/picture-description';
import { COHERENCE_TRACE_EVENTS } from '../../simulator/laboratories/coherence-trace';

/** On a page. */
const MOST_CORES = 16;
const CORES = Array.from({ length: MOST_CORES }, (_, core) => `core ${core}`);

const coherence = definePicture(COHERENCE_TRACE_EVENTS, {
  time: 'step',
  parts: {
    lines: { kind: 'table', title: 'Lines', key: 'line', columns: CORES },
    bus: {
      kind: 'traffic',
      title: 'Bus',
      noun: 'core',
      transactions: ['read', 'read to write', 'upgrade', 'update', 'write', 'write back', 'atomic'],
    },
  },
  on: {
    access: [{ part: 'lines', row: 'line' }],
    moves: [{ part: 'lines', row: 'line', column: { field: 'core' }, value: 'state' }],
    bus: [{ part: 'bus', by: 'core', transaction: { field: 'transaction' }, text: '{line}' }],
  },
});

export const TRACE_VIEWS: Readonly<Record<string, View>> = { scheduling: 'cores', coherence };
