import { dbt } from './dbt/dbt';
import { dvc } from './dvc/dvc';
import { dvcPipeline } from './dvc/dvcPipeline';
import { gitLfs } from './gitlfs/gitLfs';
import type { LineageFormat, LineageReader } from './lineageFormat';
import { mlflowDatabase, mlflowExport, mlflowFiles } from './mlflow/mlflow';
import { openLineage } from './openlineage/openLineage';

/** Every format that is read as lineage, for the page, the scan of folders and the command line alike. */
export const lineageFormats: readonly LineageFormat[] = [
  openLineage,
  gitLfs,
  dvcPipeline,
  dvc,
  dbt,
  mlflowFiles,
  mlflowDatabase,
  mlflowExport,
];

/** By the name of the format. */
export type LineageReaders = ReadonlyMap<string, LineageReader>;

/** The readers of all formats. Inside of a transaction nothing can be loaded: whoever folds runs there has them beforehand. */
export async function loadReaders(): Promise<LineageReaders> {
  const readers = lineageFormats.map(async ({ name, reader }) => [name, await reader()] as const);
  return new Map(await Promise.all(readers));
}
