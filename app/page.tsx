/** The catalogue as the map of a course: its chapters with one's progress, or what a search finds. */
import Link from 'next/link';
import { type Chapter, chapters } from './catalogue';
import {
  chapterHref,
  filtersNothing,
  ITEM_STATES,
  type ItemFilter,
  matching,
  type Progress,
  readFilter,
  stateOf,
} from './catalogue-items';
import { chapterTitle, words } from './dictionary';
import { ItemList, ROW, ROW_LINK } from './item-list';
import { ownProgress } from './own-progress';
import { currentViewer } from './viewer';

export default async function CataloguePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await currentViewer();
  const progress = await ownProgress(viewer);
  const filter = readFilter(await searchParams);
  const all = chapters();
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="text-xl font-semibold tracking-tight">{words.catalogue.title}</h1>
      <p className="mt-2 max-w-[65ch] text-text-muted">
        {words.catalogue.lead}
        {viewer.kind === 'visitor' && ` ${words.catalogue.signInForProgress}`}
      </p>
      {all.length === 0 && <p className="notice notice-warning mt-8">{words.catalogue.empty}</p>}
      <FilterForm filter={filter} withState={viewer.kind === 'user'} />
      {filtersNothing(filter) ? (
        <ul className="panel mt-8 divide-y divide-border">
          {all.map((chapter) => (
            <ChapterRow key={chapter.name} chapter={chapter} progress={progress} />
          ))}
        </ul>
      ) : (
        <Found all={all} filter={filter} progress={progress} />
      )}
    </div>
  );
}

function FilterForm({ filter, withState }: { filter: ItemFilter; withState: boolean }) {
  const { catalogue } = words;
  return (
    <form className="mt-6 flex flex-wrap items-end gap-3">
      <label className="min-w-48 flex-1 text-sm">
        <span className="mb-1 block">{catalogue.find}</span>
        <input
          className="field"
          type="search"
          name="find"
          maxLength={100}
          defaultValue={filter.text}
          placeholder={catalogue.findHint}
        />
      </label>
      <Choice name="kind" label={catalogue.kind} chosen={filter.kind} options={catalogue.kinds} />
      <Choice
        name="difficulty"
        label={catalogue.difficultyFilter}
        chosen={filter.difficulty?.toString()}
        options={Object.fromEntries(catalogue.difficulty.map((each, i) => [i + 1, each]))}
      />
      {withState && (
        <Choice name="state" label={catalogue.state} chosen={filter.state} options={catalogue.states} />
      )}
      <button type="submit" className="button min-h-9">
        {catalogue.apply}
      </button>
    </form>
  );
}

function Choice(props: {
  name: string;
  label: string;
  chosen: string | undefined;
  options: Readonly<Record<string, string>>;
}) {
  return (
    <label className="text-sm">
      <span className="mb-1 block">{props.label}</span>
      <select className="field" name={props.name} defaultValue={props.chosen ?? ''}>
        <option value="">{words.catalogue.any}</option>
        {Object.entries(props.options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function ChapterRow({ chapter, progress }: { chapter: Chapter; progress: Progress }) {
  const { name, items } = chapter;
  const of = (kind: 'exercise' | 'question') => items.filter((item) => item.kind === kind).length;
  const count = Object.fromEntries(
    ITEM_STATES.map((state) => [state, items.filter((item) => stateOf(item, progress) === state).length]),
  );
  const solved = count.solved ?? 0;
  return (
    <li className={ROW}>
      <div className="min-w-0">
        <Link href={chapterHref(name)} className={ROW_LINK}>
          {chapterTitle(name)}
        </Link>
        <p className="text-sm text-text-muted">{words.catalogue.counts(of('exercise'), of('question'))}</p>
      </div>
      <div className="text-sm sm:text-right">
        <p className={solved > 0 ? '' : 'text-text-muted'}>
          {words.catalogue.solvedOf(solved, items.length)}
        </p>
        <div className="mt-1 flex h-1 overflow-hidden rounded-full bg-idle" aria-hidden="true">
          <div className="h-full bg-good" style={{ width: `${(solved / items.length) * 100}%` }} />
          <div
            className="h-full bg-accent"
            style={{ width: `${((count.begun ?? 0) / items.length) * 100}%` }}
          />
        </div>
      </div>
    </li>
  );
}

/** Of what a search finds: more than anybody reads through, and still a light page. */
const MOST_SHOWN = 100;

function Found(props: { all: readonly Chapter[]; filter: ItemFilter; progress: Progress }) {
  const { all, filter, progress } = props;
  const matches = matching(
    all.flatMap(({ items }) => items),
    filter,
    progress,
  );
  const shown = new Set(matches.slice(0, MOST_SHOWN));
  const found = all
    .map(({ name, items }) => ({ name, items: items.filter((item) => shown.has(item)) }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      <p className="mt-6 flex flex-wrap gap-x-4 text-sm" role="status">
        <span>{words.catalogue.found(matches.length)}</span>
        <Link className="link" href="/">
          {words.catalogue.clear}
        </Link>
      </p>
      {matches.length === 0 && <p className="mt-4 text-text-muted">{words.catalogue.nothingFound}</p>}
      {found.map(({ name, items }) => (
        <section key={name} className="mt-8" aria-labelledby={`chapter-${name}`}>
          <h2 id={`chapter-${name}`} className="mb-3 text-lg font-semibold">
            <Link className="link" href={chapterHref(name)}>
              {chapterTitle(name)}
            </Link>
          </h2>
          <ItemList items={items} progress={progress} />
        </section>
      ))}
      {matches.length > MOST_SHOWN && (
        <p className="mt-8 text-text-muted">{words.catalogue.moreFound(matches.length - MOST_SHOWN)}</p>
      )}
    </>
  );
}
