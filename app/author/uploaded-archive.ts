/** Archives that somebody sent: the one way to what is in them. @throws Refusal with what is wrong. */
import { type PackageFiles, PackageRefused } from '../../grader/packages/package-files';
import { unpackPackage } from '../../grader/packages/zip-archive';
import { Refusal } from '../action';
import { authorWords } from './words';

/** The files of a package, whole or not. */
export function filesIn(archive: Uint8Array): PackageFiles {
  try {
    return unpackPackage(archive);
  } catch (error) {
    throw told(error);
  }
}

/** @param work throws PackageRefused. */
export async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw told(error);
  }
}

const told = (error: unknown) =>
  error instanceof PackageRefused ? new Refusal(authorWords.badArchive(error.message)) : error;
