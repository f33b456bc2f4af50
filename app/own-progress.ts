import { type ItemScore, lastWorkedOn, progressOf } from '../db/progress';
import { type CatalogueItem, type Progress, progressKey } from './catalogue-items';
import { fromDatabase } from './database-call';
import type { Viewer } from './viewer';

/** How far the viewer has come with everything; nothing for visitors, and while the database is down. */
export async function ownProgress(viewer: Viewer): Promise<Progress> {
  if (viewer.kind !== 'user') return new Map();
  const { id } = viewer.user;
  const loaded = await fromDatabase(() => progressOf(id));
  return progressIn(loaded.available ? loaded.value : []);
}

export function progressIn(scores: readonly ItemScore[]): Progress {
  return new Map(
    scores.map(({ kind, item, points, maxPoints, times }) => [
      progressKey({ kind, id: item }),
      { points, maxPoints, times },
    ]),
  );
}

/** What the viewer worked on last; null for visitors, who was never at work, and while the database is down. */
export async function ownLast(viewer: Viewer): Promise<Pick<CatalogueItem, 'kind' | 'id'> | null> {
  if (viewer.kind !== 'user') return null;
  const { id } = viewer.user;
  const found = await fromDatabase(() => lastWorkedOn(id));
  return found.available && found.value !== null ? { kind: found.value.kind, id: found.value.item } : null;
}
