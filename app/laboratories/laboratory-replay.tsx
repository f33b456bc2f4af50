'use client';
/** The run of a laboratory, step by step, in the replay of exercises: a script of its own, fetched where there is a trace. */
import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { View } from '../../exercises/exercise-definition';
import type { EncodedTrace } from '../../simulator/engine/trace';
import * as words from '../dictionary';
import type { ReplayProps } from '../replay/replay';

/** Where it cannot be had, the events below say the same. */
const Replay = lazy(() =>
  import('../replay/replay').then(
    (module) => ({ default: module.Replay as ComponentType<ReplayProps> }),
    () => ({ default: () => <p className="notice notice-warning">{words.panels.notLoaded}</p> }),
  ),
);

export function LaboratoryReplay({ title, view, trace }: { title: string; view: View; trace: EncodedTrace }) {
  const [fills, setFills] = useState(false);
  return (
    <Suspense fallback={<p className="text-sm text-text-muted">{words.panels.loading}</p>}>
      <Replay
        {...{ title, view, trace, fills }}
        parameters={NO_PARAMETERS}
        checks={NO_CHECKS}
        onFills={setFills}
      />
    </Suspense>
  );
}

const NO_PARAMETERS = {};
const NO_CHECKS: ReplayProps['checks'] = [];
