/**
 * Exchange where it can be killed, for the site: each archive in a confined process of its own, one at a time, bounded in
 * time and memory. @throws PackageRefused with a sentence for whoever brought it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { BUILD_FOLDER } from '../../../exercises/catalogue';
import { PackageRefused } from '../package-files';
import { PackageFault, PackageProcess } from '../package-process';
import { parsed } from '../parsed-answer';
import type { ExportOrder, ImportOrder } from './exchange-child';
import type { ExchangeFormat } from './exchange-formats';
import type { NamedPackage } from './exchange-report';

/** Of the build (build/build-all.ts). */
export const EXCHANGE_FILE = 'exchange.cjs';

/** Processor time: the largest archives that are honest take 2 s. */
const EXCHANGE_MS = 10_000;

const WHY = {
  time: 'it takes too long. Divide it into smaller ones',
  memory: 'it takes too much memory. Divide it into smaller ones',
};

const REPORT = z.array(z.string().max(2_000)).max(3_000);
const IMPORTED = z.object({
  packages: z.array(
    z.object({ name: z.string().max(60), files: z.array(z.tuple([z.string(), z.string()])) }),
  ),
  report: REPORT,
});

export interface ExchangeBounds {
  /** exchange.cjs, as buildExchangeChild() made it. Default: of the build; the working directory is the project's. */
  readonly childPath?: string;
  /** Processor time. */
  readonly limitMs?: number;
}

/** One at a time: the others wait. */
let last: Promise<unknown> = Promise.resolve();

/** @param most packages. */
export async function importApart(
  archive: Uint8Array,
  most: number,
  bounds?: ExchangeBounds,
): Promise<{ readonly packages: readonly NamedPackage[]; readonly report: readonly string[] }> {
  const order: ImportOrder = { most };
  const { told } = await asked('import', order, bounds, archive);
  const { packages, report } = parsed(IMPORTED, told, 'what came of the archive');
  return { packages: packages.map(({ name, files }) => ({ name, files: new Map(files) })), report };
}

export async function exportApart(
  packages: readonly NamedPackage[],
  format: ExchangeFormat,
  bounds?: ExchangeBounds,
): Promise<{ readonly archive: Uint8Array; readonly report: readonly string[] }> {
  const sent = packages.map(({ name, files }) => ({ name, files: [...files] }));
  const order: ExportOrder = { packages: sent, format };
  const { told, bytes } = await asked('export', order, bounds);
  return { archive: bytes, report: parsed(REPORT, (told as { report: unknown }).report, 'its report') };
}

function asked(method: string, given: unknown, bounds: ExchangeBounds = {}, bytes?: Uint8Array) {
  const { childPath = join(process.cwd(), BUILD_FOLDER, EXCHANGE_FILE), limitMs = EXCHANGE_MS } = bounds;
  const answer = last.then(async () => {
    const child = new PackageProcess(childPath, []);
    try {
      await child.started();
      return await child.ask(method, given, limitMs, bytes);
    } catch (error) {
      if (!(error instanceof PackageFault)) throw error;
      if (error.reason === 'failed') throw new PackageRefused(error.message);
      if (error.reason !== 'died') throw new PackageRefused(WHY[error.reason]);
      throw new Error(`Exchange ended: ${error.message} ${child.errors}`);
    } finally {
      await child.kill();
    }
  });
  last = answer.catch(() => undefined);
  return answer;
}
