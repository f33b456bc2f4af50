/** A process of `npx runqueue check`: is sent what to check, one after the other, and sends what came of it. */
import { check, type Depth, type Report } from './check-one';

export interface CheckRequest {
  readonly id: string;
  readonly depth: Depth;
}

/** `fault`: the grader's own. */
export type CheckAnswer = { readonly report: Report } | { readonly fault: string };

process.on('message', async ({ id, depth }: CheckRequest) => {
  const answer: CheckAnswer = await check(id, depth).then(
    (report) => ({ report }),
    (error: unknown) => ({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  process.send?.(answer);
});
