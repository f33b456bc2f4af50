/**
 * A catalogue as large as the course will be, made from the one that was built: the same statements, rules and
 * contracts under other names, spread over the chapters and rows of the syllabus. The site reads the catalogue of its
 * working directory, so a folder with this file in it is all that it takes to serve it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_FOLDER, type Catalogue, readCatalogue } from '../exercises/catalogue';

/** As the syllabus has them. */
const CHAPTERS = 20;
const ROWS = 206;
export const MADE_UP = { exercises: 150, questions: 250 } as const;

function madeUpCatalogue(): Catalogue {
  const built = readCatalogue();
  /** Chapter and row follow each other through the syllabus. */
  const place = (index: number, count: number) => {
    const row = 1 + Math.floor((index * ROWS) / count);
    return { chapter: `chapter-${String(Math.ceil((row * CHAPTERS) / ROWS)).padStart(2, '0')}`, rows: [row] };
  };
  const made = <Item extends { readonly title: string }>(
    items: readonly Item[],
    kind: keyof typeof MADE_UP,
  ) =>
    Array.from({ length: MADE_UP[kind] }, (_, index) => {
      const { chapter, rows } = place(index, MADE_UP[kind]);
      const like = items[index % items.length];
      const number = String(index + 1).padStart(3, '0');
      return {
        ...like,
        id: `${chapter}/${kind}-${number}`,
        title: `${like.title}, number ${number} of the ${kind}`,
        ...{ chapter, rows },
      };
    });
  return {
    ...built,
    exercises: made(built.exercises, 'exercises'),
    questions: made(built.questions, 'questions'),
  };
}

/** Writes it where a site whose working directory is `folder` finds it. */
export function writeMadeUpCatalogue(folder: string): Catalogue {
  const catalogue = madeUpCatalogue();
  mkdirSync(join(folder, BUILD_FOLDER), { recursive: true });
  writeFileSync(join(folder, BUILD_FOLDER, 'catalogue.json'), JSON.stringify(catalogue));
  return catalogue;
}
