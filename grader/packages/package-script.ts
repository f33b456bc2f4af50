/** The script of a package: its modules behind the face that its process is asked through. */
import { authorScript } from './author-realm';
import { bundlePackage, type Place, refuseReachingOut } from './bundle-package';
import type { PackageFiles } from './package-files';

/** @throws PackageRefused with what is wrong, by file and line. */
export function exerciseScript(files: PackageFiles, place: Place): Promise<string> {
  const optional = ['wrong', 'mutants'].filter((name) => files.has(`${name}.ts`));
  return scriptOf(
    files,
    place,
    `import { servePackage } from './grader/packages/package-face';
import exercise from 'package:exercise.ts';
import samples from 'package:samples.ts';
import hidden from 'package:hidden.ts';
import * as contract from 'package:contract.ts';
${optional.includes('wrong') ? "import * as wrong from 'package:wrong.ts';" : ''}
${optional.includes('mutants') ? "import mutants from 'package:mutants.ts';" : ''}
export default servePackage({ ${['exercise', 'samples', 'hidden', 'contract', ...optional].join(', ')} });`,
  );
}

/** @throws PackageRefused */
export function questionScript(files: PackageFiles, place: Place): Promise<string> {
  return scriptOf(
    files,
    place,
    `import { serveQuestion } from './grader/packages/question-face';
import question from 'package:question.ts';
export default serveQuestion(question);`,
  );
}

async function scriptOf(files: PackageFiles, place: Place, entry: string): Promise<string> {
  const modules = await bundlePackage(files, place, entry, {
    format: 'iife',
    globalName: 'made',
    minifyWhitespace: true,
  });
  const script = authorScript(modules, 'made.default');
  refuseReachingOut(script);
  return script;
}
