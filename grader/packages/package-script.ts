/** The script of a package's exercise: its modules behind the face that its process is asked through. */
import { authorScript } from './author-realm';
import { bundlePackage, type Place, refuseReachingOut } from './bundle-package';
import type { PackageFiles } from './package-files';

/** @throws PackageRefused with what is wrong, by file and line. */
export async function exerciseScript(files: PackageFiles, place: Place): Promise<string> {
  const optional = ['wrong', 'mutants'].filter((name) => files.has(`${name}.ts`));
  const entry = `import { servePackage } from './grader/packages/package-face';
import exercise from 'package:exercise.ts';
import samples from 'package:samples.ts';
import hidden from 'package:hidden.ts';
import * as contract from 'package:contract.ts';
${optional.includes('wrong') ? "import * as wrong from 'package:wrong.ts';" : ''}
${optional.includes('mutants') ? "import mutants from 'package:mutants.ts';" : ''}
export default servePackage({ ${['exercise', 'samples', 'hidden', 'contract', ...optional].join(', ')} });`;
  const modules = await bundlePackage(files, place, entry, {
    format: 'iife',
    globalName: 'made',
    minifyWhitespace: true,
  });
  const script = authorScript(modules, 'made.default');
  refuseReachingOut(script);
  return script;
}
