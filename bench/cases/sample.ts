import { type BuiltSite, serveBuild, visitSite } from '../builtPage';
import { secondsOf, type Case } from '../case';

let site: BuiltSite | null = null;

/** In the app itself, stored on disk, in a browser that was never there before: what a first visitor waits for. */
const sample: Case = {
  name: 'sample project, from the click to its graph',
  goal: 2,
  unit: 's',
  async prepare() {
    site = await serveBuild();
  },
  async ours() {
    if (site === null) throw new Error('The app is not built.');
    const visit = await visitSite(site, true);
    const { page } = visit;
    try {
      const open = page.getByRole('button', { name: 'Open the sample project' });
      await open.waitFor();
      return await secondsOf(async () => {
        await open.click();
        await page.getByRole('region', { name: 'Legend' }).getByText('19 nodes, 19 links').waitFor();
        await page.getByRole('button', { name: 'Activity: nothing is running' }).waitFor();
      });
    } finally {
      await visit.close();
    }
  },
  peers: [],
  dispose: async () => site?.close(),
};

export default sample;
