/** What every view of a run is given. A view shows the moment of one event, as its picture or as tables. */
import type { CaseParameters } from '../../exercises/exercise-definition';
import type { Trace } from '../../simulator/engine/trace';
import type { Failure } from './failures';

export interface PictureProps {
  readonly trace: Trace;
  readonly parameters: CaseParameters;
  readonly failures: readonly Failure[];
  /** The current event. */
  readonly index: number;
  onSelect(index: number): void;
  readonly as: 'picture' | 'table';
}
