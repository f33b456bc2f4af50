/**
 * The question generators, on the server only: `.runqueue/build/questions.mjs`, made by the build and loaded at
 * run time, so that no page's bundle can hold a generator. A variant is made again from its seed whenever it is
 * needed; answers are never stored and leave the server only with an explanation.
 */
import { randomInt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILD_FOLDER } from '../../exercises/catalogue';
import type { Question, QuestionDefinition } from '../../exercises/question-definition';
import { Random } from '../../simulator/engine/random';

const SEED_LIMIT = 2 ** 48 - 1;

export function newSeed(): number {
  return randomInt(SEED_LIMIT);
}

/** Another one after each build. */
export async function generatorsVersion(): Promise<string> {
  const built = await stat(generatorsPath()).catch(() => undefined);
  return String(built?.mtimeMs);
}

const generatorsPath = () => join(process.cwd(), BUILD_FOLDER, 'questions.mjs');

async function generators(): Promise<Readonly<Record<string, QuestionDefinition>>> {
  // A new build is a new module.
  const address = `${pathToFileURL(generatorsPath()).href}?${await generatorsVersion()}`;
  const built = (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address)) as {
    questions: Record<string, QuestionDefinition>;
  };
  return built.questions;
}

/** @returns null when there is no such question. @throws when the build has not run. */
export async function makeQuestion(id: string, seed: number | string): Promise<Question | null> {
  const all = await generators();
  return Object.hasOwn(all, id) ? all[id].generate(new Random(seed)) : null;
}
