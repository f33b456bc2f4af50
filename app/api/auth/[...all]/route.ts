/** better-auth's own endpoints: sign in, sign up, sign out, session. Rate-limited there. */
import { authentication } from '../../../authentication';
import { withCountedAddress } from '../../../client-address';
import { isConnectionError } from '../../../database-call';
import { words } from '../../../dictionary';

async function handle(request: Request): Promise<Response> {
  try {
    const response = await authentication().handler(await withCountedAddress(request));
    if (response.status < 500) return response;
  } catch (error) {
    if (!isConnectionError(error)) console.error('The accounts endpoint failed:', error);
  }
  return Response.json({ code: 'UNAVAILABLE', message: words.databaseDown.short }, { status: 503 });
}

export { handle as GET, handle as POST };
