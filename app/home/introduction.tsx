/** For who is not signed in: what this is, shown running, and where to start. */
import Link from 'next/link';
import type { CatalogueExercise } from '../../exercises/catalogue';
import { catalogue, exerciseHref } from '../catalogue';
import type { CatalogueItem } from '../catalogue-items';
import * as words from '../dictionary';
import { Demonstration } from './demonstration';
import { demonstrationPicture } from './demonstration-model';

/** @param items in order. */
export function Introduction({ items }: { items: readonly CatalogueItem[] }) {
  const shown = catalogue().exercises.find(({ demonstration }) => demonstration !== undefined);
  const first = items.find(({ kind }) => kind === 'exercise');
  const toTry = shown === undefined ? first : { title: shown.title, href: exerciseHref(shown.id) };
  return (
    <section className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[2fr_3fr]">
      <div>
        <h1 className="text-xl font-semibold tracking-tight text-balance sm:text-2xl">{words.home.title}</h1>
        <p className="mt-4 max-w-[60ch] text-text-muted">{words.home.lead}</p>
        <p className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
          {toTry !== undefined && (
            <Link className="button button-primary" href={toTry.href} prefetch={false}>
              {words.home.try(toTry.title)}
            </Link>
          )}
          {first !== undefined && first.href !== toTry?.href && (
            <Link className="link text-sm" href={first.href} prefetch={false}>
              {words.home.inOrder(first.title)}
            </Link>
          )}
        </p>
      </div>
      {shown?.demonstration !== undefined && <Shown exercise={shown} run={shown.demonstration} />}
    </section>
  );
}

function Shown(props: { exercise: CatalogueExercise; run: NonNullable<CatalogueExercise['demonstration']> }) {
  const { exercise, run } = props;
  return (
    <Demonstration picture={demonstrationPicture(run)} rule={run.rule} message={run.message}>
      {words.home.demonstrated}
      <Link className="link" href={exerciseHref(exercise.id)} prefetch={false}>
        {exercise.title}
      </Link>
      {words.home.demonstratedIn(run.what)}
    </Demonstration>
  );
}
