import { progressOf } from '../db/progress';
import { type Progress, progressKey } from './catalogue-items';
import { fromDatabase } from './database-call';
import type { Viewer } from './viewer';

/** How far the viewer has come with everything; nothing for visitors, and while the database is down. */
export async function ownProgress(viewer: Viewer): Promise<Progress> {
  if (viewer.kind !== 'user') return new Map();
  const { id } = viewer.user;
  const loaded = await fromDatabase(() => progressOf(id));
  if (!loaded.available) return new Map();
  return new Map(
    loaded.value.map(({ kind, item, points, maxPoints, times }) => [
      progressKey({ kind, id: item }),
      { points, maxPoints, times },
    ]),
  );
}
