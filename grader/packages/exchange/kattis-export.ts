/**
 * Exercises in the layout of Kattis problem packages (2023-07): what has a place there, as far as it says something there.
 *
 *      problem.yaml                            title; pass-fail where the data are what is read and printed, else interactive
 *      statement/problem.en.md                 statement.md
 *      data/sample, data/secret                cases: what is read and printed, or the parameters of a run
 *      submissions/accepted                    solution.ts, right/*.ts
 *      submissions/wrong_answer, .../time_limit_exceeded    wrong/*.ts and patches of wrong.ts, over-budget/*.ts
 *      attachments                             contract.ts, starter.ts
 *
 * What judges, machine and judge(), runs here only and stays here.
 */
import { z } from 'zod';
import { patchTexts } from '../../library/patch-texts';
import { type PackageFiles, PackageRefused, packageKind, packageProblems } from '../package-files';
import { defaultData } from './literal-values';
import { yamlText } from './small-yaml';

const cases = z.array(
  z.object({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/),
    title: z.string(),
    role: z.string().optional(),
    parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
);
type Case = z.infer<typeof cases>[number];
const patches = z.array(
  z.object({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/),
    why: z.string().default(''),
    exceeds: z.array(z.string()).optional(),
    fails: z.string().optional(),
    /** A file of `right/`; default: the reference. */
    base: z.string().default('solution.ts'),
    replace: z.array(z.tuple([z.string(), z.string()])),
  }),
);

/** Text by path within the problem's folder. @param lost is told what. @throws PackageRefused where it is no exercise. */
export function kattisFiles(
  name: string,
  files: PackageFiles,
  lost: (what: string) => void,
): Map<string, string> {
  const problems = packageProblems(files);
  if (problems.length > 0) throw new PackageRefused(problems.join('; '));
  if (packageKind(files) === 'question')
    throw new PackageRefused('it is a question, which no program answers');
  const written = new Map<string, string>();
  const samples = casesIn(files, 'samples.ts', lost);
  const unseen = casesIn(files, 'hidden.ts', lost);
  const hidden = unseen.filter(({ role }) => role !== 'leaderboard');
  if (hidden.length < unseen.length) lost('which cases are ranked');
  const isData = [...samples, ...hidden].every(
    ({ parameters }) => typeof parameters.input === 'string' && typeof parameters.answer === 'string',
  );
  const title = titleWritten(files.get('exercise.ts')) ?? name;
  written.set(
    'problem.yaml',
    `problem_format_version: 2023-07-draft\nname:\n  en: ${yamlText(title)}\ntype: ${isData ? 'pass-fail' : 'interactive'}\nlicense: unknown\n`,
  );
  written.set('statement/problem.en.md', statementOf(files, lost));
  const taken = [...written.keys(), 'statement.md', 'samples.ts', 'hidden.ts', 'wrong.ts'];
  for (const [folder, list] of [
    ['sample', samples],
    ['secret', hidden],
  ] as const)
    for (const each of list) writeCase(written, `data/${folder}/${each.name}`, each, isData);
  for (const [path, text] of files) {
    const place = placeOf(path);
    if (place === undefined) continue;
    taken.push(path);
    written.set(place, text);
  }
  writePatches(written, files, lost);
  lost(
    isData
      ? 'what the cost of a submission may be'
      : 'what judges: the machine and judge() would have to be an output validator',
  );
  const left = [...files.keys()].filter((path) => !taken.includes(path));
  if (left.length > 0)
    lost(`${left.slice(0, 10).join(', ')}${left.length > 10 ? `, and ${left.length - 10} more` : ''}`);
  lost('licence and authors: say them in problem.yaml');
  return written;
}

/** Of an exercise, as its code says it. */
export function titleWritten(code = ''): string | undefined {
  const [, title] =
    /title:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(code)?.filter((each) => each !== undefined) ??
    [];
  return title?.replace(/\\(.)/g, '$1');
}

function placeOf(path: string): string | undefined {
  if (path === 'solution.ts') return 'submissions/accepted/solution.ts';
  if (path === 'contract.ts' || path === 'starter.ts') return `attachments/${path}`;
  const [, folder, file] = /^(right|wrong|over-budget)\/([a-z0-9.-]+\.ts)$/.exec(path) ?? [];
  if (folder === undefined) return undefined;
  return `submissions/${folder === 'right' ? 'accepted' : folder === 'wrong' ? 'wrong_answer' : 'time_limit_exceeded'}/${file}`;
}

/** Examples are filled by our own check; there they are code. */
function statementOf(files: PackageFiles, lost: (what: string) => void): string {
  const text = files.get('statement.md') ?? '';
  if (/^```(?:example|figure)/m.test(text))
    lost('drawings and worked examples of the statement, which are shown as their text');
  return text.replace(/^```(?:example|figure).*$/gm, '```');
}

function casesIn(files: PackageFiles, path: string, lost: (what: string) => void): readonly Case[] {
  const read = cases.safeParse(defaultData(files.get(path)));
  if (read.success) return read.data;
  lost(`the cases of ${path}: they are made by code`);
  return [];
}

function writeCase(
  written: Map<string, string>,
  path: string,
  { title, parameters }: Case,
  isData: boolean,
): void {
  const text = isData
    ? `${parameters.input}\n`
    : Object.entries(parameters)
        .map(([key, value]) => `${key} ${value}\n`)
        .join('');
  written.set(`${path}.in`, text);
  written.set(`${path}.ans`, isData ? `${parameters.answer}\n` : '');
  written.set(`${path}.desc`, `${title}\n`);
}

function writePatches(written: Map<string, string>, files: PackageFiles, lost: (what: string) => void): void {
  if (!files.has('wrong.ts')) return;
  const read = patches.safeParse(defaultData(files.get('wrong.ts')));
  if (!read.success) lost('the wrong solutions of wrong.ts: they are made by code');
  const unfit: string[] = [];
  for (const { name, why, base, replace, exceeds, fails } of read.data ?? []) {
    const text = files.get(base) ?? '';
    try {
      const patched = patchTexts(new Map([[base, text]]), replace).get(base) ?? text;
      const folder = exceeds !== undefined && fails === undefined ? 'time_limit_exceeded' : 'wrong_answer';
      written.set(`submissions/${folder}/${name}.ts`, `// ${why.replace(/\s+/g, ' ')}\n${patched}`);
    } catch {
      unfit.push(name);
    }
  }
  if (unfit.length > 0)
    lost(
      `wrong solutions that are patches of the simulator's own: ${unfit.slice(0, 10).join(', ')}${unfit.length > 10 ? `, and ${unfit.length - 10} more` : ''}`,
    );
}
