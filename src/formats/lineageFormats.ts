import { croissant } from './croissant/croissant';
import { dataHub } from './datahub/dataHub';
import { dbt } from './dbt/dbt';
import { dvc } from './dvc/dvc';
import { dvcPipeline } from './dvc/dvcPipeline';
import { gitHistory } from './gitHistory/gitHistory';
import { gitLfs } from './gitlfs/gitLfs';
import { dataPackage, dataPackageYaml } from './frictionless/dataPackage';
import { frictionlessReport } from './frictionless/frictionless';
import { greatExpectations } from './greatexpectations/greatExpectations';
import { card, hubRef, hubTree, savedDataset } from './huggingface/huggingFace';
import { kedroCatalog, kedroEvents, kedroViz } from './kedro/kedro';
import type { LineageFormat, LineageReader } from './lineageFormat';
import { mlflowDatabase, mlflowExport, mlflowFiles } from './mlflow/mlflow';
import { marquez } from './openlineage/marquez';
import { openLineage } from './openlineage/openLineage';
import { contractLineage } from './odcs/contractLineage';
import { provJson, provN } from './prov/prov';
import { roCrate } from './rocrate/roCrate';
import { wandbManifest, wandbRun } from './wandb/wandb';

/** Every format that is read as lineage, for the page, the scan of folders and the command line alike. */
export const lineageFormats: readonly LineageFormat[] = [
  openLineage,
  gitHistory,
  gitLfs,
  dvcPipeline,
  dvc,
  dbt,
  mlflowFiles,
  mlflowDatabase,
  mlflowExport,
  marquez,
  greatExpectations,
  frictionlessReport,
  wandbRun,
  wandbManifest,
  kedroViz,
  kedroEvents,
  kedroCatalog,
  contractLineage,
  roCrate,
  croissant,
  provJson,
  provN,
  dataHub,
  dataPackage,
  dataPackageYaml,
  hubTree,
  savedDataset,
  hubRef,
  card,
];

/** Whether a file may well be lineage, by its path alone. Whether it is, its content says. */
export function hasUsualPath(path: string): boolean {
  const plain = path.replace(/\.gz$/i, '');
  return lineageFormats.some(({ usualPaths }) => usualPaths?.test(plain));
}

/** By the name of the format. */
export type LineageReaders = ReadonlyMap<string, LineageReader>;

/** The readers of all formats. Inside of a transaction nothing can be loaded: whoever folds runs there has them beforehand. */
export async function loadReaders(): Promise<LineageReaders> {
  const readers = lineageFormats.map(async ({ name, reader }) => [name, await reader()] as const);
  return new Map(await Promise.all(readers));
}
