/**
 * The confined process that reads and writes archives of other systems: whatever such an archive makes of it costs this
 * process and nothing else. Spoken to as that of a package (package-process.ts). Bundled by build-child.ts.
 *
 *      "ready" ──▶ import: how many packages are the most, an archive ──▶ packages and report, or why it is refused
 *                  export: packages, a format                         ──▶ an archive and its report, or why not
 */
import { receiveFromParent, sendToParent } from '../../confine/parent-pipe';
import type { PackageOrder } from '../package-child';
import { PackageRefused } from '../package-files';
import type { ExchangeFormat } from './exchange-formats';
import { exportExchange, importExchange } from './index';

/** Maps do not cross: files as pairs. */
export interface SentPackage {
  readonly name: string;
  readonly files: readonly (readonly [path: string, text: string])[];
}

export interface ExportOrder {
  readonly packages: readonly SentPackage[];
  readonly format: ExchangeFormat;
}

export interface ImportOrder {
  readonly most: number;
}

interface Made {
  readonly told: unknown;
  readonly bytes?: Uint8Array;
}

function imported({ most }: ImportOrder, archive: Uint8Array): Made {
  const { packages, report } = importExchange(archive);
  if (packages.length > most)
    throw new PackageRefused(
      `it holds ${packages.length} items, and ${most} are the most at a time: divide it`,
    );
  return { told: { packages: packages.map(({ name, files }) => ({ name, files: [...files] })), report } };
}

function exported({ packages, format }: ExportOrder): Made {
  const given = packages.map(({ name, files }) => ({ name, files: new Map(files) }));
  const { archive, report } = exportExchange(given, format);
  return { told: { report }, bytes: archive };
}

/** Does not return. What is no refusal ends the process: its parent tells it as a fault. */
export function serveExchange(): never {
  sendToParent({ kind: 'ready' });
  for (;;) {
    const { header, payload } = receiveFromParent();
    const order = header as Extract<PackageOrder, { kind: 'ask' }>;
    const given = JSON.parse(Buffer.from(payload.subarray(0, order.given)).toString('utf8'));
    try {
      const made =
        order.method === 'import' ? imported(given, payload.subarray(order.given)) : exported(given);
      const json = Buffer.from(JSON.stringify(made.told), 'utf8');
      sendToParent(
        { kind: 'answered', json: json.length },
        Buffer.concat([json, made.bytes ?? new Uint8Array()]),
      );
    } catch (error) {
      if (!(error instanceof PackageRefused)) throw error;
      sendToParent({ kind: 'failed' }, Buffer.from(error.message, 'utf8'));
    }
  }
}
