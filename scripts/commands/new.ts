/** Writes the folder of a new exercise or question, or a further wrong solution, for the author to go on with. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { solutionTexts } from '../../grader/library/bundle-solution';
import {
  exerciseFolder,
  isExercise,
  isQuestion,
  loadExercise,
  questionFolder,
  ROOT,
} from '../../grader/library/exercise-library';
import { applyEdit, mutationsOf } from '../../grader/library/mutate';
import {
  classNameOf,
  type NewExercise,
  newExercise,
  type Signature,
  UnfitFamily,
} from '../../grader/library/new-exercise';
import { newQuestion } from '../../grader/library/new-question';
import { defineCommand } from '../command';
import { InputError, UsageError } from '../command-error';
import { each, type Option, quoted, text, wholeNumber, withDefault } from '../command-options';

const MOST_RULES = 20;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const IDENTIFIER = /^[a-z][A-Za-z0-9]*$/;
const MOST_PARAMETERS = 8;
const LONGEST = 60;

/** `enqueue:thread,reason` or `now`. */
const signature: Option<Signature> = {
  takesValue: true,
  read(name, given = '') {
    const [called = '', ...rest] = given.split(':');
    const parameters = rest.length === 0 || rest[0] === '' ? [] : rest[0].split(',');
    const isRight =
      given.length <= 4 * LONGEST &&
      rest.length <= 1 &&
      [called, ...parameters].every((one) => IDENTIFIER.test(one)) &&
      parameters.length <= MOST_PARAMETERS &&
      new Set(parameters).size === parameters.length;
    if (!isRight)
      throw new UsageError(
        `--${name} ${quoted(given)} is not like enqueue:thread,reason: a name and at most ${MOST_PARAMETERS} different parameters, each in camelCase`,
      );
    return { name: called, parameters };
  },
};

const className: Option<string> = {
  takesValue: true,
  read(name, given = '') {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(given) || given.length > LONGEST)
      throw new UsageError(`--${name} ${quoted(given)} is not like RoundRobin: a class in PascalCase`);
    return given;
  },
};

/** @throws UsageError unless it is `<chapter>/<name>` in kebab-case. */
function newId(given: string): string {
  const [chapter = '', name = '', ...more] = given.split('/');
  if (more.length > 0 || !NAME.test(chapter) || !NAME.test(name) || given.length > LONGEST)
    throw new UsageError(
      `${quoted(given)} is not like scheduling/lottery: a chapter and a name, each in kebab-case`,
    );
  if (isExercise(given) || isQuestion(given))
    throw new UsageError(`${quoted(given)} exists already; choose another name`);
  return given;
}

function textsOf(asked: NewExercise): ReadonlyMap<string, string> {
  try {
    return newExercise(asked);
  } catch (error) {
    throw error instanceof UnfitFamily ? new InputError(error.message) : error;
  }
}

function exerciseId(given: string): string {
  if (!isExercise(given))
    throw new UsageError(`there is no exercise ${quoted(given)}; npx runqueue exercises lists them`);
  return given;
}

/** Writes files that are not there yet, in the project's style. @returns their paths from the root. */
function write(folder: string, texts: ReadonlyMap<string, string>): string[] {
  if (existsSync(folder))
    throw new InputError(`${relative(ROOT, folder)} exists already; choose another name`);
  const paths = [...texts].map(([name, content]) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  });
  format(folder);
  return paths.map((path) => relative(ROOT, path));
}

/** Style is a convenience here: where the formatter is missing the files stay as they are. */
function format(path: string): void {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  spawnSync(process.execPath, [biome, 'check', '--write', '--unsafe', path], { cwd: ROOT, stdio: 'ignore' });
}

