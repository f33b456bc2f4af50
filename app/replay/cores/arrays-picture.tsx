/** The two arrays of the O(1) scheduler: which is the active one, which of their 140 lists hold somebody, and whom. */

import type { QueuePart } from '../../../exercises/picture-description';
import { FIRST_TIMESHARED, PRIORITIES } from '../../../simulator/kernel/scheduling/linux-o1-numbers';
import { describedWords } from '../described/described-words';
import type { QueueState } from '../described/queue-model';
import { QueuePicture } from '../described/queue-picture';
import { coresWords as words } from './cores-words';

export interface ArrayShown {
  readonly part: QueuePart;
  readonly state: QueueState;
  /** Lists that hold somebody. */
  readonly levels: readonly number[];
  readonly isActive: boolean;
}

export function ArraysPicture(props: {
  arrays: readonly ArrayShown[];
  swapped: boolean;
  /** Room is kept for so many lists, so that little moves while stepping. */
  lists: number;
}) {
  const { arrays, swapped, lists } = props;
  return (
    <div className="min-w-0">
      {/* Always there, so that nothing moves while stepping. */}
      <p className="m-0 mb-1 min-h-5 font-medium text-text">{swapped && words.swapped}</p>
      <div className="flex min-w-0 flex-wrap gap-x-8 gap-y-3">
        {arrays.map(({ part, state, levels, isActive }) => (
          <div key={part.title} className="min-w-0 grow basis-64">
            <p className="m-0 mb-1 flex items-center gap-2">
              <span className="font-medium text-text">{part.title}</span>
              <span
                className={`rounded-xs border px-1.5 ${
                  isActive
                    ? 'border-accent bg-accent text-accent-text'
                    : 'border-border-strong text-text-muted'
                }`}
                style={swapped ? { outline: '2px solid var(--text)', outlineOffset: 1 } : undefined}
              >
                {isActive ? words.active : words.expired}
              </span>
            </p>
            <Bitmap levels={levels} />
            <div style={{ minHeight: `${lists * 2.25 + 1.75}rem` }}>
              {levels.length === 0 && <p className="m-0 text-text-muted italic">{describedWords.empty}</p>}
              <QueuePicture part={part} state={state} numbers={levels} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** A bit for each list, as the scheduler finds the best priority by. What it says stands in the lists below it. */
function Bitmap({ levels }: { levels: readonly number[] }) {
  return (
    <div aria-hidden="true" className="mb-1">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${PRIORITIES} 10`}
        preserveAspectRatio="none"
        className="block h-2.5 w-full"
      >
        <rect width={PRIORITIES} height="10" fill="var(--idle)" />
        {levels.map((level) => (
          <rect key={level} x={level} width="1" height="10" fill="var(--text)" />
        ))}
        <line
          x1={FIRST_TIMESHARED}
          x2={FIRST_TIMESHARED}
          y2="10"
          stroke="var(--border-strong)"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div className="flex text-xs text-text-muted">
        <span style={{ width: `${(100 * FIRST_TIMESHARED) / PRIORITIES}%` }}>{words.realTime}</span>
        <span>{words.timeShared}</span>
      </div>
    </div>
  );
}
