/** Pages of a long list: which one an address names, and the links to those beside it. */
import Link from 'next/link';
import * as words from './dictionary';

/** Beyond it nobody turns pages; a search finds sooner. */
const MOST_PAGES = 10_000;

export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** @returns the one value of a field, undefined where it is empty, there twice, or longer than anybody means. */
export function chosen(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined;
}

/** From 1. */
export function pageNumber(value: string | string[] | undefined): number {
  const text = chosen(value) ?? '';
  return /^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), MOST_PAGES) : 1;
}

/** The same address with some fields changed; those that are undefined are left out. */
export function addressWith(path: string, fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export function PageLinks(props: {
  page: number;
  pageSize: number;
  /** How many rows of this page there are, and how many of all. */
  shown: number;
  found: number;
  address: (page: number) => string;
}) {
  const { page, pageSize, shown, found, address } = props;
  if (found <= pageSize && page === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <nav className="mt-3 flex flex-wrap items-center gap-3 text-sm" aria-label={words.course.pages}>
      {shown > 0 && (
        <span className="text-text-muted">{words.course.shown(from, from + shown - 1, found)}</span>
      )}
      {page > 1 && (
        <Link className="button" href={address(page - 1)} prefetch={false}>
          {words.course.previousPage}
        </Link>
      )}
      {from + shown - 1 < found && shown > 0 && (
        <Link className="button" href={address(page + 1)} prefetch={false}>
          {words.course.nextPage}
        </Link>
      )}
    </nav>
  );
}
