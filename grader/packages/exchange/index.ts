/**
 * Questions and exercises to and from other systems. Functions of what they are given: archives in, packages out, and the
 * other way, each with a report that names whatever was lost.
 */
import { PackageRefused } from '../package-files';
import { packPackage } from '../zip-archive';
import { itemsOf } from './drawn-items';
import { ExchangeReport, type NamedPackage } from './exchange-report';
import { MAX_FOREIGN_ARCHIVE_BYTES, namesIn, openForeignArchive } from './foreign-archive';
import { qtiFiles } from './qti-export';
import { importQti, MANIFEST } from './qti-import';

export type { NamedPackage };
export { MAX_FOREIGN_ARCHIVE_BYTES };

/** What says what is in an archive. */
const INDEXES = [MANIFEST];

/** Whether an archive is of another system, rather than a package of ours: by the names in it. */
export function isExchange(bytes: Uint8Array): boolean {
  try {
    const names = namesIn(bytes);
    return INDEXES.some((index) => shallowest(names, index) !== undefined);
  } catch (error) {
    if (error instanceof PackageRefused) return false;
    throw error;
  }
}

/** @param bytes of an archive. @throws PackageRefused when nothing can be read of it at all. */
export function importExchange(bytes: Uint8Array): {
  packages: readonly NamedPackage[];
  report: readonly string[];
} {
  const archive = openForeignArchive(bytes);
  const report = new ExchangeReport();
  const manifest = shallowest(archive.names, MANIFEST);
  if (manifest !== undefined) return { packages: importQti(archive, manifest, report), report: report.lines };
  throw new PackageRefused(`neither ${MANIFEST} (QTI) nor problem.yaml (Kattis) is in the archive`);
}

export const EXCHANGE_FORMATS = ['qti-3.0', 'qti-2.1'] as const;
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];

/** Of a question whose numbers are drawn. */
export const MAX_EXPORTED_VARIANTS = 100;
const USUAL_VARIANTS = 5;

/**
 * @param variants that a question whose numbers are drawn is exported as. The same packages make the same bytes.
 * @throws PackageRefused when none of them can be exported.
 */
export function exportExchange(
  packages: readonly NamedPackage[],
  format: ExchangeFormat,
  variants = USUAL_VARIANTS,
): { archive: Uint8Array; report: readonly string[] } {
  const report = new ExchangeReport();
  const items = packages.flatMap(({ name, files }) => {
    try {
      return itemsOf(name, files, variants, report);
    } catch (error) {
      if (!(error instanceof PackageRefused)) throw error;
      report.say(name, 'refused', error.message);
      return [];
    }
  });
  if (items.length === 0) throw new PackageRefused(report.lines.join('; ') || 'there is nothing to export');
  const version = format === 'qti-3.0' ? '3.0' : '2.1';
  const files = qtiFiles(items, version, (name, what) => report.say(name, 'lost', what));
  return { archive: packPackage(files), report: report.lines };
}

/** The file of a name that is in the fewest folders. */
function shallowest(names: ReadonlySet<string>, name: string): string | undefined {
  return [...names]
    .filter((each) => each === name || each.endsWith(`/${name}`))
    .sort((a, b) => a.split('/').length - b.split('/').length)[0];
}
