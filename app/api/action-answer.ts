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

export async function actionAnswer(result: Promise<ActionResult<unknown>>): Promise<Response> {
  const told = await result;
  return Response.json(told, {
    status: told.ok ? 200 : STATUS[told.code],
    headers: { 'Cache-Control': 'no-store' },
  });
}
