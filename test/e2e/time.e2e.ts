import { expect, test } from './journey';
import { openSample } from './steps';

test('the graph goes back in time by keyboard, and a link keeps the moment', async ({ page }) => {
  await openSample(page);
  await page.goto('/#/lineage?graph=version');
  const slider = page.getByRole('slider', { name: 'Show the graph as of' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'now');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page.getByText(/hidden by time/)).toBeVisible();
  // Two versions came at the first moment of the sample.
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
  await page.reload();
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
  await page.getByRole('button', { name: /hidden by time/ }).click();
  await expect(page.getByText(/hidden by time/)).toHaveCount(0);
  await expect(slider).toHaveAttribute('aria-valuetext', 'now');
});
