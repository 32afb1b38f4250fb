import type { BuiltSite } from '../builtPage';
import { serveBuild, visitSite } from '../builtPage';
import type { Case } from '../case';
import { firstGraph } from '../firstGraph';
import { generateRepository } from '../generateRepository';

const fileCount = 20_000;

let site: BuiltSite | null = null;

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
      return await firstGraph(visit, '#choose-folder', await generateRepository(fileCount));
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
