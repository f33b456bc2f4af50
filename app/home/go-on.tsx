/** For who is signed in: where they were, and what comes next. */
import Link from 'next/link';
import { type CatalogueItem, type Progress, progressKey, whereToGoOn } from '../catalogue-items';
import * as words from '../dictionary';
import { ROW_LINK } from '../item-list';
import { ScoreBar } from '../score-bar';

export function GoOn(props: {
  /** In order. */
  items: readonly CatalogueItem[];
  progress: Progress;
  /** What was worked on last. */
  last: Pick<CatalogueItem, 'kind' | 'id'> | null;
}) {
  const { items, progress, last } = props;
  if (items.length === 0) return null;
  const { goOn, next } = whereToGoOn(items, progress, last);
  if (goOn === undefined && next === undefined)
    return <p className="notice notice-good">{words.home.allSolved}</p>;
  const isFirst = goOn === undefined && progress.size === 0;
  return (
    <section className="grid auto-cols-fr gap-3 md:grid-flow-col" aria-label={words.home.goOn}>
      {goOn !== undefined && <Place label={words.home.goOn} item={goOn} progress={progress} />}
      {next !== undefined && (
        <Place label={isFirst ? words.home.start : words.home.next} item={next} progress={progress} />
      )}
    </section>
  );
}

function Place({ label, item, progress }: { label: string; item: CatalogueItem; progress: Progress }) {
  const own = progress.get(progressKey(item));
  return (
    <div className="panel relative grid gap-x-6 gap-y-2 px-4 py-3 hover:bg-surface-sunken">
      <div className="min-w-0">
        <p className="text-xs text-text-muted">
          {label} · {item.from ?? words.chapterTitle(item.chapter)}
        </p>
        <Link className={ROW_LINK} href={item.href} prefetch={false}>
          {item.title}
        </Link>
        <p className="text-sm text-text-muted">{item.summary}</p>
      </div>
      {own !== undefined && (
        <div className="self-end text-sm">
          <ScoreBar score={own.points} maxScore={own.maxPoints} />
        </div>
      )}
    </div>
  );
}
