/** The author's guide: a worked exercise and a question, whose files stand in it whole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const readGuide = () => readFile(join(process.cwd(), 'app/author/guide/guide.md'), 'utf8');

/** A block whose first line is a language and a path: ```ts right/growing-list.ts */
const FILE = /^(`{3,4})(ts|md|json) ([\w./-]+)\n([\s\S]*?)^\1$/gm;

/** The question without code, which is an example of its own. */
const QUESTION = 'question.json';

function allFiles(guide: string): ReadonlyMap<string, string> {
  return new Map([...guide.matchAll(FILE)].map(([, , , path = '', text = '']) => [path, text]));
}

/** The files of the exercise, by path. */
export const guideFiles = (guide: string): ReadonlyMap<string, string> =>
  new Map([...allFiles(guide)].filter(([path]) => path !== QUESTION));

export const guideQuestion = (guide: string): string => allFiles(guide).get(QUESTION) ?? '';

/** As a page shows it: the path stands above its file. */
export function shownGuide(guide: string): string {
  return guide.replace(
    FILE,
    (_, ticks: string, language: string, path: string, text: string) =>
      `**\`${path}\`**\n\n${ticks}${language === 'md' ? 'markdown' : language}\n${text}${ticks}`,
  );
}
