/** What is sent, no more of it than may be: looked at while it comes in. @throws Refusal when it is longer. */
import { Refusal } from '../action';
import { authorWords } from '../author/words';

/** Who is sending something. */
const sending = new Set<string>();

/** One at a time of a person, so that no more are held than there are people. @throws Refusal while there is another. */
export async function onlyOneOf<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  if (sending.has(userId)) throw new Refusal(authorWords.oneArchive, 'too many');
  sending.add(userId);
  try {
    return await work();
  } finally {
    sending.delete(userId);
  }
}

export async function boundedBody(request: Request, mostBytes: number, tooLong: string): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > mostBytes) throw new Refusal(tooLong);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    if (done || value === undefined) return Buffer.concat(chunks);
    bytes += value.length;
    if (bytes > mostBytes) {
      await reader?.cancel();
      throw new Refusal(tooLong);
    }
    chunks.push(value);
  }
}
