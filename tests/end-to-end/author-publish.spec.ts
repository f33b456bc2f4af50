/**
 * Guarantee: the example of the author's guide, kept in a folder elsewhere, comes to a course by one command with a token
 * from the profile page, and its students solve it; a second command brings a second version; an ended token opens nothing.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { guideFiles, readGuide } from '../../app/author/guide/guide';
import { expect, expectFits, expectNoViolationsInBoth, openPanel, submit, test, typeSolution } from './site';

const PROJECT = join(import.meta.dirname, '../..');

/** @returns what it printed, and its exit code. */
async function publish(folder: string, site: string, token: string, to = ['--to', 'os-demo']) {
  const program = ['scripts/runqueue.mjs', 'publish', folder, '--site', site, ...to, '--reviewed', 'Ada'];
  const env = { ...process.env, RUNQUEUE_TOKEN: token };
  return promisify(execFile)(process.execPath, program, { cwd: PROJECT, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('from a folder to a course', async ({ instructor, student, baseURL }) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'runqueue-course-')), 'memory/first-out');
  try {
    const files = guideFiles(await readGuide());
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const page = await instructor.newPage();
    await page.goto('/author');
    await page.getByRole('link', { name: 'An exercise from an empty folder' }).click();
    await expect(page.getByRole('heading', { name: 'What no check sees' })).toBeVisible();
    await expectFits(page);
    await expectNoViolationsInBoth(page);
    await page.goto('/author/reference');
    await expect(page.getByRole('heading', { name: 'RuleBook' })).toBeVisible();
    await expectFits(page);

    await page.goto('/profile');
    await page.getByLabel('What it is for').fill('Lessons');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = (await page.locator('code', { hasText: /^rq_/ }).textContent()) ?? '';
    await expectNoViolationsInBoth(page);

    const site = baseURL ?? '';
    const first = await publish(folder, site, token);
    expect(first.stdout + first.stderr).toContain('Published in os-demo.');
    expect(first.code).toBe(0);
    const known = JSON.parse(readFileSync(join(folder, '.runqueue.json'), 'utf8'));
    const item = `${known[site]}/first-out`;

    const solving = await student.newPage();
    await solving.goto(`/exercises/${item}`);
    await expect(solving.getByRole('heading', { name: 'First in, first out' })).toBeVisible();
    await typeSolution(
      solving,
      files.get('right/growing-list.ts')?.replace("'../contract'", "'./contract'") ?? '',
    );
    await submit(solving);
    await expect(solving.getByText('100 of 100 points').first()).toBeVisible();

    writeFileSync(join(folder, 'hints.md'), 'Another first hint.\n');
    const second = await publish(folder, site, token);
    expect(second.stdout).toContain(known[site]);
    expect(second.code).toBe(0);

    // The third is published on the site, which first names whom it reaches.
    writeFileSync(join(folder, 'hints.md'), 'A third first hint.\n');
    expect((await publish(folder, site, token, [])).stdout).toContain('Every promise holds.');
    const publishing = await instructor.newPage();
    await publishing.goto(`/author/${known[site]}/publish`);
    const questions = publishing.getByRole('region', { name: 'What no check can see' }).getByRole('listitem');
    for (const question of await questions.all()) {
      await question.getByRole('radio', { name: 'Yes' }).check();
      const by = question.getByLabel('By whom');
      if (await by.isVisible()) {
        await by.fill('Ada');
        await question.getByRole('button', { name: 'Keep this answer' }).click();
      }
      await expect(question).toContainText('answered by');
    }
    await publishing.getByRole('button', { name: 'Publish', exact: true }).click();
    const reach = publishing.getByRole('region', { name: 'Whom this reaches' });
    await expect(reach.getByRole('listitem')).toHaveText(/^Operating Systems \(demo\).*: 1 student handed/);
    await expectFits(publishing);
    await expectNoViolationsInBoth(publishing);
    await reach.getByRole('button', { name: 'Yes, publish it' }).click();
    await expect(publishing.getByText('Published. Students find it from now on.')).toBeVisible();
    await expect(reach).toHaveCount(0);
    await publishing.goto(`/author/${known[site]}/history`);
    await expect(publishing.getByRole('row').filter({ hasText: 'published last' })).toContainText(
      'as the draft',
    );
    await solving.reload();
    await openPanel(solving, 'Summary');
    await expect(solving.getByText('100 of 100 points').first()).toBeVisible();
    writeFileSync(join(folder, 'solution.ts'), (files.get('solution.ts') ?? '').replace('this.hand]', '0]'));
    const broken = await publish(folder, site, token);
    expect(broken.stdout).toContain('PROBLEM');
    expect(broken.code).toBe(1);

    await page.reload();
    await page.getByRole('button', { name: 'End Lessons' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Lessons has ended.' })).toBeVisible();
    expect((await publish(folder, site, token)).stderr).toContain('This token is none, or has ended.');
  } finally {
    rmSync(dirname(dirname(folder)), { recursive: true, force: true });
  }
});
