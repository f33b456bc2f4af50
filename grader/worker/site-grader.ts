/** What a worker grades with: exercises of the catalogue by the grader, those of packages by theirs. */

import { packageOf } from '../../db/packages';
import { judgingPackage } from '../../db/publications';
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { GradeRequest, Grader, ReplayRequest } from '../grade';
import { PackageRefused } from '../packages/package-files';
import { notGraded, type PackageGrader } from '../packages/package-grader';
import type { ReplayOutcome, Verdict } from '../verdict';
import { isFaultOfPackage, type OpenPackage, type PackageWorkshop } from './package-workshop';

/** As far as a verdict needs one of a package that could not even be opened. */
const UNKNOWN = { rules: [], budgets: [] } as unknown as ExerciseDefinition;

export class SiteGrader {
  constructor(
    private readonly catalogue: Pick<Grader, 'grade' | 'replayCase'>,
    private readonly workshop: PackageWorkshop,
    private readonly packages: PackageGrader,
    private readonly graderVersion: string,
  ) {}

  async grade(request: GradeRequest): Promise<Verdict> {
    const { exercise: item, source, onProgress, signal, endedTheGrader } = request;
    if (packageOf(item) === null) return this.catalogue.grade(request);
    const { graderVersion } = this;
    const fail = (reason: string) =>
      notGraded({ exercise: UNKNOWN, id: item, version: 'none', graderVersion }, reason);
    if (endedTheGrader === true) return fail('graders ended when they graded it');
    try {
      return await this.published(item, async ({ exercise, prepared }) => {
        const { verdict } = await this.packages.grade(exercise, prepared, { source, onProgress, signal });
        return verdict;
      });
    } catch (error) {
      if (!isFaultOfPackage(error)) throw error;
      return fail(error.message);
    }
  }

  async replayCase(request: ReplayRequest): Promise<ReplayOutcome> {
    if (packageOf(request.exercise) === null) return this.catalogue.replayCase(request);
    try {
      return await this.published(request.exercise, ({ exercise, prepared }) =>
        this.packages.replayCase(exercise, prepared, request),
      );
    } catch (error) {
      if (!isFaultOfPackage(error)) throw error;
      return { kind: 'failed' };
    }
  }

  private async published<Result>(
    item: string,
    work: (open: OpenPackage) => Promise<Result>,
  ): Promise<Result> {
    const judging = await judgingPackage(item);
    if (judging === null) throw new PackageRefused('no version of it is published');
    return this.workshop.use({ item, ...judging }, work);
  }
}
