/**
 * Guarantee: with 150 exercises and 250 questions (made up) every page of the site stays as light as with twenty, and
 * everything is found from the start page: by chapter, by words, by filters, by next and previous.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalogue } from '../exercises/catalogue';
import { Builder } from '../scripts/build';
import { freePort } from '../scripts/embedded-postgres';
import { root } from '../scripts/project-root';
import { MADE_UP, writeMadeUpCatalogue } from './made-up-catalogue';

let folder: string;
let catalogue: Catalogue;
let address: string;
let end: () => Promise<unknown>;

beforeAll(async () => {
  await new Builder(console.log).buildStale();
  folder = mkdtempSync(join(tmpdir(), 'runqueue-large-'));
  catalogue = writeMadeUpCatalogue(folder);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  // No database: nobody is signed in, and the catalogue needs none.
  const site = spawn(process.execPath, [join(root, 'scripts/site.mjs')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      RUNQUEUE_AUTH_SECRET: '0123456789abcdef0123456789abcdef',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    },
  });
  end = () => {
    const ended = once(site, 'exit');
    site.kill('SIGTERM');
    return ended;
  };
  for await (const line of site.stdout) if (String(line).includes('Listening')) break;
});
afterAll(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

async function page(path: string): Promise<string> {
  const answer = await fetch(address + path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

/** Bytes as they are sent, compressed. */
const weight = (text: string | Buffer) => gzipSync(text).length;

/** What the page's own scripts weigh, those that it names in its text. */
async function scriptWeight(html: string): Promise<number> {
  const scripts = new Set([...html.matchAll(/src="(\/_next\/[^"]+\.js[^"]*)"/g)].map(([, src]) => src));
  const texts = await Promise.all([...scripts].map((src) => page(src.replaceAll('&amp;', '&'))));
  return texts.reduce((sum, text) => sum + weight(text), 0);
}

/** Addresses of exercises and questions that a page links to. */
const linked = (html: string) =>
  new Set(
    [...html.matchAll(/<a[^>]+href="\/((?:exercises|questions)\/chapter-[^"/]+\/[^"/]+)"/g)].map(
      ([, id]) => id,
    ),
  );

const KILOBYTE = 1024;

it.each([
  ['the start page', '/', 12],
  ['a chapter', '/chapters/chapter-07', 12],
  ['a search that finds everything', '/?find=number', 24],
  ['an exercise', '/exercises/chapter-07/exercises-050', 40],
])('%s is light', async (name, path, kilobytes) => {
  const html = await page(path);
  console.log(
    `${name}: ${(weight(html) / KILOBYTE).toFixed(1)} kB of page, ${(html.length / KILOBYTE).toFixed(0)} kB unpacked; ${((await scriptWeight(html)) / KILOBYTE).toFixed(0)} kB of scripts`,
  );
  expect(weight(html) / KILOBYTE).toBeLessThan(kilobytes);
});

it('every exercise and question is in its chapter, and every chapter on the start page', async () => {
  const start = await page('/');
  const chapters = new Set([...start.matchAll(/href="(\/chapters\/[^"]+)"/g)].map(([, path]) => path));
  const found = new Set<string | undefined>();
  for (const chapter of chapters) for (const id of linked(await page(chapter))) found.add(id);
  expect(found.size).toBe(MADE_UP.exercises + MADE_UP.questions);
});

it('a search that finds more than a page holds says so, and does not lose the others silently', async () => {
  const all = await page('/?find=number');
  expect(/>(\d+ entries found)</.exec(all)?.[1]).toBe(
    `${MADE_UP.exercises + MADE_UP.questions} entries found`,
  );
  expect(/>(\d+ more)/.exec(all)?.[1]).toBe(
    `${MADE_UP.exercises + MADE_UP.questions - linked(all).size} more`,
  );
});

it('one is found by words and filters among 400', async () => {
  expect([...linked(await page('/?find=077+questions'))]).toEqual([
    `questions/${catalogue.questions[76]?.id}`,
  ]);
  const hard = linked(await page('/?kind=exercise&difficulty=3&find=number'));
  const wanted = catalogue.exercises.filter(({ difficulty }) => difficulty === 3);
  expect(hard).toEqual(new Set(wanted.map(({ id }) => `exercises/${id}`)));
});

it('next and previous lead from the first to the last and back', async () => {
  const beside = (html: string, which: 'Next' | 'Previous') =>
    new RegExp(`${which}<!-- -->:<!-- --> <a[^>]+href="([^"]+)"`).exec(html)?.[1];
  let at = '/chapters/chapter-01';
  for (let next = beside(await page(at), 'Next'); next !== undefined; next = beside(await page(at), 'Next')) {
    expect(beside(await page(next), 'Previous') === at, next).toBe(true);
    at = next;
  }
  expect(at).toBe('/chapters/chapter-20');
});
