'use client';
/** Fields of the form, each with its label, and lists of them whose items are added, moved and removed. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { questionWords as words } from './words';

interface FieldProps {
  label: string;
  hint?: string;
}

export function TextField(
  props: FieldProps & {
    value: string;
    /** Characters. */
    most: number;
    isLong?: boolean;
    isCode?: boolean;
    isRequired?: boolean;
    onChange(value: string): void;
  },
) {
  const { value, most, isLong, isCode, isRequired, onChange } = props;
  return (
    <Labelled {...props}>
      {(named) =>
        isLong ? (
          <textarea
            {...named}
            className={`field ${isCode ? 'font-mono' : ''}`}
            rows={Math.min(16, Math.max(2, value.split('\n').length + 1))}
            value={value}
            maxLength={most}
            required={isRequired}
            onChange={({ target }) => onChange(target.value)}
          />
        ) : (
          <input
            {...named}
            className={`field ${isCode ? 'font-mono' : ''}`}
            value={value}
            maxLength={most}
            required={isRequired}
            autoComplete="off"
            spellCheck={!isCode}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Labelled>
  );
}

const MOST_FORMULA = 500;

export function FormulaField(props: FieldProps & { value: string; onChange(value: string): void }) {
  return <TextField {...props} most={MOST_FORMULA} isCode />;
}

/** A text that may be missing: an empty one is none. */
export function OptionalField(
  props: FieldProps & { value: string | undefined; most: number; onChange(value: string | undefined): void },
) {
  const { value = '', onChange } = props;
  return (
    <TextField
      {...props}
      value={value}
      isLong
      onChange={(typed) => onChange(typed === '' ? undefined : typed)}
    />
  );
}

/** What is typed is taken once it can be read; until then it stays in the field, with what is wrong. */
export function ReadField<Value>(
  props: FieldProps & {
    value: Value;
    told(value: Value): string;
    /** Null where it cannot be read. */
    read(text: string): Value | null;
    problem: string;
    isCode?: boolean;
    /** Taken when one leaves the field or presses Enter, not while one types. */
    isTakenLast?: boolean;
    onChange(value: Value): void;
  },
) {
  const { value, told, read, problem, isCode, isTakenLast = false, onChange } = props;
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? told(value);
  const isWrong = typed !== undefined && read(typed) === null;
  const leave = () => {
    if (typed === undefined || isWrong) return;
    setTyped(undefined);
    const taken = isTakenLast ? read(typed) : null;
    if (taken !== null && told(taken) !== told(value)) onChange(taken);
  };
  return (
    <Labelled {...props} problem={isWrong ? problem : undefined}>
      {(named) => (
        <input
          {...named}
          className={`field ${isCode ? 'font-mono' : ''}`}
          value={shown}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          onChange={({ target }) => {
            setTyped(target.value);
            const taken = isTakenLast ? null : read(target.value);
            if (taken !== null) onChange(taken);
          }}
          onBlur={leave}
          onKeyDown={({ key }) => {
            if (key === 'Enter') leave();
          }}
        />
      )}
    </Labelled>
  );
}

export function NumberField(
  props: FieldProps & {
    value: number;
    /** Whether it is one that may stand there, and what is said where it is not. */
    fits?(value: number): boolean;
    problem?: string;
    onChange(value: number): void;
  },
) {
  const { fits = () => true, problem = words.numberProblem } = props;
  return (
    <ReadField
      {...props}
      told={String}
      read={(text) => {
        const number = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
        return Number.isFinite(number) && fits(number) ? number : null;
      }}
      problem={problem}
    />
  );
}

export function SelectField<Value extends string>(
  props: FieldProps & {
    value: Value;
    options: readonly (readonly [Value, string])[];
    onChange(value: Value): void;
  },
) {
  const { value, options, onChange } = props;
  const isKnown = options.some(([each]) => each === value);
  return (
    <Labelled {...props}>
      {(named) => (
        <select
          {...named}
          className="field"
          value={value}
          onChange={({ target }) => onChange(target.value as Value)}
        >
          {!isKnown && <option value={value}>{value}</option>}
          {options.map(([each, told], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same while one types
            <option key={index} value={each}>
              {told}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

export function TickField(props: { label: string; isOn: boolean; onChange(isOn: boolean): void }) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-sm">
      <input type="checkbox" checked={props.isOn} onChange={({ target }) => props.onChange(target.checked)} />
      {props.label}
    </label>
  );
}

function Labelled(
  props: FieldProps & {
    problem?: string;
    children(named: { id: string; 'aria-describedby': string | undefined }): ReactNode;
  },
) {
  const { label, hint, problem } = props;
  const id = useId();
  const isDescribed = hint !== undefined || problem !== undefined;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {props.children({ id, 'aria-describedby': isDescribed ? `${id}-said` : undefined })}
      {isDescribed && (
        <p
          id={`${id}-said`}
          className={`mt-1 text-xs ${problem === undefined ? 'text-text-muted' : 'text-bad'}`}
        >
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}

/** Fields that belong together, under their name. */
export function Group(props: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 space-y-3">
      <legend className="mb-2 font-semibold">{props.title}</legend>
      {props.hint !== undefined && <p className="text-xs text-text-muted">{props.hint}</p>}
      {props.children}
    </fieldset>
  );
}

/** Of as many columns as there is room for. */
export function Beside({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-[repeat(auto-fit,minmax(min(9rem,100%),1fr))] gap-3">{children}</div>;
}

/** An item that was just removed, and what was left. */
interface Removed<Item> {
  readonly item: Item;
  readonly index: number;
  readonly name: string;
  readonly left: readonly Item[];
}

/** Items in an order that matters. What was moved, added or brought back keeps the focus. */
export function ItemList<Item>(props: {
  title: string;
  hint?: string;
  items: readonly Item[];
  least?: number;
  most: number;
  nameOf(item: Item, index: number): string;
  /** What the button that adds one says. */
  adds: string;
  make(): Item;
  /** Stands beside that button. */
  beside?: ReactNode;
  onChange(items: readonly Item[]): void;
  children(item: Item, change: (item: Item) => void, index: number): ReactNode;
}) {
  const { items, least = 0, most, nameOf, make, onChange } = props;
  const id = useId();
  /** Of the items, so that each keeps its fields where it is moved. */
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < items.length) keys.current.push(next.current++);
  keys.current.length = items.length;
  /** The first of these that can take it. */
  const [focus, setFocus] = useState<readonly string[]>([]);
  useEffect(() => {
    for (const each of focus) {
      const element = document.getElementById(each);
      const field = element?.matches('li')
        ? element.querySelector<HTMLElement>('input, textarea, select')
        : element;
      // One that was just disabled is the active one for a moment longer.
      if (!field || field.matches(':disabled')) continue;
      return field.focus();
    }
  }, [focus]);

  const move = (from: number, by: -1 | 1) => {
    const key = `${id}-${keys.current[from]}`;
    keys.current = exchanged(keys.current, from, from + by);
    setFocus(by < 0 ? [`${key}-up`, `${key}-down`] : [`${key}-down`, `${key}-up`]);
    onChange(exchanged(items, from, from + by));
  };
  const [removed, setRemoved] = useState<Removed<Item>>();
  const remove = (index: number) => {
    const left = items.toSpliced(index, 1);
    setRemoved({ item: items[index] as Item, index, name: nameOf(items[index] as Item, index), left });
    keys.current = keys.current.toSpliced(index, 1);
    setFocus([`${id}-back`, `${id}-add`]);
    onChange(left);
  };
  const bringBack = ({ item, index }: Removed<Item>) => {
    setRemoved(undefined);
    keys.current = keys.current.toSpliced(index, 0, next.current);
    setFocus([`${id}-${next.current++}`]);
    onChange(items.toSpliced(index, 0, item));
  };
  // Whatever was changed since is not to be lost.
  const isNewest = removed !== undefined && JSON.stringify(removed.left) === JSON.stringify(items);
  const add = () => {
    setFocus([`${id}-${next.current}`]);
    onChange([...items, make()]);
  };

  return (
    <Group title={props.title} hint={props.hint}>
      {items.length > 0 && (
        <ol className="space-y-3">
          {items.map((item, index) => {
            const key = `${id}-${keys.current[index]}`;
            const name = nameOf(item, index);
            const change = (changed: Item) => onChange(items.with(index, changed));
            return (
              <li key={key} id={key}>
                <fieldset className="panel min-w-0 space-y-3 p-3">
                  <legend className="sr-only">{name}</legend>
                  <div className="flex flex-wrap items-center gap-1">
                    <p className="mr-auto min-w-0 text-sm font-medium wrap-anywhere" aria-hidden>
                      {name}
                    </p>
                    <button
                      id={`${key}-up`}
                      type="button"
                      className="button button-quiet px-2"
                      aria-label={words.upOf(name)}
                      disabled={index === 0}
                      onClick={() => move(index, -1)}
                    >
                      {words.up}
                    </button>
                    <button
                      id={`${key}-down`}
                      type="button"
                      className="button button-quiet px-2"
                      aria-label={words.downOf(name)}
                      disabled={index === items.length - 1}
                      onClick={() => move(index, 1)}
                    >
                      {words.down}
                    </button>
                    <button
                      type="button"
                      className="button button-quiet px-2"
                      aria-label={words.removeOf(name)}
                      disabled={items.length <= least}
                      onClick={() => remove(index)}
                    >
                      {words.remove}
                    </button>
                  </div>
                  {props.children(item, change, index)}
                </fieldset>
              </li>
            );
          })}
        </ol>
      )}
      <div className="flex flex-wrap items-end gap-2">
        {props.beside}
        <button
          id={`${id}-add`}
          type="button"
          className="button"
          disabled={items.length >= most}
          onClick={add}
        >
          {props.adds}
        </button>
        <div role="status" className="flex flex-wrap items-center gap-2 text-sm">
          {isNewest && (
            <>
              <span className="min-w-0 wrap-anywhere">{words.removed(removed.name)}</span>
              <button
                id={`${id}-back`}
                type="button"
                className="button"
                aria-label={words.bringBackOf(removed.name)}
                onClick={() => bringBack(removed)}
              >
                {words.bringBack}
              </button>
            </>
          )}
        </div>
      </div>
    </Group>
  );
}

function exchanged<Item>(items: readonly Item[], a: number, b: number): Item[] {
  const exchanged = [...items];
  [exchanged[a], exchanged[b]] = [items[b] as Item, items[a] as Item];
  return exchanged;
}
