/** Slots as boxes in order: name, pointers that stand here, what it holds, and the flags that are set. */
import type { SlotsPart } from '../../../exercises/picture-description';
import { describedWords as words } from './described-words';
import { nameOf } from './reading';
import type { SlotsState } from './slots-model';
import { HERE, Now } from './touched';

export function SlotsPicture(props: { part: SlotsPart; state: SlotsState; numbers: readonly number[] }) {
  const { part, state, numbers } = props;
  if (numbers.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <ul
      className="m-0 grid list-none gap-x-1.5 gap-y-1 p-0"
      style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(6.5rem, 1fr))' }}
    >
      {numbers.map((number) => {
        const slot = state.slots.get(number);
        const pointers = (part.pointers ?? []).filter((pointer) => state.pointers.get(pointer) === number);
        const touched = state.touched.has(String(number));
        return (
          <li key={number} className="flex min-w-0 flex-col">
            {part.pointers !== undefined && (
              <span className="min-h-4 text-center text-xs font-medium leading-4 text-accent wrap-anywhere">
                {pointers.length > 0 && `${pointers.join(', ')} ▾`}
              </span>
            )}
            <span
              className="flex min-w-0 grow flex-col rounded-xs border border-border-strong bg-surface-raised px-1.5 py-1"
              style={touched ? HERE : undefined}
            >
              <span className="text-xs leading-4 text-text-muted wrap-anywhere">{nameOf(part, number)}</span>
              {slot?.text === undefined ? (
                <span className="text-text-muted italic">{part.empty ?? words.empty}</span>
              ) : (
                <span className="font-medium text-text wrap-anywhere">{slot.text}</span>
              )}
              {part.flags !== undefined && (
                <span className="mt-auto flex min-h-4 flex-wrap gap-x-1 text-xs leading-4 text-text-muted">
                  {part.flags
                    .filter((flag) => slot?.flags.has(flag))
                    .map((flag) => (
                      <span key={flag} className="rounded-xs bg-kernel px-1 text-kernel-text">
                        {flag}
                      </span>
                    ))}
                </span>
              )}
              {touched && <Now />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
