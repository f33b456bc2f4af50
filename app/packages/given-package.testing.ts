/** A package that is given to somebody, for tests of the site. */
import { keepVersion } from '../../db/package-versions';
import { createPackage, itemOf } from '../../db/packages';
import { publish } from '../../db/publications';
import type { CatalogueExercise } from '../../exercises/catalogue';

export const ENTRY: CatalogueExercise = {
  ...{ id: 'round-robin', chapter: 'scheduling', title: 'Last in, first out', summary: 'A stack.' },
  ...{ rows: [52], difficulty: 2, view: 'cores', version: 'e1', showFailures: true },
  rules: [{ id: 'LF1', title: 'The last one goes first.', points: 60 }],
  budgets: [{ id: 'units', title: 'Units', counter: 'policyUnits', unit: 'units', points: 40 }],
  metric: { counter: 'policyUnits', title: 'Units', unit: 'units' },
  ...{ statement: '# LIFO', hints: ['Push.'], starter: 'export class Stack {}' },
  contract: [{ path: 'exercises/scheduling/lifo/contract.ts', text: 'export interface Stack {}' }],
  ...{ samples: [{ name: 'two', title: 'Two.' }], caseCount: 3 },
};

export async function givePackage(given: {
  readonly authorId: string;
  /** Null: to everybody. */
  readonly courseId: string | null;
  readonly name?: string;
  readonly title?: string;
  readonly kind?: 'exercise' | 'question';
  readonly entry?: unknown;
  readonly variants?: readonly unknown[];
}): Promise<{ readonly packageId: string; readonly item: string }> {
  const { authorId, courseId, name = 'lifo', title = ENTRY.title, kind = 'exercise' } = given;
  const files = new Map([[`${kind}.ts`, name]]);
  const { id: packageId } = await createPackage({
    ...{ actorId: authorId, name, kind, title, home: `scheduling/${name}`, origin: null, files },
  });
  const version = 'v1';
  await keepVersion({ packageId, version, files, reason: 'checked', userId: authorId });
  await publish({
    ...{ actorId: authorId, packageId, courseId, version, title },
    ...{ entry: given.entry ?? { ...ENTRY, title }, variants: given.variants ?? null },
  });
  return { packageId, item: itemOf({ id: packageId, name }) };
}
