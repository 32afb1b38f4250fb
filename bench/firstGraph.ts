import type { BuiltPage } from './builtPage';

/** From the choice of a folder or a file until a card of its lineage is drawn, in seconds, on a page that knows nothing yet. */
export async function firstGraph(
  { page }: BuiltPage,
  chooser: '#choose-folder' | '#choose-files',
  chosen: string,
): Promise<number> {
  await page.getByRole('link', { name: 'Lineage', exact: true }).first().click();
  await page.getByText('Nothing to trace yet').waitFor();
  await page.evaluate((selector) => {
    document.querySelector(selector)!.addEventListener('change', () => performance.mark('chosen'));
  }, chooser);
  await page.locator(chooser).setInputFiles(chosen);
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const [mark] = performance.getEntriesByName('chosen');
        requestAnimationFrame(() => resolve((performance.now() - mark!.startTime) / 1000));
      }),
  );
}
