/** Calls the accounts endpoints (api/auth) from the browser, and puts what went wrong in words. */
import * as words from './dictionary';

export type AccountOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

export async function callAccounts(
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<AccountOutcome> {
  let response: Response;
  try {
    response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, code: 'UNREACHABLE', message: words.account.unreachable }; // fetch throws only when there is no answer
  }
  if (response.ok) return { ok: true };
  if (response.status === 429)
    return {
      ok: false,
      code: 'TOO_MANY',
      message: words.account.tooMany(Number(response.headers.get('x-retry-after') ?? 60)),
    };
  const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string };
  return { ok: false, code, message: words.account.errors[code] ?? words.account.unknownError };
}
