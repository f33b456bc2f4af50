/** What is sent, no more of it than may be: looked at while it comes in. @throws Refusal when it is longer. */
import { Refusal } from '../action';

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
