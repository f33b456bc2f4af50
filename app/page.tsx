/**
 * The first page: what this is and where to start, or where one was; below, the map of the course: its chapters with
 * one's progress, or what a search finds.
 */
import Link from 'next/link';
import type { Chapter } from './catalogue';
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
import * as words from './dictionary';
import { GoOn } from './home/go-on';
import { Introduction } from './home/introduction';
import { ItemList, ROW_LINK } from './item-list';
import { ownLast, ownProgress } from './own-progress';
import { allChapters, itemsOfOwnCourses } from './packages/given-items';
import { currentViewer } from './viewer';

export default async function CataloguePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await currentViewer();
  const [progress, last, all, ofCourses] = await Promise.all([
    ownProgress(viewer),
    ownLast(viewer),
    allChapters(),
    itemsOfOwnCourses(viewer),
  ]);
  const filter = readFilter(await searchParams);
  const items = all.flatMap((chapter) => chapter.items);
  const isStart = filtersNothing(filter);
  const isVisitor = viewer.kind !== 'user';
  const Title = isStart && isVisitor ? 'h2' : 'h1';
  return (
    <div className="mx-auto w-full max-w-[90rem] px-4 py-8 sm:px-6 sm:py-10">
      {isStart && isVisitor && <Introduction items={items} />}
      <Title className={`font-semibold tracking-tight ${Title === 'h1' ? 'text-xl' : 'mt-12 text-lg'}`}>
        {words.catalogue.title}
      </Title>
      {viewer.kind === 'visitor' && (
        <p className="mt-1 text-sm text-text-muted">
          {words.catalogue.withoutAccount}{' '}
          <Link className="link" href="/sign-up">
            {words.site.signUp}
          </Link>
        </p>
      )}
      {isStart && !isVisitor && (
        <div className="mt-4">
          <GoOn items={[...items, ...ofCourses]} progress={progress} last={last} />
        </div>
      )}
      {all.length === 0 && <p className="notice notice-warning mt-8">{words.catalogue.empty}</p>}
      <p className="mt-1 text-sm">
        <Link className="link" href="/laboratories">
          {words.laboratory.toAll}
        </Link>
      </p>
      <FilterForm filter={filter} withState={viewer.kind === 'user'} />
      {isStart ? (
        <ul className="mt-6 grid gap-3 md:grid-cols-2 xl:grid-cols-3">
          {all.map((chapter, index) => (
            <ChapterCard key={chapter.name} number={index + 1} chapter={chapter} progress={progress} />
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
      <label className="min-w-48 max-w-2xl flex-1 text-sm">
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

/** Of what is in a chapter, on its card: as many as two lines hold. */
const TITLES_SHOWN = 6;

function ChapterCard(props: { number: number; chapter: Chapter; progress: Progress }) {
  const { number, chapter, progress } = props;
  const { name, items } = chapter;
  const of = (kind: 'exercise' | 'question') => items.filter((item) => item.kind === kind).length;
  const count = Object.fromEntries(
    ITEM_STATES.map((state) => [state, items.filter((item) => stateOf(item, progress) === state).length]),
  );
  const solved = count.solved ?? 0;
  return (
    <li className="panel relative flex flex-col px-4 py-3 hover:bg-surface-sunken">
      <p>
        <span aria-hidden="true" className="mr-2 text-text-muted">
          {number}
        </span>
        <Link href={chapterHref(name)} className={ROW_LINK} prefetch={false}>
          {words.chapterTitle(name)}
        </Link>
      </p>
      <p className="mt-0.5 mb-2 line-clamp-2 text-sm text-text-muted">
        {items
          .slice(0, TITLES_SHOWN)
          .map(({ title }) => title)
          .join(' · ')}
      </p>
      <div className="mt-auto text-sm">
        <p className="flex justify-between gap-4 text-text-muted">
          <span>{words.catalogue.counts(of('exercise'), of('question'))}</span>
          <span className={solved > 0 ? 'text-text' : ''}>
            {words.catalogue.solvedOf(solved, items.length)}
          </span>
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
              {words.chapterTitle(name)}
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
