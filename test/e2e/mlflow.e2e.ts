import { storeInDatabase } from '../formats/mlflow/madeStore';
import { expect, test } from './journey';
import { activityEnds, canvas, firstVisit, resultOf } from './steps';

test('a database of MLflow that is dropped is its runs, whatever it is called', async ({ page }) => {
  await firstVisit(page);
  const buffer = Buffer.from(await storeInDatabase());
  await page
    .locator('#choose-files')
    .setInputFiles([{ name: 'tracking.store', mimeType: 'application/octet-stream', buffer }]);
  await activityEnds(page);
  await expect(resultOf(page, 'tracking.store')).toContainText('1 run');
  await page.getByRole('link', { name: 'Lineage', exact: true }).first().click();
  await expect(canvas(page).getByText('prices').first()).toBeVisible();
  await expect(canvas(page).getByText('homes').first()).toBeVisible();
});
