/** POST: the draft as an archive for another system (`?format=`), as ActionResult<SentOut>. */
import { EXCHANGE_FORMATS } from '../../../../grader/packages/exchange/exchange-formats';
import { forAccount, Refusal } from '../../../action';
import { actionAnswer } from '../../../api/action-answer';
import * as words from '../../../dictionary';
import { sendOutAs } from '../../exchange/exchange-changes';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: packageId } = await params;
  const asked = new URL(request.url).searchParams.get('format');
  return actionAnswer(
    forAccount((user) => {
      const format = EXCHANGE_FORMATS.find((each) => each === asked);
      if (format === undefined) throw new Refusal(words.action.invalid);
      return sendOutAs({ packageId, format }, user);
    }),
  );
}
