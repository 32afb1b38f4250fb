import type { BuiltPage, BuiltSite } from '../builtPage';
import { serveBuild, visitSite } from '../builtPage';
import type { Case } from '../case';
import { generateRepository } from '../generateRepository';

const fileCount = 20_000;

let site: BuiltSite | null = null;

/** From the choice of a folder until a card of its lineage is drawn, in seconds, on a page that knows nothing yet. */
async function firstGraph({ page }: BuiltPage, folder: string): Promise<number> {
  await page.getByRole('link', { name: 'Lineage', exact: true }).first().click();
  await page.getByText('Nothing to trace yet').waitFor();
  await page.evaluate(() => {
    document.querySelector('#choose-folder')!.addEventListener('change', () => performance.mark('chosen'));
  });
  await page.locator('#choose-folder').setInputFiles(folder);
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const [chosen] = performance.getEntriesByName('chosen');
        requestAnimationFrame(() => resolve((performance.now() - chosen!.startTime) / 1000));
      }),
  );
}

/** A repository is looked into for lineage first, and its graph is there while its files are still read. */
const folderGraph: Case = {
  name: `a folder of ${fileCount.toLocaleString('en-US')} files, from the choice to the first graph`,
  goal: 3,
  unit: 's',
  peers: [],
  async prepare() {
    site = await serveBuild();
    await generateRepository(fileCount);
  },
  async ours() {
    if (site === null) throw new Error('The page is not built.');
    const visit = await visitSite(site, true);
    try {
      return await firstGraph(visit, await generateRepository(fileCount));
    } finally {
      await visit.close();
    }
  },
  dispose: () => {
    site?.close();
    return Promise.resolve();
  },
};

export default folderGraph;
