/**
 * What the files of a package import, types included, before any compiler reads them: a compiler follows whatever stands
 * there to whatever file it leads to. The bundler, too, asks here (bundle-package.ts), of what it resolves.
 *
 *      import, export ... from     import type      import('...').T      import x = require('...')
 *      declare module '...'        /// <reference>  @jsxImportSource     the last two are refused as such
 */
import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { measureNesting } from '../compile/nesting';
import { parseTypeScript } from '../compile/parse-typescript';
import { child, children, type SyntaxNode } from '../compile/syntax-tree';
import { ROOT } from '../library/exercise-library';
import { letOthersGoOn } from '../library/seeds';
import type { Place } from './bundle-package';
import { type PackageFiles, PackageRefused, packageKind, packageProblems } from './package-files';

/** What a package may reach of the project. */
const REACHABLE = ['simulator/', 'exercises/'];
const MOST_TOLD = 20;
/** Read by compilers wherever they stand in a text; the second in comments alone, which no tree has. */
const DIRECTIVES = /\/\/\/\s*<\s*(?:reference|amd-)|@jsx/i;

export const NO_IMPORT = 'import() is not there for packages: import at the top of the file';
const whatMayBeImported = (path: string) =>
  `${JSON.stringify(path)} cannot be imported: only files of the package, and of simulator/ and exercises/`;

/** Where it would lie, from the project's root. */
export function homeOf(files: PackageFiles, place: Place): string {
  return packageKind(files) === 'question'
    ? `exercises/${place.replace('/', '/questions/')}/`
    : `exercises/${place}/`;
}

/** A file of the package, by its path there; one of the project, by its absolute path; or why neither. */
export type Imported = { readonly own: string } | { readonly beside: string } | { readonly problem: string };

/** @param whole from the project's root, as if the package lay at its place. @param as it is written. */
export function importedFile(files: PackageFiles, home: string, whole: string, as: string): Imported {
  if (whole.startsWith(home)) {
    const inside = whole.slice(home.length);
    const own = [inside, `${inside}.ts`, `${inside}/index.ts`].find((each) => files.has(each));
    if (own === undefined) return { problem: `${as} is no file of the package` };
    return own.endsWith('.ts') ? { own } : { problem: `${own} is no module: only .ts files can be imported` };
  }
  const beside = (
    REACHABLE.some((each) => whole.startsWith(each)) ? [`${whole}.ts`, `${whole}/index.ts`, whole] : []
  ).find((each) => each.endsWith('.ts') && existsSync(resolve(ROOT, each)));
  return beside === undefined ? { problem: whatMayBeImported(as) } : { beside: resolve(ROOT, beside) };
}

export const isRelative = (specifier: string) => /^\.\.?\//.test(specifier);

/** @param importer path within the package. */
export function importedFrom(
  files: PackageFiles,
  home: string,
  importer: string,
  specifier: string,
): Imported {
  if (!isRelative(specifier)) return { problem: whatMayBeImported(specifier) };
  return importedFile(
    files,
    home,
    posix.normalize(posix.join(home, posix.dirname(importer), specifier)),
    specifier,
  );
}

/** @returns each thing that no compiler may follow, with file and line. Each file takes up to a second: between two, others go on. */
async function importProblems(files: PackageFiles, place: Place): Promise<string[]> {
  const home = homeOf(files, place);
  const problems: string[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith('.ts')) continue;
    await letOthersGoOn();
    const found = problemsIn(text, (specifier) => {
      const imported = importedFrom(files, home, path, specifier);
      return 'problem' in imported ? imported.problem : undefined;
    });
    problems.push(...found.map(({ line, column, what }) => `${path}:${line}:${column}: ${what}`));
  }
  return problems;
}

/** Before anything else looks at them. @throws PackageRefused */
export async function refuseProblems(files: PackageFiles, place: Place): Promise<void> {
  const problems = packageProblems(files);
  if (problems.length === 0) problems.push(...(await importProblems(files, place)));
  if (problems.length > 0) throw new PackageRefused(problems.slice(0, MOST_TOLD).join('\n'));
}

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

function problemsIn(text: string, problemOf: (specifier: string) => string | undefined): Problem[] {
  const directive = DIRECTIVES.exec(text);
  if (directive !== null) {
    const before = text.slice(0, directive.index).split('\n');
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    return [
      { line, column, what: `${directive[0]} is not there for packages: import at the top of the file` },
    ];
  }
  const parsed = parseTypeScript(text, measureNesting(text).deepest);
  if ('diagnostic' in parsed) {
    const { line, column, message } = parsed.diagnostic;
    return [{ line, column, what: message }];
  }
  const problems: Problem[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'ImportExpression') problems.push({ ...placeOf(node), what: NO_IMPORT });
    for (const specifier of specifiersOf(node)) {
      const written = specifier.type === 'Literal' ? specifier.value : undefined;
      const what =
        typeof written === 'string' ? problemOf(written) : 'what is imported must be written as a text';
      if (what !== undefined) problems.push({ ...placeOf(node), what });
    }
    children(node).forEach(visit);
  };
  visit(parsed.program);
  return problems;
}

const placeOf = ({ loc }: SyntaxNode) => ({
  line: loc?.start.line ?? 1,
  column: (loc?.start.column ?? 0) + 1,
});

/** What a node names as a file to be read. */
function specifiersOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found = (field: string) => {
    const there = child(node, field);
    return there === undefined
      ? []
      : [there.type === 'TSLiteralType' ? (child(there, 'literal') ?? there) : there];
  };
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return found('source');
    case 'TSImportType':
      return [...found('argument'), ...found('source')];
    case 'TSExternalModuleReference':
      return found('expression');
    case 'TSModuleDeclaration':
      return found('id').filter(({ type }) => type !== 'Identifier' && type !== 'TSQualifiedName');
    default:
      return [];
  }
}
