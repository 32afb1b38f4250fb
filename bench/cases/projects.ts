import { generateHistory } from '../generateHistory';
import { generateListing } from '../generateListing';
import { generateManifest } from '../generateManifest';
import { generateMlflowDatabase } from '../generateMlflowDatabase';
import { generateRepository } from '../generateRepository';
import { graphCase } from '../graphCase';

/** A repository of many files is looked into for lineage first, and its graph is there while its files are still read. */
export default [
  graphCase('a folder of 20,000 files', 3, '#choose-folder', () => generateRepository(20_000)),
  graphCase('a mlflow.db of 1,000 runs and 1,000,000 points of metrics', 5, '#choose-files', () =>
    generateMlflowDatabase(1000, 10),
  ),
  graphCase('a manifest of dbt, 300 models', 1.5, '#choose-files', () => generateManifest(300)),
  graphCase('a listing of DVC, 100,000 files', 2, '#choose-folder', () => generateListing(100_000)),
  graphCase('a history of Git, 2,000 commits', 3, '#choose-folder', () => generateHistory(2000)),
  graphCase('a history of Git, 20,000 commits', 15, '#choose-folder', () => generateHistory(20_000)),
];
