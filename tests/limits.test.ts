/**
 * The table of limits in ARCHITECTURE.md says what stands in the code; whatever somebody may ask of a server action, he may
 * ask so often.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../grader/library/exercise-library';

const ROW = /^\| ([^|]+?) +\| ([\d,]+) +\| `(\w+)` +\| (\S+) +\|$/;

const rows = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, limit, value, constant, file] = ROW.exec(line) ?? [];
    return limit === undefined ? [] : [{ limit, value: Number(value.replaceAll(',', '')), constant, file }];
  });

/** The number that a constant is set to: `16 * 1024 * 1024`, `2 ** 30`. */
function valueSet(constant: string, file: string): number {
  const [, expression] =
    new RegExp(`^(?:export )?const ${constant}(?:: number)? = ([\\d_* ]+);$`, 'm').exec(
      readFileSync(join(ROOT, file), 'utf8'),
    ) ?? [];
  if (expression === undefined) throw new Error(`${file} sets ${constant} to no number`);
  const powers = expression.replaceAll('_', '').split(/(?<!\*)\*(?!\*)/);
  return powers.reduce((product, power) => {
    const [base, exponent = '1'] = power.split('**');
    return product * Number(base) ** Number(exponent);
  }, 1);
}

test('there is a table', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('$limit: $value', ({ constant, file, value }) => {
  expect(valueSet(constant, file)).toBe(value);
});

const appFiles = readdirSync(join(ROOT, 'app'), { recursive: true, encoding: 'utf8' });
/** Top-level functions and constants of these files, each with its text. */
function declarations(files: readonly string[]): [string, string][] {
  return files.flatMap((file) =>
    readFileSync(join(ROOT, 'app', file), 'utf8')
      .split(/^(?=(?:export )?(?:async )?(?:function|const) )/m)
      .flatMap((text): [string, string][] => {
        const [, name] = /^(?:export )?(?:async )?(?:function|const) (\w+)/.exec(text) ?? [];
        return name === undefined ? [] : [[name, text]];
      }),
  );
}

const TAKES_ALLOWANCE = /\bawait (?:within|demandPassword)\(user, /;
const changes = declarations(appFiles.filter((file) => file.endsWith('-changes.ts')));
const takes = ([, text]: readonly [string, string], known: readonly string[]) =>
  TAKES_ALLOWANCE.test(text) || known.some((name) => new RegExp(`\\b(?:return|await) ${name}\\(`).test(text));
/** Those that take one, and those that wait for one of these. */
const direct = changes.filter((each) => takes(each, [])).map(([name]) => name);
const limited = changes.filter((each) => takes(each, direct)).map(([name]) => name);
const actions = declarations(appFiles.filter((file) => file.endsWith('actions.ts'))).filter(([, text]) =>
  text.includes('= defineAction('),
);

/** What addresses take archives, or make some. */
const routes = declarations(
  appFiles.filter((file) => /^(?:api\/archives|author)\/.*route\.ts$/.test(file)),
).filter(([name]) => name === 'POST' || name === 'PUT');

test('there are actions', () => {
  expect(actions.length).toBeGreaterThan(15);
  expect(routes.length).toBeGreaterThan(3);
});

test.each([...actions, ...routes])('%s is within an allowance', (_name, text) => {
  const calls = text.match(/\b\w+\b/g) ?? [];
  expect(TAKES_ALLOWANCE.test(text) || calls.some((call) => limited.includes(call))).toBe(true);
});
