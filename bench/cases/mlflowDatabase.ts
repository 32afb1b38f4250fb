import { type BuiltSite, serveBuild, visitSite } from '../builtPage';
import type { Case } from '../case';
import { firstGraph } from '../firstGraph';
import { generateMlflowDatabase } from '../generateMlflowDatabase';

const runCount = 1000;
const pointCount = 10;

let site: BuiltSite | null = null;

/** A store of MLflow with a million points of metrics. */
const mlflowDatabase: Case = {
  name: 'a mlflow.db of 1,000 runs and 1,000,000 points of metrics, from the choice to the graph',
  goal: 5,
  unit: 's',
  peers: [],
  async prepare() {
    site = await serveBuild();
    await generateMlflowDatabase(runCount, pointCount);
  },
  async ours() {
    if (site === null) throw new Error('The page is not built.');
    const visit = await visitSite(site, true);
    try {
      return await firstGraph(visit, '#choose-files', await generateMlflowDatabase(runCount, pointCount));
    } finally {
      await visit.close();
    }
  },
  dispose: () => {
    site?.close();
    return Promise.resolve();
  },
};

export default mlflowDatabase;
