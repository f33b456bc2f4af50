/**
 * Questions and exercises to and from other systems. Functions of what they are given: archives in, packages out, and the
 * other way, each with a report that names whatever was lost.
 */
import { fileProblems, PackageRefused } from '../package-files';
import { packPackage } from '../zip-archive';
import { type DrawnQuestion, type ExportedPackage, itemsOf } from './drawn-items';
import type { ExchangeFormat } from './exchange-formats';
import { ExchangeReport, freeName, type NamedPackage } from './exchange-report';
import { MAX_FOREIGN_ARCHIVE_BYTES, namesIn, openForeignArchive } from './foreign-archive';
import { kattisFiles } from './kattis-export';
import { importKattis, PROBLEM } from './kattis-import';
import { qtiFiles } from './qti-export';
import { importQti, MANIFEST } from './qti-import';

export type { DrawnQuestion, ExportedPackage, NamedPackage };
export { MAX_FOREIGN_ARCHIVE_BYTES };

/** What says what is in an archive. */
const INDEXES = [MANIFEST, PROBLEM];

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
  const fitting = (packages: readonly NamedPackage[]) =>
    packages.filter(({ name, files }) => {
      const [problem] = fileProblems(files);
      if (problem !== undefined) report.say(name, 'refused', problem);
      return problem === undefined;
    });
  const manifest = shallowest(archive.names, MANIFEST);
  if (manifest !== undefined)
    return { packages: fitting(importQti(archive, manifest, report)), report: report.lines };
  const problems = [...archive.names].filter((name) => name === PROBLEM || name.endsWith(`/${PROBLEM}`));
  if (problems.length > 0)
    return { packages: fitting(importKattis(archive, problems, report)), report: report.lines };
  throw new PackageRefused(`neither ${MANIFEST} (QTI) nor ${PROBLEM} (Kattis) is in the archive`);
}

/** Of a question whose numbers are drawn. */
export const MAX_EXPORTED_VARIANTS = 100;
export const USUAL_VARIANTS = 5;

/**
 * Questions as QTI, exercises as problems of Kattis.
 * @param variants that a question whose numbers are drawn is exported as. The same packages make the same bytes.
 * @throws PackageRefused when none of them can be exported.
 */
export function exportExchange(
  packages: readonly ExportedPackage[],
  format: ExchangeFormat,
  variants = USUAL_VARIANTS,
): { archive: Uint8Array; report: readonly string[] } {
  const report = new ExchangeReport();
  const names = new Set<string>();
  const named = packages.map((given) => {
    const name = freeName(given.name, names);
    names.add(name);
    return { ...given, name };
  });
  const lost = (name: string, what: string) => report.say(name, 'lost', what);
  const each = <Made>(make: (given: ExportedPackage) => readonly Made[]): Made[] =>
    named.flatMap((given) => {
      try {
        return make(given);
      } catch (error) {
        if (!(error instanceof PackageRefused)) throw error;
        report.say(given.name, 'refused', error.message);
        return [];
      }
    });
  const files =
    format === 'kattis'
      ? new Map(
          each(({ name, files: given }) =>
            [...kattisFiles(name, given, (what) => lost(name, what))].map(
              ([path, text]) => [`${name}/${path}`, text] as const,
            ),
          ),
        )
      : qtiFiles(
          each((given) => itemsOf(given, variants, report)),
          format === 'qti-3.0' ? '3.0' : '2.1',
          lost,
        );
  // A manifest is there of nothing too.
  if (files.size <= Number(format !== 'kattis'))
    throw new PackageRefused(report.lines.join('; ') || 'there is nothing to export');
  return { archive: packPackage(files), report: report.lines };
}

/** The file of a name that is in the fewest folders. */
function shallowest(names: ReadonlySet<string>, name: string): string | undefined {
  return [...names]
    .filter((each) => each === name || each.endsWith(`/${name}`))
    .sort((a, b) => a.split('/').length - b.split('/').length)[0];
}
