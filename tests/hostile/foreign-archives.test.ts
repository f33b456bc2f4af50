/** Every hostile archive of another system is refused, or what is hostile in it is left out, with a sentence and soon. */
import { expect, test } from 'vitest';
import { importExchange } from '../../grader/packages/exchange/index';
import { PackageRefused } from '../../grader/packages/package-files';
import { FOREIGN_ARCHIVES } from './foreign-archives';

function outcome(archive: Uint8Array): string {
  try {
    const { packages, report } = importExchange(archive);
    const written = packages.flatMap(({ files }) => [...files.values()]).join('\n');
    expect(written).not.toMatch(/root:|<script|javascript:|onload/);
    return report.join('\n');
  } catch (error) {
    if (error instanceof PackageRefused) return error.message;
    throw error;
  }
}

test.each(FOREIGN_ARCHIVES.map((each) => [each.name, each] as const))(
  'one that %s',
  (_, { archive, expected }) => {
    const before = performance.now();
    const said = outcome(archive);
    expect(said).toMatch(expected);
    expect(said.length).toBeLessThan(5_000);
    // Many times what any takes on a busy machine; what grows with what it stands for takes longer.
    expect(performance.now() - before).toBeLessThan(5_000);
  },
);
