/**
 * Guarantee: a question is made by the form alone, by keyboard where one likes; what it writes is question.json, its variants
 * are shown beside it with their answers, faults of formulas with their place; what the form cannot show stays text.
 */
import type { Page } from '@playwright/test';
import { DESKTOP, expect, expectFits, expectNoViolationsInBoth, test } from './site';

const group = (page: Page, name: string | RegExp) => page.getByRole('group', { name, exact: true });
const sample = (page: Page) => page.getByRole('region', { name: 'A variant, as students see it' });

async function begin(page: Page): Promise<string> {
  await page.setViewportSize(DESKTOP);
  await page.goto('/author/new');
  await page.getByRole('radio', { name: 'a question without code, in a form' }).check();
  await page.getByLabel('Title').fill('Made in a form');
  await page.getByLabel('Name').fill('made-in-a-form');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page).toHaveURL(/\/author\/own-/);
  await expect(page.getByRole('button', { name: 'Form', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  return page.url();
}

test('a question without code is made in the form, and its variants are shown', async ({ instructor }) => {
  const page = await instructor.newPage();
  const address = await begin(page);
  await expect(sample(page)).toContainText('threads become ready at once');

  // A variable is added, named, and moved by keyboard; it keeps the focus.
  await group(page, 'Variables').getByRole('button', { name: 'Add a variable' }).click();
  const added = group(page, 'Variable x1');
  await expect(added.getByLabel('Name')).toBeFocused();
  await added.getByLabel('Name').fill('min');
  await expect(added).toContainText('no word of formulas');
  await added.getByLabel('Name').fill('cores');
  await page.keyboard.press('Enter');
  const cores = group(page, 'Variable cores');
  await cores.getByLabel('Its value is').selectOption({ label: 'one of several' });
  await cores.getByLabel('Values').fill('2, 4, "a, b"');
  await cores.getByLabel('Values').fill('7');
  await cores.getByRole('button', { name: 'Move up: Variable cores' }).press('Enter');
  await expect(cores.getByRole('button', { name: 'Move up: Variable cores' })).toBeFocused();

  await page.getByLabel('Prompt').fill('A machine has {{cores}} cores.');
  await group(page, 'Parts').getByLabel('Kind of the new part').selectOption('Choice');
  await page.getByRole('button', { name: 'Add a part' }).click();
  const choice = group(page, 'Part 2: choice');
  await choice.getByLabel('What is asked').fill('Are {{cores}} many?');
  await choice.getByLabel('Id').fill('many');
  await choice.getByLabel('Points').fill('0.3');
  await expect(choice).toContainText('A multiple of a half is needed here');
  await choice.getByLabel('Points').fill('1,5');
  await expect(choice).not.toContainText('A multiple of a half is needed here');
  await group(page, 'Option 1').getByLabel('Text', { exact: true }).fill('yes, {{cores + 1}} would be more');
  await group(page, 'Option 2').getByLabel('Text', { exact: true }).fill('no');
  const number = group(page, 'Part 1: number');
  const label = await number.getByLabel('What is asked').inputValue();
  await page.getByRole('button', { name: 'Remove: Part 1: number' }).click();
  const back = page.getByRole('button', { name: 'Bring back: Part 1: number' });
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(number.getByLabel('What is asked')).toBeFocused();
  await expect(number.getByLabel('What is asked')).toHaveValue(label);
  await page.getByRole('button', { name: 'Remove: Part 1: number' }).click();
  await expect(sample(page)).toContainText('A machine has 7 cores.');
  await expect(sample(page)).toContainText('Are 7 many?');
  const answers = sample(page).getByText('Answers and explanation');
  await answers.click();
  await expect(sample(page).getByRole('definition')).toHaveText('yes, 8 would be more');

  // Another name, wherever it is used.
  await cores.getByLabel('Name').fill('processors');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('status').filter({ hasText: 'cores is now processors' });
  await expect(renamed).toContainText('all 3 places');
  await expect(page.getByLabel('Prompt')).toHaveValue('A machine has {{processors}} cores.');
  await expect(sample(page)).toContainText('A machine has 7 cores.');
  await renamed.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await expect(page.getByLabel('Prompt')).toHaveValue('A machine has {{cores}} cores.');

  // A table, taken away and brought back.
  await page.getByRole('button', { name: 'Add a table' }).click();
  await page.getByLabel('Caption').fill('Jobs');
  await page.getByRole('button', { name: 'Remove the table' }).click();
  await expect(page.getByRole('button', { name: 'Bring back: Table under the prompt' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Caption')).toHaveValue('Jobs');

  // A formula that cannot be.
  await page.getByLabel('Prompt').fill('A machine has {{chores}} cores.');
  await expect(sample(page).getByRole('alert')).toContainText(
    'prompt: chores: there is no variable chores here',
  );
  await page.getByLabel('Prompt').fill('A machine has {{cores}} cores.');
  await expect(sample(page)).toContainText('A machine has 7 cores.');
  for (const kind of ['Number', 'Text', 'Table', 'Gantt chart']) {
    await group(page, 'Parts').getByLabel('Kind of the new part').selectOption(kind);
    await page.getByRole('button', { name: 'Add a part' }).click();
  }
  await expect(sample(page).getByRole('grid').first()).toBeVisible();
  await expectFits(page);
  await expectNoViolationsInBoth(page);

  // It is the text of the draft, and is kept.
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Prompt')).toHaveValue('A machine has {{cores}} cores.');
  await page.getByLabel('Title').fill('');
  await expect(page.getByText(/Not finished: question\.json: title/)).toBeVisible();
  await page.goto(`${address}?file=question.json&line=1`);
  await expect(page.getByRole('button', { name: 'Text', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  await expect(page.getByLabel('Title')).toHaveValue('');
});
