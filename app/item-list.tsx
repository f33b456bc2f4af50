/** Exercises and questions as rows, each with one's own progress. */
import Link from 'next/link';
import { type CatalogueItem, type ItemProgress, type Progress, progressKey } from './catalogue-items';
import * as words from './dictionary';
import { ScoreBar } from './score-bar';

/** The whole row or card opens it, and only its title is read out as the link. */
export const ROW_LINK = 'font-medium after:absolute after:inset-0';

export function ItemList({ items, progress }: { items: readonly CatalogueItem[]; progress: Progress }) {
  return (
    <ul className="panel divide-y divide-border">
      {items.map((item) => (
        <ItemRow key={progressKey(item)} item={item} own={progress.get(progressKey(item))} />
      ))}
    </ul>
  );
}

function ItemRow({ item, own }: { item: CatalogueItem; own?: ItemProgress }) {
  const { kind, title, summary, href, difficulty, caseCount, maxScore, from, madeFrom } = item;
  const origins = [from, madeFrom && words.packages.madeFrom(madeFrom)].filter(Boolean);
  return (
    <li className="relative grid gap-x-6 gap-y-1.5 px-4 py-3 first:rounded-t-md last:rounded-b-md hover:bg-surface-sunken sm:grid-cols-[1fr_11rem] lg:grid-cols-[1fr_10rem_11rem]">
      <div className="min-w-0">
        <Link href={href} className={ROW_LINK} prefetch={false}>
          {title}
        </Link>
        <p className="max-w-[75ch] text-sm text-text-muted wrap-anywhere">{summary}</p>
        {origins.length > 0 && (
          <p className="mt-0.5 text-xs text-text-muted wrap-anywhere">{origins.join(' · ')}</p>
        )}
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs leading-5 text-text-muted max-lg:row-start-2 lg:flex-col">
        {difficulty !== undefined && <Difficulty level={difficulty} />}
        <span>{kind === 'question' ? words.catalogue.question : words.catalogue.cases(caseCount ?? 0)}</span>
      </p>
      {own === undefined ? (
        <p className="text-sm text-text-muted sm:text-right">
          {words.catalogue.notTried}
          {maxScore !== undefined && ` · ${maxScore} points`}
        </p>
      ) : (
        <div className="text-sm sm:text-right">
          <ScoreBar score={own.points} maxScore={own.maxPoints} />
          <p className="mt-1 text-xs text-text-muted">
            {kind === 'question'
              ? words.catalogue.attempts(own.times)
              : words.catalogue.submissions(own.times)}
          </p>
        </div>
      )}
    </li>
  );
}

function Difficulty({ level }: { level: 1 | 2 | 3 }) {
  return (
    <span title={words.catalogue.difficultyLabel(level)}>
      <span aria-hidden="true" className="mr-1 tracking-widest">
        {'●'.repeat(level)}
        {'○'.repeat(3 - level)}
      </span>
      {words.catalogue.difficulty[level - 1]}
    </span>
  );
}
