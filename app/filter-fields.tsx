/** What a list is filtered by: a form that is an address, so that a choice can be kept and handed on. */
import type { ReactNode } from 'react';
import * as words from './dictionary';

export function FilterForm({ path, children }: { path: string; children: ReactNode }) {
  return (
    <form method="get" action={path} className="mt-6 flex flex-wrap items-end gap-3">
      {children}
    </form>
  );
}

export function ShowButton() {
  return (
    <button type="submit" className="button min-h-9">
      {words.course.show}
    </button>
  );
}

/** Somebody, by name or address. */
export function PersonField({ find }: { find: string }) {
  return (
    <label className="min-w-48 flex-1 text-sm">
      <span className="mb-1 block">{words.course.find}</span>
      <input
        className="field"
        type="search"
        name="find"
        maxLength={100}
        defaultValue={find}
        placeholder={words.course.findHint}
      />
    </label>
  );
}

export function ChoiceField(props: {
  name: string;
  label: string;
  chosen: string | undefined;
  /** Of the choice of everything. */
  any: string;
  options: readonly { readonly value: string; readonly text: string }[];
}) {
  return (
    <label className="min-w-0 text-sm">
      <span className="mb-1 block">{props.label}</span>
      <select className="field" name={props.name} defaultValue={props.chosen ?? ''}>
        <option value="">{props.any}</option>
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
