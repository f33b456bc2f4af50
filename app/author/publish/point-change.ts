/** What a new version of a question is worth beside the one before: points that were earned stay as they are. */
import { publishedVariant } from '../../../db/publications';
import type { CheckOutcome } from '../../../grader/packages/package-outcome';

interface PointChange {
  readonly before: number;
  readonly now: number;
}

const pointsOf = (variant: unknown): number =>
  (variant as { parts: readonly { points: number }[] }).parts.reduce((sum, { points }) => sum + points, 0);

/** @param outcome of the version's check. @returns null where nothing changes, or it is no question that is published. */
export async function pointChange(packageId: string, outcome: CheckOutcome): Promise<PointChange | null> {
  const [variant] = outcome.kind === 'question' ? outcome.variants : [];
  const published = variant === undefined ? null : await publishedVariant(packageId, 0);
  if (published === null) return null;
  const [before, now] = [pointsOf(published), pointsOf(variant)];
  return before === now ? null : { before, now };
}
