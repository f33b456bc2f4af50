/**
 * Archives of other systems: other names and more files than a package has, the same refusals (names that climb out,
 * links, encryption, bombs). Of media, which no package keeps, only the names are read.
 */
import { PackageRefused, textOfFile } from '../package-files';
import { unpackArchive } from '../zip-archive';

export const MAX_FOREIGN_ARCHIVE_BYTES = 32 * 1024 * 1024;
const MAX_FOREIGN_FILES = 2_000;
const MAX_FOREIGN_FILE_BYTES = 4 * 1024 * 1024;
const MAX_FOREIGN_BYTES = 16 * 1024 * 1024;
/** Data of a problem are of use only where they are short; there may be very much of them. */
const DATA = /\.(?:in|ans|out|interaction)$/;
const MOST_DATA_BYTES = 16 * 1024;
/** Elements, attributes and texts of all XML together. */
export const MAX_FOREIGN_NODES = 200_000;
const MAX_NAME_CHARACTERS = 255;

/** Of code only what says that a problem went out from here (kattis-import.ts). */
const TEXTS = /(?:\.(?:xml|svg|ya?ml|md|tex|txt|in|ans|out|interaction)|(?:^|\/)attachments\/contract\.ts)$/i;

export interface ForeignArchive {
  /** All names, those of files that are not unpacked too, or are too long. */
  readonly names: ReadonlySet<string>;
  /** @returns undefined where there is no such file, one that is no text, or data that are too long. @throws PackageRefused when it is no UTF-8. */
  text(name: string): string | undefined;
}

/** @throws PackageRefused */
export function openForeignArchive(archive: Uint8Array): ForeignArchive {
  const names = new Set<string>();
  const entries = unpacked(archive, names, (name) => TEXTS.test(name));
  return {
    names,
    text(name) {
      const bytes = entries.get(name);
      return bytes && textOfFile(name, bytes).replace(/^\ufeff/, '');
    },
  };
}

/** Without unpacking any. @throws PackageRefused */
export function namesIn(archive: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  unpacked(archive, names, () => false);
  return names;
}

/** @param names where all are noted. */
function unpacked(archive: Uint8Array, names: Set<string>, isWanted: (name: string) => boolean) {
  return unpackArchive(archive, {
    archiveBytes: MAX_FOREIGN_ARCHIVE_BYTES,
    files: MAX_FOREIGN_FILES,
    fileBytes: MAX_FOREIGN_FILE_BYTES,
    bytes: MAX_FOREIGN_BYTES,
    leftOutFrom: (name) => (DATA.test(name) ? MOST_DATA_BYTES : Number.POSITIVE_INFINITY),
    isWanted(name) {
      const problem = nameProblem(name);
      if (problem !== undefined) throw new PackageRefused(`${JSON.stringify(name.slice(0, 100))} ${problem}`);
      names.add(name);
      return isWanted(name);
    },
  });
}

function nameProblem(name: string): string | undefined {
  if (name.length > MAX_NAME_CHARACTERS) return `is a name of more than ${MAX_NAME_CHARACTERS} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: just those
  if (/[\\\u0000-\u001f\u007f]|^\w:/.test(name)) return 'is no name of a file in an archive';
  return name.split('/').some((part) => part === '' || part === '.' || part === '..')
    ? 'leads out of the archive, or around in it'
    : undefined;
}

/** Where a reference in a file of an archive leads; undefined: not into the archive. */
export function placeIn(from: string, reference: string): string | undefined {
  const [path = ''] = reference.split(/[?#]/);
  if (path === '' || /^[a-z][a-z0-9+.-]*:|^\/|\\/i.test(path)) return undefined;
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    plain = path;
  }
  const at = from.split('/').slice(0, -1);
  for (const part of plain.split('/')) {
    if (part === '..') {
      if (at.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') at.push(part);
  }
  return at.join('/');
}
