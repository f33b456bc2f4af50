/** What routes of a package answer to those who may read it, and to all others. */
import type { PackageStanding } from '../../db/packages';
import { answerToUser } from '../api/user-answer';
import { packageWith } from '../packages/package-access';

export function answerToReader(
  packageId: string,
  answer: (open: PackageStanding) => Promise<Response | null>,
): Promise<Response> {
  return answerToUser(async (user) => {
    const open = await packageWith(packageId, user, 'read');
    return open === null ? null : answer(open);
  });
}
