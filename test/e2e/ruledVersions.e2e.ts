import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, toast } from './steps';

const rows = (...minutes: readonly number[]) =>
  csvOf([['station', 'minutes'], ...minutes.map((each) => ['Dock 7', each] as const)]);

test('a person overrules a semantic version and a kind, takes both back, and asks for versions by range', async ({
  page,
}) => {
  await firstVisit(page);
  // 1.0.0, then added to, then changed: 1.1.0, 2.0.0.
  for (const text of [rows(1), rows(1, 2), rows(7)]) await chooseFiles(page, { name: 'trips.csv', text });
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'trips.csv' }).first().click();
  const details = page.getByRole('region', { name: 'Version 3' });
  await expect(details.getByRole('heading', { name: 'Version 3 · 2.0.0 suggested' })).toBeVisible();

  // Without a reason, and below its parent, it is not taken; with both it is.
  const pencil = page.getByRole('button', { name: 'Set another semantic version of version 3' });
  await pencil.click();
  const form = page.getByRole('dialog', { name: 'Set another semantic version of version 3' });
  await form.getByRole('textbox', { name: 'Semantic version' }).fill('1.0');
  await expect(form).toContainText('“1.0” is no semantic version');
  await form.getByRole('textbox', { name: 'Semantic version' }).fill('1.0.5');
  await expect(form).toContainText('It is lower than 1.1.0, which is version 2 that it came after.');
  await form.getByRole('button', { name: 'Save version' }).click();
  await expect(form).toContainText('Say why');
  await expect(form).toContainText('Choose a higher one, or say that it is meant');
  await form.getByRole('textbox', { name: 'Semantic version' }).fill('1.2.0');
  await form.getByRole('textbox', { name: 'Why' }).fill('One typo mended');
  await form.getByRole('button', { name: 'Save version' }).click();
  await expect(details.getByRole('heading', { name: 'Version 3 · 1.2.0 set by hand' })).toBeVisible();
  await expect(details).toContainText('One typo mended');
  await expect(page.getByRole('list', { name: 'Versions' })).toContainText('1.2.0, set by hand');

  await toast(page, 'Version 3 is 1.2.0 now').getByRole('button', { name: 'Undo' }).click();
  await expect(details.getByRole('heading', { name: 'Version 3 · 2.0.0 suggested' })).toBeVisible();

  // The kind, and back.
  await page.getByRole('button', { name: 'Kind: Dataset. Change it' }).click();
  await page.getByRole('menuitem', { name: 'Features' }).click();
  await expect(page.getByRole('button', { name: 'Kind: Features. Change it' })).toBeVisible();
  await toast(page, 'kind is features now').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Kind: Dataset. Change it' })).toBeVisible();

  // The palette gives the highest of a range.
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('textbox', { name: 'Search or run a command' });
  await search.fill('trips@^1.0');
  await expect(page.getByRole('button', { name: /trips\.csv v2.*highest of \^1\.0.*1\.1\.0/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Version 2 · 1.1.0 suggested' })).toBeVisible();

  // A run that asks for a range keeps it, and says later what that would give then.
  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'Record a run' }).click();
  await page.getByRole('combobox', { name: 'Job', exact: true }).fill('train');
  const inputs = page.getByRole('combobox', { name: 'Add to inputs' });
  await inputs.fill('trips.csv@^9');
  await expect(page.getByText('No version of an artifact like trips.csv is in ^9.')).toBeVisible();
  await inputs.fill('trips.csv@1.x || >=3');
  await page.getByRole('option', { name: 'trips.csv v2 · 1.1.0' }).click();
  await expect(page.getByRole('list', { name: 'Inputs' })).toContainText('asked for 1.x || >=3');
  await page.getByRole('button', { name: 'Record the run' }).click();
  await expect(page.getByRole('region', { name: 'Inputs' })).toContainText('v2asked for 1.x || >=3');
  await chooseFiles(page, { name: 'trips.csv', text: rows(9) });
  await expect(page.getByRole('region', { name: /Inputs/ })).toContainText(
    'asked for 1.x || >=3, which gives v4 now',
  );
});
