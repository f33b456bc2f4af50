/** A site as `npx runqueue publish` speaks to it: app/api/author. What it answers is looked at before it is used. */
import { z } from 'zod';
import { InputError, UsageError } from '../command-error';
import { quoted } from '../command-options';

const REQUEST_TIMEOUT_MS = 60_000;
const POLL_MS = 1_000;
/** A check is given up by the site before (grader/packages/check-runner.ts), unless others wait before it. */
const PATIENCE_MS = 30 * 60_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

const uploaded = z.object({ package: z.string(), version: z.string(), run: z.string() });
const runState = z.object({
  state: z.enum(['queued', 'running', 'done', 'failed', 'superseded']),
  progress: z.object({ case: z.string(), done: z.number(), total: z.number() }).nullable(),
  holds: z.boolean().nullable(),
  problems: z.array(z.string()),
});
const refusal = z.object({ message: z.string() });

export type Uploaded = z.infer<typeof uploaded>;
export type RunState = z.infer<typeof runState>;

/** @throws UsageError: https, or this machine. */
export function siteOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
    throw new UsageError(
      `--site must be the address of a site, like https://os.example.org, got ${quoted(text)}; http is for this machine alone, since the token would be read by others`,
    );
  return url.origin;
}

export class SiteClient {
  constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  begin(name: string, home: string, archive: Uint8Array, mutants: boolean): Promise<Uploaded> {
    const query = new URLSearchParams({ name, home, ...(mutants && { mutants: '1' }) });
    return this.ask(uploaded, 'POST', `packages?${query}`, archive);
  }

  replace(packageId: string, archive: Uint8Array, mutants: boolean): Promise<Uploaded> {
    return this.ask(uploaded, 'PUT', `packages/${packageId}${mutants ? '?mutants=1' : ''}`, archive);
  }

  /** @param tell told what is looked at. */
  async untilRan(
    runId: string,
    tell: (progress: NonNullable<RunState['progress']>) => void,
  ): Promise<RunState> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const run = await this.ask(runState, 'GET', `runs/${runId}`);
      if (run.state !== 'queued' && run.state !== 'running') return run;
      if (run.progress !== null) tell(run.progress);
      if (Date.now() > giveUpAt)
        throw new InputError('the site has not checked it after half an hour; ask again later');
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** @param course its name in addresses; null: the catalogue. @param review null: it was answered on the site. */
  async publish(
    packageId: string,
    version: string,
    course: string | null,
    review: string | null,
  ): Promise<readonly string[]> {
    const { reaches } = await this.ask(
      z.object({ reaches: z.array(z.string()) }),
      'POST',
      `packages/${packageId}/publications`,
      JSON.stringify({ version, course, review }),
    );
    return reaches;
  }

  private async ask<Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: Uint8Array | string,
  ): Promise<z.infer<Schema>> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.origin}/api/author/${path}`, {
        method,
        body: body as BodyInit | undefined,
        headers: {
          authorization: `Bearer ${this.token}`,
          'content-type': typeof body === 'string' ? 'application/json' : 'application/zip',
        },
        // A token goes to the site that was named, and to no other.
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      text = await boundedText(response);
    } catch (error) {
      if (error instanceof InputError) throw error;
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new InputError(`${this.origin} does not answer: ${cause}`);
    }
    const told = parsed(text);
    if (response.ok) {
      const answer = schema.safeParse(told);
      if (answer.success) return answer.data;
    }
    const why = refusal.safeParse(told);
    throw new InputError(
      why.success
        ? `${this.origin} refuses: ${why.data.message}`
        : `${this.origin} answers with ${response.status} and nothing that can be read: is it a Runqueue of this version?`,
    );
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new InputError('the site answers with too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