/** Adds an entry to wrong.ts whose patch is one that fits: the first mutant of the reference. */
async function newWrong(id: string, name: string): Promise<string> {
  const path = join(exerciseFolder(id), 'wrong.ts');
  const before = existsSync(path)
    ? readFileSync(path, 'utf8')
    : "import type { WrongSolution } from '../../wrong-solution';\n\nconst wrong: readonly WrongSolution[] = [];\n\nexport default wrong;\n";
  if (before.includes(`'${name}'`))
    throw new InputError(`wrong.ts has a solution ${quoted(name)} already; choose another name`);
  const at = before.lastIndexOf('];');
  if (at < 0) throw new InputError('wrong.ts has no list that ends with "];": add the solution by hand');
  const [rule] = (await loadExercise(id)).definition.rules;
  const entry = `{
    name: ${JSON.stringify(name)},
    fails: ${JSON.stringify(rule?.id)},
    why: 'TODO the mistake, as one sentence.',
    // TODO what the mistake changes; now it is the first thing that could be changed.
    replace: [${JSON.stringify(await somePatch(id))}],
  },`;
  const separator = /[[,]\s*$/.test(before.slice(0, at)) ? '' : ',';
  writeFileSync(path, `${before.slice(0, at)}${separator}${entry}${before.slice(at)}`);
  format(path);
  return relative(ROOT, path);
}

/** Lines of the reference that occur there once, as few as will do, and what one of its mutants makes of them. */
async function somePatch(id: string): Promise<readonly [string, string]> {
  const texts = [...(await solutionTexts(id, 'solution.ts')).values()];
  for (const linesBefore of [0, 1, 2])
    for (const original of texts)
      for (const edit of mutationsOf(original)) {
        const from = Math.max(0, edit.line - 1 - linesBefore);
        const lines = (of: string) => of.split('\n').slice(from, edit.line).join('\n').trim();
        const found = lines(original);
        if (texts.join('\n').split(found).length === 2) return [found, lines(applyEdit(original, edit))];
      }
  return ['TODO a text of the reference that occurs there once', 'what stands there instead'];
}

export default defineCommand({
  usage: [
    'new exercise <chapter>/<name> [--like <exercise>] [--class <Class>] [--method <name>:<parameter>,...] ... [--service <name>:<parameter>,...] ... [--rules <n>]',
    'new wrong <chapter>/<exercise> <name>',
    'new question <chapter>/<name>',
  ],
  summary:
    'Writes the folder of a new exercise or question, or a further wrong solution; npx runqueue check then says what is still to be done.',
  options: {
    like: withDefault(text('an exercise'), undefined),
    class: withDefault(className, undefined),
    method: each(signature),
    service: each(signature),
    rules: withDefault(wholeNumber(1, MOST_RULES), 5),
  },
  operands: { name: 'exercise, wrong or question, and a name', from: 2, to: 3 },
  async run({ like, class: named, method, service, rules }, [kind, id = '', name], output) {
    const isPlain = like === undefined && named === undefined && method.length + service.length === 0;
    if (kind === 'exercise' && name === undefined) {
      newId(id);
      if (like === undefined && method.length === 0)
        throw new UsageError(
          'give --like <exercise>, or what the student writes: --method <name>:<parameter>,...',
        );
      const names = [...method, ...service].map((one) => one.name);
      const twice = names.find((one, i) => names.indexOf(one) !== i);
      if (twice !== undefined) throw new UsageError(`${quoted(twice)} is given twice; give it once`);
      const family = like === undefined ? {} : { like: await loadExercise(exerciseId(like)) };
      const className = named ?? classNameOf(id.split('/')[1]);
      const asked = { id, className, methods: method, services: service, rules, ...family };
      for (const path of write(exerciseFolder(id), textsOf(asked))) output.print(path);
      output.print(`npx runqueue check ${id}     says what is still to be done`);
    } else if (kind === 'wrong' && name !== undefined && isPlain) {
      exerciseId(id);
      if (!NAME.test(name) || name.length > LONGEST)
        throw new UsageError(`${quoted(name)} is not like one-tick-late: a name in kebab-case`);
      output.print(await newWrong(id, name));
      output.print(`npx runqueue check ${id} --secrets 1     says which rules it breaks`);
    } else if (kind === 'question' && name === undefined && isPlain) {
      const called = newId(id).split('/')[1];
      for (const path of write(questionFolder(id), newQuestion(called))) output.print(path);
      output.print(`npx runqueue check ${id}     says what is still to be done`);
    } else
      throw new UsageError(
        `what is ${[kind ?? '', id, ...(name === undefined ? [] : [name])].map(quoted).join(' ')}? An exercise and a question have one name, a wrong solution an exercise and a name and no options`,
      );
    return 0;
  },
});
