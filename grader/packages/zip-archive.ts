/**
 * A package as one file, to be sent and kept: a ZIP archive. Packing is a function of the files alone; unpacking takes
 * what other programs pack, and refuses whatever is no package: other bytes, names that climb out, links, encryption,
 * and archives that unpack to more than a package may hold.
 */
import { Unzip, UnzipInflate, zipSync } from 'fflate';
import {
  MAX_PACKAGE_BYTES,
  MAX_PACKAGE_FILE_BYTES,
  MAX_PACKAGE_FILES,
  type PackageFiles,
  PackageRefused,
  pathProblem,
  textOfFile,
} from './package-files';

/** The first day that the format knows. */
const FIRST_DAY = new Date(1980, 0, 1);
/** All files, and 64 kB: packed files are hardly ever longer than what they hold. */
export const MAX_ARCHIVE_BYTES = 1088 * 1024;

/** The same files make the same bytes. */
export function packPackage(files: PackageFiles): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([path, text]) => [path, new TextEncoder().encode(text)])), {
    mtime: FIRST_DAY,
    level: 9,
  });
}

/** What programs put beside the files of their own accord. */
const BESIDE = /(?:^|\/)(?:\.DS_Store|Thumbs\.db)$|^__MACOSX\//;

/** How much of an archive is read. */
export interface ArchiveBounds {
  readonly archiveBytes: number;
  readonly files: number;
  readonly fileBytes: number;
  /** Of all files together. */
  readonly bytes: number;
  /** Whether a file is unpacked at all. @throws PackageRefused for a name that must not be there. */
  readonly isWanted?: (name: string) => boolean;
  /** Bytes beyond which a file is left out, where there are such. */
  readonly leftOutFrom?: (name: string) => number;
}

const PACKAGE_BOUNDS: ArchiveBounds = {
  archiveBytes: MAX_ARCHIVE_BYTES,
  files: MAX_PACKAGE_FILES,
  fileBytes: MAX_PACKAGE_FILE_BYTES,
  bytes: MAX_PACKAGE_BYTES,
};

/** @throws PackageRefused with what is wrong. A single folder around everything is taken off. */
export function unpackPackage(archive: Uint8Array): PackageFiles {
  const entries = unpackArchive(archive, PACKAGE_BOUNDS);
  const around = folderAround([...entries.keys()]);
  const files = new Map<string, string>();
  for (const [name, bytes] of entries) {
    const path = name.slice(around.length);
    const problem = pathProblem(path);
    if (problem !== undefined) throw new PackageRefused(problem);
    if (files.has(path)) throw new PackageRefused(`${path} is in the archive twice`);
    files.set(path, textOfFile(path, bytes));
  }
  return files;
}

const LOCAL = 0x0403_4b50;
const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2]);
const CENTRAL_BYTES = 46;
const UNIX = 3;
const KIND_BITS = 0o170_000;
const REGULAR = 0o100_000;
const ENCRYPTED = 1;

/**
 * Looks at the table of contents, which says what a link is, before anything is unpacked. Source: APPNOTE.TXT 4.3.
 * @returns how long each file says that it is.
 */
function sizesIn(archive: Uint8Array, most: number): ReadonlyMap<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  if (archive.length < 4 || view.getUint32(0, true) !== LOCAL)
    throw new PackageRefused('this is no ZIP archive');
  let entries = 0;
  const sizes = new Map<string, number>();
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const next = (from: number) => bytes.indexOf(CENTRAL, from);
  for (let at = next(0); at >= 0 && at + CENTRAL_BYTES <= archive.length; at = next(at + 1)) {
    if (++entries > 2 * most) throw new PackageRefused(`more than ${most} files`);
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const named = archive.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
    const name = new TextDecoder('latin1').decode(named);
    for (const each of [name, new TextDecoder().decode(named)])
      sizes.set(each, view.getUint32(at + 24, true));
    const madeBy = view.getUint8(at + 5);
    const kind = (view.getUint32(at + 38, true) >>> 16) & KIND_BITS;
    if ((flags & ENCRYPTED) !== 0) throw new PackageRefused(`${JSON.stringify(name)} is encrypted`);
    if (madeBy === UNIX && kind !== 0 && kind !== REGULAR && !name.endsWith('/'))
      throw new PackageRefused(`${JSON.stringify(name)} is a link, or something else that is no file`);
  }
  if (entries === 0) throw new PackageRefused('an archive that ends too early, or that holds nothing');
  return sizes;
}

/**
 * Unpacked piece by piece, so that what unpacks to too much is stopped where it does. Names are as they stand in it.
 * @throws PackageRefused
 */
export function unpackArchive(
  archive: Uint8Array,
  {
    archiveBytes,
    files,
    fileBytes,
    bytes,
    isWanted = () => true,
    leftOutFrom = () => Number.POSITIVE_INFINITY,
  }: ArchiveBounds,
): ReadonlyMap<string, Uint8Array> {
  if (archive.length > archiveBytes)
    throw new PackageRefused(`an archive of ${archive.length} bytes; ${archiveBytes} are the most`);
  const sizes = sizesIn(archive, files);
  const entries = new Map<string, Uint8Array>();
  let total = 0;
  let count = 0;
  const unzip = new Unzip((file) => {
    if (file.name.endsWith('/') || BESIDE.test(file.name)) return;
    if (entries.has(file.name))
      throw new PackageRefused(`${JSON.stringify(file.name)} is in the archive twice`);
    // What says that it is short, and is long, is stopped below.
    if (!isWanted(file.name) || (sizes.get(file.name) ?? 0) > leftOutFrom(file.name)) return;
    if (++count > files) throw new PackageRefused(`more than ${files} files`);
    const pieces: Uint8Array[] = [];
    let length = 0;
    file.ondata = (error, piece, isLast) => {
      if (error !== null)
        throw new PackageRefused(`${JSON.stringify(file.name)} cannot be unpacked: ${error.message}`);
      length += piece.length;
      total += piece.length;
      if (length > fileBytes || total > bytes)
        throw new PackageRefused(
          `${JSON.stringify(file.name)} unpacks to too much: ${fileBytes} bytes are the most, ${bytes} together`,
        );
      pieces.push(piece.slice());
      if (isLast) entries.set(file.name, Buffer.concat(pieces));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const STEP = 4096;
  try {
    for (let at = 0; at < archive.length; at += STEP)
      unzip.push(archive.subarray(at, at + STEP), at + STEP >= archive.length);
  } catch (error) {
    if (error instanceof PackageRefused) throw error;
    throw new PackageRefused(
      `an archive that cannot be unpacked: ${error instanceof Error ? error.message : 'it is damaged'}`,
    );
  }
  if (count !== entries.size) throw new PackageRefused('an archive that ends too early');
  return entries;
}

const AROUND = /^\w[\w .-]*\/$/;

/** The folder that everything lies in, with its slash, unless the package begins where the archive does. */
function folderAround(names: readonly string[]): string {
  const [first] = names;
  const end = first?.indexOf('/') ?? -1;
  if (
    first === undefined ||
    end < 0 ||
    names.some((name) => /^(?:exercise\.ts|question\.(?:ts|json))$/.test(name))
  )
    return '';
  const folder = first.slice(0, end + 1);
  if (!AROUND.test(folder)) return '';
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}
