/** What an address answers where a server action will not do: the same, as JSON with a status. */
import type { ActionErrorCode, ActionResult } from '../action';

export const STATUS: Readonly<Record<ActionErrorCode, number>> = {
  invalid: 400,
  'signed out': 401,
  refused: 403,
  'too many': 429,
  unavailable: 503,
  failed: 500,
};

/** @param refused status of what is refused: 404 where it then does not exist. */
export async function actionAnswer(
  result: Promise<ActionResult<unknown>>,
  refused = STATUS.refused,
): Promise<Response> {
  const told = await result;
  const statusOf = (code: ActionErrorCode) => (code === 'refused' ? refused : STATUS[code]);
  return Response.json(told, {
    status: told.ok ? 200 : statusOf(told.code),
    headers: { 'Cache-Control': 'no-store' },
  });
}
