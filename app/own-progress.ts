import { progressOf, questionProgressOf } from '../db/progress';
import { type ItemProgress, type Progress, progressKey } from './catalogue-items';
import { fromDatabase } from './database-call';
import type { Viewer } from './viewer';

/** How far the viewer has come with everything; nothing for visitors, and while the database is down. */
export async function ownProgress(viewer: Viewer): Promise<Progress> {
  if (viewer.kind !== 'user') return new Map();
  const { id } = viewer.user;
  const loaded = await fromDatabase(() => Promise.all([progressOf(id), questionProgressOf(id)]));
  if (!loaded.available) return new Map();
  const [exercises, questions] = loaded.value;
  const progress = new Map<string, ItemProgress>();
  for (const [exercise, { bestScore, maxScore, submissions }] of exercises)
    progress.set(progressKey({ kind: 'exercise', id: exercise }), {
      ...{ points: bestScore, maxPoints: maxScore, times: submissions },
    });
  for (const [question, { bestPoints, maxPoints, attempts }] of questions)
    progress.set(progressKey({ kind: 'question', id: question }), {
      ...{ points: bestPoints, maxPoints, times: attempts },
    });
  return progress;
}
