/**
 * Exercises and questions as one list: in the order of the syllabus, found by text, filtered by kind, difficulty and
 * one's own state. Pure: pages give it the catalogue and the progress.
 */

export interface CatalogueItem {
  readonly kind: 'exercise' | 'question';
  /** `scheduling/round-robin`; an exercise and a question may share one. */
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
  readonly href: string;
  /** Of packages, which are in no chapter: who gave it. */
  readonly from?: string;
  /** What it was made from, by its title. */
  readonly madeFrom?: string;
  /** Of exercises: 1 to 3, points in all, cases. */
  readonly difficulty?: 1 | 2 | 3;
  readonly maxScore?: number;
  readonly caseCount?: number;
}

export interface ItemProgress {
  readonly points: number;
  readonly maxPoints: number;
  /** Submissions, or answered variants. */
  readonly times: number;
}

/** By kind and id: `exercise scheduling/round-robin`. */
export type Progress = ReadonlyMap<string, ItemProgress>;

export const progressKey = ({ kind, id }: Pick<CatalogueItem, 'kind' | 'id'>) => `${kind} ${id}`;

export const chapterHref = (name: string) => `/chapters/${name}`;

export const ITEM_STATES = ['new', 'begun', 'solved'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export interface ItemFilter {
  readonly text: string;
  readonly kind?: CatalogueItem['kind'];
  readonly difficulty?: 1 | 2 | 3;
  readonly state?: ItemState;
}

const MAX_TEXT = 100;

/** Syllabus order: chapters by their first row; in one by row, exercises before questions, easier before harder. */
export function inOrder(items: readonly CatalogueItem[]): CatalogueItem[] {
  const firstRow = ({ rows }: CatalogueItem) => Math.min(...rows);
  const ofChapter = new Map<string, number>();
  for (const item of items)
    ofChapter.set(
      item.chapter,
      Math.min(firstRow(item), ofChapter.get(item.chapter) ?? Number.POSITIVE_INFINITY),
    );
  const chapterRow = ({ chapter }: CatalogueItem) => ofChapter.get(chapter) as number;
  return items
    .slice()
    .sort(
      (one, other) =>
        chapterRow(one) - chapterRow(other) ||
        one.chapter.localeCompare(other.chapter, 'en') ||
        firstRow(one) - firstRow(other) ||
        one.kind.localeCompare(other.kind, 'en') ||
        (one.difficulty ?? 0) - (other.difficulty ?? 0) ||
        one.id.localeCompare(other.id, 'en'),
    );
}

export function stateOf(item: CatalogueItem, progress: Progress): ItemState {
  const own = progress.get(progressKey(item));
  if (own === undefined) return 'new';
  return own.points >= own.maxPoints && own.maxPoints > 0 ? 'solved' : 'begun';
}

/** @param parameters of an address: anything may stand there; what means nothing filters nothing. */
export function readFilter(parameters: Readonly<Record<string, string | string[] | undefined>>): ItemFilter {
  const one = (name: string) => {
    const value = parameters[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const [kind, difficulty, state] = [one('kind'), Number(one('difficulty')), one('state')];
  return {
    text: one('find').trim().slice(0, MAX_TEXT),
    ...(kind === 'exercise' || kind === 'question' ? { kind } : {}),
    ...(difficulty === 1 || difficulty === 2 || difficulty === 3 ? { difficulty } : {}),
    ...((ITEM_STATES as readonly string[]).includes(state) ? { state: state as ItemState } : {}),
  };
}

export function filtersNothing({ text, kind, difficulty, state }: ItemFilter): boolean {
  return text === '' && kind === undefined && difficulty === undefined && state === undefined;
}

/** Those that hold every word of the text, in any case, and are of the kind, difficulty and state asked for. */
export function matching(
  items: readonly CatalogueItem[],
  filter: ItemFilter,
  progress: Progress,
): CatalogueItem[] {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const { kind, difficulty, title, summary, id } = item;
    if (filter.kind !== undefined && kind !== filter.kind) return false;
    if (filter.difficulty !== undefined && difficulty !== filter.difficulty) return false;
    if (filter.state !== undefined && stateOf(item, progress) !== filter.state) return false;
    const text = `${title} ${summary} ${id}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/**
 * Where somebody goes on: at what was worked on last, unless it is solved, and at the first behind it that is not; behind
 * the last of all it begins again from the front. @param items in order.
 */
export function whereToGoOn(
  items: readonly CatalogueItem[],
  progress: Progress,
  last: Pick<CatalogueItem, 'kind' | 'id'> | null,
): { goOn?: CatalogueItem; next?: CatalogueItem } {
  const at = items.findIndex(({ kind, id }) => kind === last?.kind && id === last.id);
  const isOpen = (item: CatalogueItem) => stateOf(item, progress) !== 'solved';
  const goOn = [items[at]].find((item) => item !== undefined && isOpen(item));
  const next = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))].find(isOpen);
  return { ...(goOn && { goOn }), ...(next && { next }) };
}

/** What stands before and behind an item. @param items in order. */
export function neighbours(
  items: readonly CatalogueItem[],
  item: Pick<CatalogueItem, 'kind' | 'id'>,
): { previous?: CatalogueItem; next?: CatalogueItem } {
  const at = items.findIndex(({ kind, id }) => kind === item.kind && id === item.id);
  const [previous, next] = at < 0 ? [] : [items[at - 1], items[at + 1]];
  return { ...(previous && { previous }), ...(next && { next }) };
}
