/** POST: gives a version to a course, or (null) to everybody, and tells who then has it. */
import { z } from 'zod';
import { Refusal } from '../../../../../action';
import { demandPackage } from '../../../../../author/demand-package';
import { publishFromAfarAs } from '../../../../../author/upload-changes';
import { answered } from '../../../author-call';
import { apiWords as words } from '../../../words';

export const dynamic = 'force-dynamic';

const MAX_BODY_BYTES = 2_000;
const schema = z.object({
  version: z.string().max(100),
  course: z.string().max(200).nullable(),
  review: z.string().max(500).nullable(),
});

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: packageId } = await params;
  return answered(request, {
    mostBytes: MAX_BODY_BYTES,
    may: (user) => demandPackage(packageId, user, 'write'),
    async work(user, body) {
      const given = schema.safeParse(readJson(body));
      if (!given.success) throw new Refusal(words.unreadable);
      return publishFromAfarAs({ packageId, ...given.data }, user);
    },
  });
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Refusal(words.unreadable);
  }
}
