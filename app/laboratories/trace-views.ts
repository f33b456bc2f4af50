/** Which picture shows the run of a laboratory that gives a trace, by the laboratory's name. */
import type { View } from '../../exercises/exercise-definition';
import { definePicture } from '../../exercises/picture-description';
import { wordsOf } from '../../simulator/engine/event-words';
import type { Trace } from '../../simulator/engine/trace';
import { COHERENCE_TRACE_EVENTS } from '../../simulator/laboratories/coherence-trace';

/** On a page. */
const MOST_CORES = 16;
const CORES = Array.from({ length: MOST_CORES }, (_, core) => `core ${core}`);

export const TRACE_VIEWS: Readonly<Record<string, (trace: Trace) => View>> = {
  scheduling: () => 'cores',
  coherence,
};

function coherence(trace: Trace): View {
  const states = wordsOf(
    trace.kinds.find(({ name }) => name === 'moves'),
    'state',
  );
  return definePicture(COHERENCE_TRACE_EVENTS, {
    time: 'step',
    parts: {
      diagram: {
        kind: 'diagram',
        title: 'States',
        noun: 'core',
        thing: 'line',
        names: Array.isArray(states) ? states.map(String) : [],
      },
      lines: { kind: 'table', title: 'Lines', key: 'line', columns: CORES },
      bus: {
        kind: 'traffic',
        title: 'Bus',
        noun: 'core',
        transactions: ['read', 'read to write', 'upgrade', 'update', 'write', 'write back', 'atomic'],
      },
    },
    on: {
      rule: [{ part: 'diagram', from: 'from', to: 'state', text: '{event}' }],
      access: [
        { part: 'diagram', of: 'line' },
        { part: 'lines', row: 'line' },
      ],
      moves: [
        { part: 'diagram', of: 'line', who: 'core', from: 'from', to: 'state' },
        { part: 'lines', row: 'line', column: { field: 'core' }, value: 'state' },
      ],
      bus: [
        { part: 'diagram', of: 'line' },
        { part: 'bus', by: 'core', transaction: { field: 'transaction' }, text: '{line}' },
      ],
    },
  });
}
