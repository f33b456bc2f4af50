/** The laboratories: one part of the machine each, on an input of one's own. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { LABORATORIES } from '../../simulator/laboratories/laboratories';
import * as words from '../dictionary';
import { ROW_LINK } from '../item-list';

export const metadata: Metadata = { title: words.laboratory.title };

export default function LaboratoriesPage() {
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="text-xl font-semibold tracking-tight">{words.laboratory.title}</h1>
      <p className="mt-1 max-w-[75ch] text-text-muted">{words.laboratory.lead}</p>
      <ul className="mt-6 grid gap-3 md:grid-cols-2">
        {LABORATORIES.map(({ name, title, summary }) => (
          <li key={name} className="panel relative px-4 py-3 hover:bg-surface-sunken">
            <Link href={`/laboratories/${name}`} className={ROW_LINK}>
              {title}
            </Link>
            <p className="mt-0.5 text-sm text-text-muted">{summary}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
