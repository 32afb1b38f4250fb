import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** The artifacts of a dbt project: manifest, run results, source freshness and catalog. */
export const dbt: LineageFormat = {
  name: 'dbt',
  fileFormat: 'json',
  tellsState: true,
  usualPaths: /(?:^|\/)(?:manifest|run_results|sources|catalog)\.json$/,
  recognition: { by: 'object', test: isArtifact },
  reader: async () => (await import('./dbtReader')).dbtReader,
};

/** Whether its `metadata` names a schema of dbt that is read. */
function isArtifact({ members }: ObjectShape): boolean {
  return /getdbt\.com\/dbt\/(?:manifest|run-results|sources|catalog)\//.test(members.get('metadata') ?? '');
}
