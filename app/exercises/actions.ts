'use server';
/** What a student's browser may change about exercises: his draft and his submissions. */
import { z } from 'zod';
import { saveDraft } from '../../db/drafts';
import { leaderboard } from '../../db/leaderboard';
import { MAXIMUM_WAITING, waitingElsewhere } from '../../db/limits';
import { submissionSummary, submit } from '../../db/submissions';
import { unstorableBecause } from '../../db/text';
import { defineAction, Refusal, within } from '../action';
import * as words from '../dictionary';
import { mayOpenExercise, openExercise } from '../packages/found-item';
import { coursesWith } from '../packages/given-items';

const exercise = z.string().max(200);
const source = z.string();

function storable(text: string): void {
  const reason = unstorableBecause(text);
  if (reason !== null) throw new Refusal(words.submission.cannotStore(reason));
}

export const saveDraftAction = defineAction(
  {
    input: z.object({
      exercise,
      source,
      baseRevision: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
    role: 'account',
  },
  async (input, user) => {
    if (!(await mayOpenExercise(input.exercise, user))) throw new Refusal(words.notFound.title);
    storable(input.source);
    await within(user, 'draft');
    const { exercise: item, source: text, baseRevision } = input;
    return saveDraft({ userId: user.id, item, source: text, baseRevision });
  },
);

export const submitAction = defineAction(
  { input: z.object({ exercise, source }), role: 'account' },
  async (input, user) => {
    const found = await openExercise(input.exercise, user);
    if (found === null) throw new Refusal(words.notFound.title);
    const { id, version } = found;
    storable(input.source);
    if ((await waitingElsewhere(user.id, id)) >= MAXIMUM_WAITING)
      throw new Refusal(words.limits.waiting(MAXIMUM_WAITING), 'too many');
    await within(user, 'submission');
    return submit({ userId: user.id, exercise: id, version, source: input.source });
  },
);

/** How a submission with a full score stands in a course. */
export interface CourseStanding {
  readonly course: string;
  /** Of the student, whose best submission it may not be. */
  readonly rank: number;
  /** Of whoever is first. */
  readonly best: number;
}

/** The standings of the student who handed in this submission, in each course in which he ranks. */
export const standingAction = defineAction(
  { input: z.object({ submissionId: z.uuid() }), role: 'account' },
  async ({ submissionId }, user): Promise<CourseStanding[]> => {
    await within(user, 'standing');
    const found = await submissionSummary(submissionId);
    if (found === null || found.userId !== user.id) throw new Refusal(words.notFound.title);
    const { exercise: id, version } = found;
    const standings = await Promise.all(
      (await coursesWith(id, user.id)).map(async (course) => {
        const board = await leaderboard({
          exercise: id,
          version,
          courseId: course.id,
          viewerId: user.id,
          limit: 1,
        });
        const [first] = board.rows;
        return board.own === null || first === undefined
          ? []
          : [{ course: course.title, rank: board.own.rank, best: first.metric }];
      }),
    );
    return standings.flat();
  },
);
