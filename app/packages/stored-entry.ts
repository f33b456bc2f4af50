/**
 * What the site is told of a published package, as it was stored: parsed like whatever comes from elsewhere. Who and where
 * it is does not come from there.
 */
import { z } from 'zod';
import type { ListedItem, PublishedItem } from '../../db/publications';
import type { CatalogueExercise, CatalogueQuestion } from '../../exercises/catalogue';
import { SPECIAL_VIEWS, type View } from '../../exercises/exercise-definition';
import { hrefOf } from '../catalogue';
import type { CatalogueItem } from '../catalogue-items';

const text = (most: number) => z.string().max(most);
const count = z.number().int().min(0).max(1_000_000);
/** Becomes a name in the editor. */
const path = text(300).regex(/^(?:exercises|simulator)(?:\/[\w.-]*\w[\w.-]*)+$/);

const facts = { title: text(200), summary: text(2_000), rows: z.array(z.number()).max(100) };

const budget = z.object({
  ...{ id: text(100), title: text(500), counter: text(100), unit: text(100), points: z.number() },
  parts: z
    .array(z.object({ counter: text(100), title: text(500) }))
    .max(100)
    .optional(),
  factor: z.number().optional(),
  slack: z.number().optional(),
  margin: z.number().optional(),
});

const exercise = z.object({
  ...facts,
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  view: z.union([z.enum(SPECIAL_VIEWS), z.record(z.string(), z.unknown())]),
  rules: z.array(z.object({ id: text(100), title: text(1_000), points: z.number() })).max(100),
  budgets: z.array(budget).max(100),
  metric: z.object({ counter: text(100), title: text(500), unit: text(100) }),
  showFailures: z.boolean(),
  version: text(200),
  statement: z.string(),
  hints: z.array(z.string()).max(100),
  starter: z.string(),
  contract: z.array(z.object({ path, text: z.string() })).max(500),
  samples: z.array(z.object({ name: text(200), title: text(1_000) })).max(200),
  caseCount: count,
});

const question = z.object(facts);

/** JSON has null for what is not there. */
const worth = z
  .array(z.object({ points: z.number() }))
  .max(100)
  .nullable();
const listed = z.object({
  ...facts,
  difficulty: exercise.shape.difficulty.nullable(),
  rules: worth,
  budgets: worth,
  caseCount: count.nullable(),
});

/** As lists show it. @param from what it is of, where they say so. @throws ZodError */
export function listedIn(item: ListedItem, from: string | undefined): CatalogueItem {
  const { packageId, name, kind } = item;
  const { title, summary, rows, difficulty, rules, budgets, caseCount } = listed.parse(item.facts);
  const id = `${packageId}/${name}`;
  return {
    ...{ kind, id, chapter: packageId, title, summary, rows, href: hrefOf(kind, id) },
    ...(from !== undefined && { from }),
    ...(kind === 'exercise' && {
      difficulty: difficulty ?? 1,
      caseCount: caseCount ?? 0,
      maxScore: [...(rules ?? []), ...(budgets ?? [])].reduce((sum, { points }) => sum + points, 0),
    }),
  };
}

/** Null where it is no exercise. @throws ZodError when what was stored is none either. */
export function exerciseIn(item: PublishedItem): CatalogueExercise | null {
  if (item.kind !== 'exercise') return null;
  const parsed = exercise.parse(item.entry);
  return {
    ...parsed,
    ...{ id: `${item.packageId}/${item.name}`, chapter: item.packageId },
    metric: parsed.metric as CatalogueExercise['metric'],
    budgets: parsed.budgets as CatalogueExercise['budgets'],
    // Whoever draws it looks at the whole of it, beside the trace.
    view: parsed.view as View,
  };
}

export interface OpenedQuestion extends CatalogueQuestion {
  /** Of the package that it is of. */
  readonly version?: string;
}

/** Null where it is no question. @throws ZodError when what was stored is none either. */
export function questionIn(item: PublishedItem): OpenedQuestion | null {
  if (item.kind !== 'question') return null;
  const { packageId, name, version } = item;
  return { ...question.parse(item.entry), id: `${packageId}/${name}`, chapter: packageId, version };
}
