'use client';
/** What a package is begun from, its name and its title. */
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { FamilyName } from '../../../grader/packages/families';
import type { ActionResult } from '../../action';
import { BusyButton } from '../../busy-button';
import { LabelledField } from '../../labelled-field';
import { Problem } from '../../problem';
import { useAction } from '../../use-action';
import { beginPackageAction } from '../actions';
import { archiveIn, sendArchive } from '../send-archive';
import { authorWords } from '../words';

type From = keyof typeof authorWords.from;
const WAYS = Object.keys(authorWords.from) as From[];
type OtherBeginning = Parameters<typeof beginPackageAction>[0]['begin'];
type Beginning =
  | OtherBeginning
  | { readonly from: 'archive'; readonly archive: File; readonly chapter: string };

interface Choice {
  readonly id: string;
  readonly title: string;
}

const MAX_TITLE_CHARACTERS = 100;

/** An archive is more than an action takes. */
function begun(given: {
  readonly name: string;
  readonly title: string;
  readonly begin: Beginning;
}): Promise<ActionResult<{ readonly packageId: string }>> {
  const { name, title, begin } = given;
  if (begin.from !== 'archive') return beginPackageAction({ name, title, begin });
  const { archive, chapter } = begin;
  return sendArchive({ archive, to: `packages?${new URLSearchParams({ name, title, chapter })}` });
}

export function NewPackageFields(props: {
  families: readonly FamilyName[];
  exercises: readonly Choice[];
  questions: readonly Choice[];
  packages: readonly Choice[];
  chapters: readonly string[];
  mostArchiveBytes: number;
}) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(begun);
  const [from, setFrom] = useState<From>('family');
  const [refused, setRefused] = useState('');

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefused('');
    const form = new FormData(event.currentTarget);
    const begin = beginningOf(from, form, props.mostArchiveBytes);
    if (typeof begin === 'string') return setRefused(begin);
    const text = (name: string) => String(form.get(name) ?? '');
    const made = await run({ name: text('name'), title: text('title'), begin });
    if (made !== null) router.push(`/author/${made.value.packageId}`);
  };

  return (
    <form onSubmit={send} className="space-y-5" method="post">
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{authorWords.beginFrom}</legend>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {WAYS.filter((way) => way !== 'package' || props.packages.length > 0).map((way) => (
            <label key={way} className="flex min-h-8 items-center gap-2">
              <input
                type="radio"
                className="accent-(--accent)"
                name="from"
                value={way}
                checked={way === from}
                onChange={() => setFrom(way)}
              />
              {authorWords.from[way]}
            </label>
          ))}
        </div>
      </fieldset>
      <FromFields from={from} {...props} />
      <LabelledField
        label={authorWords.titleLabel}
        name="title"
        maxLength={MAX_TITLE_CHARACTERS}
        hint={authorWords.titleHint}
        autoComplete="off"
      />
      <LabelledField
        label={authorWords.name}
        name="name"
        maxLength={60}
        hint={authorWords.nameHint}
        autoComplete="off"
      />
      <Problem text={refused || problem} />
      <BusyButton type="submit" className="button button-primary min-h-9" isBusy={isWorking}>
        {isWorking ? authorWords.making : authorWords.make}
      </BusyButton>
    </form>
  );
}

function FromFields(props: Parameters<typeof NewPackageFields>[0] & { from: From }) {
  const { exercises, questions, packages } = props;
  const option = ({ id, title }: Choice) => (
    <option key={id} value={id}>
      {title}
    </option>
  );
  switch (props.from) {
    case 'family':
      return (
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{authorWords.familyLabel}</legend>
          <div className="panel divide-y divide-border">
            {props.families.map((family, index) => (
              <label key={family} className="flex gap-3 px-3 py-2">
                <input
                  type="radio"
                  className="accent-(--accent)"
                  name="family"
                  value={family}
                  defaultChecked={index === 0}
                />
                <span>
                  {authorWords.family[family].title}
                  <span className="block text-sm text-text-muted">{authorWords.family[family].text}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      );
    case 'catalogue':
      return (
        <Select name="item" label={authorWords.item}>
          <optgroup label={authorWords.kind.exercise}>{exercises.map(option)}</optgroup>
          <optgroup label={authorWords.kind.question}>{questions.map(option)}</optgroup>
        </Select>
      );
    case 'package':
      return (
        <Select name="package" label={authorWords.package}>
          {packages.map(option)}
        </Select>
      );
    case 'archive':
      return (
        <>
          <div>
            <label htmlFor="archive" className="mb-1 block text-sm font-medium">
              {authorWords.archive}
            </label>
            <input
              id="archive"
              name="archive"
              type="file"
              accept=".zip"
              className="field"
              aria-describedby="archive-hint"
            />
            <p id="archive-hint" className="mt-1 text-xs text-text-muted">
              {authorWords.archiveHint(props.mostArchiveBytes)}
            </p>
          </div>
          <Select name="chapter" label={authorWords.chapter} hint={authorWords.chapterHint} chosen="own">
            {props.chapters.map((id) => option({ id, title: id }))}
          </Select>
        </>
      );
    case 'empty':
      return (
        <Select name="kind" label={authorWords.kindLabel}>
          {(['exercise', 'question'] as const).map((id) => option({ id, title: authorWords.kind[id] }))}
        </Select>
      );
    case 'form':
    case 'question':
      return null;
  }
}

function Select(props: { name: string; label: string; hint?: string; chosen?: string; children: ReactNode }) {
  const { name, label, hint, chosen, children } = props;
  return (
    <div>
      <label htmlFor={name} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select
        id={name}
        name={name}
        className="field"
        defaultValue={chosen}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
      >
        {children}
      </select>
      {hint !== undefined && (
        <p id={`${name}-hint`} className="mt-1 text-xs text-text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** @returns a sentence when something is missing. */
function beginningOf(from: From, form: FormData, mostBytes: number): Beginning | string {
  const text = (name: string) => String(form.get(name) ?? '');
  switch (from) {
    case 'family':
      return { from, family: text('family') as FamilyName };
    case 'form':
    case 'question':
      return { from };
    case 'catalogue':
      return { from, item: text('item') };
    case 'package':
      return { from, packageId: text('package') };
    case 'archive': {
      const archive = archiveIn(form.get('archive'), mostBytes);
      return typeof archive === 'string' ? archive : { from, archive, chapter: text('chapter') };
    }
    case 'empty':
      return { from, kind: text('kind') === 'question' ? 'question' : 'exercise' };
  }
}
