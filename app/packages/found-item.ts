/**
 * An exercise or question as somebody may open it: of the catalogue, or of a package that is given to him. Whatever he may
 * not open does not exist, for pages and for actions alike.
 */
import { cache } from 'react';
import { packageOf } from '../../db/packages';
import { itemOnceGiven, type PublishedItem, publishedItem, publishedName } from '../../db/publications';
import type { CatalogueExercise } from '../../exercises/catalogue';
import { findExercise, findQuestion } from '../catalogue';
import { type FromDatabase, fromDatabase } from '../database-call';
import type { User, Viewer } from '../viewer';
import { exerciseIn, type OpenedQuestion, questionIn } from './stored-entry';

type Person = Pick<User, 'id'> | null;

/** Asked once a request, however many components ask. */
const published = cache(publishedItem);

/** For actions. @param user null: a visitor. @throws what the database throws, for packages only. */
export async function openExercise(id: string, user: Person): Promise<CatalogueExercise | null> {
  if (packageOf(id) === null) return findExercise(id) ?? null;
  return read(await published(id, user?.id ?? null), exerciseIn);
}

export async function openQuestion(id: string, user: Person): Promise<OpenedQuestion | null> {
  if (packageOf(id) === null) return findQuestion(id) ?? null;
  return read(await published(id, user?.id ?? null), questionIn);
}

/** Whether he may open the exercise. @throws what the database throws, for packages only. */
export async function mayOpenExercise(id: string, user: Person): Promise<boolean> {
  if (packageOf(id) === null) return findExercise(id) !== undefined;
  return (await publishedName(id, user?.id ?? null))?.kind === 'exercise';
}

/** For pages: an unknown viewer may open what visitors may. */
export function exerciseFor(viewer: Viewer, id: string): Promise<FromDatabase<CatalogueExercise | null>> {
  return fromDatabase(() => openExercise(id, userIn(viewer)));
}

export function questionFor(viewer: Viewer, id: string): Promise<FromDatabase<OpenedQuestion | null>> {
  return fromDatabase(() => openQuestion(id, userIn(viewer)));
}

const userIn = (viewer: Viewer) => (viewer.kind === 'user' ? viewer.user : null);

/** The exercise of work that the caller may see, whether or not it may still be opened. */
export async function exerciseOfWork(id: string): Promise<CatalogueExercise | null> {
  if (packageOf(id) === null) return findExercise(id) ?? null;
  return read(await itemOnceGiven(id), exerciseIn);
}

/** What cannot be read is our fault, and does not exist to whoever asks. */
function read<Found>(
  item: PublishedItem | null,
  reader: (item: PublishedItem) => Found | null,
): Found | null {
  if (item === null) return null;
  try {
    return reader(item);
  } catch (error) {
    console.error(`The stored entry of ${item.packageId} cannot be read:`, error);
    return null;
  }
}
