import { stat } from 'node:fs/promises';
import type { ContractObject } from '../gates/contract/contract';
import { noFacts, type TableFacts } from '../gates/contract/tableFacts';
import { isTableRule, type TableRule } from '../gates/contract/tableRule';
import { factsBefore } from '../operations/contracts/factsBefore';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { Workspace } from '../operations/core/workspace';
import type { ReadOptions } from '../table/schema';
import { readTableFile } from './readFile';
import type { ReferenceTable } from './readReference';

/** What facts are gathered from. */
export interface FactsSettings {
  readonly options: ReadOptions;
  readonly workspace: Workspace | null;
  /** The version that a path is compared with; null where there is none. */
  readonly referenceOf: (path: string) => Promise<ReferenceTable | null>;
}

const ofReading: ReadonlySet<TableRule['kind']> = new Set([
  'digest',
  'encoding',
  'statistic',
  'notInFuture',
  'drift',
]);

/** What the clauses of an object ask of a table beside its rows: the file is profiled only where one of them needs that. */
export async function factsOf(
  path: string,
  { clauses }: ContractObject,
  settings: FactsSettings,
): Promise<TableFacts> {
  const asked = new Set(clauses.flatMap(({ rule }) => (isTableRule(rule) ? [rule.kind] : [])));
  if (asked.size === 0) return noFacts;
  const isRead = [...asked].some((kind) => ofReading.has(kind));
  const read = isRead ? await readTableFile(path, settings.options) : null;
  const table = read?.ok ? read.value : null;
  const reference =
    asked.has('drift') || asked.has('rowCountChange') ? await settings.referenceOf(path) : null;
  return {
    digest: table?.reading.digest ?? null,
    logicalDigest: table?.reading.logicalDigest ?? null,
    encoding: table?.reading.dialect?.encoding ?? null,
    modifiedAt: asked.has('fileAge') ? (await stat(path)).mtimeMs : null,
    licence: asked.has('licence') ? licenceOf(path, settings.workspace) : null,
    profile: table?.profile ?? null,
    before:
      reference &&
      factsBefore({ ...reference, rowCount: reference.reading.rowCount }, table?.profile ?? null),
  };
}

function licenceOf(path: string, workspace: Workspace | null): string | null {
  const view = workspace === null ? null : artifactOfPath(workspace, path);
  return view?.snapshots.at(-1)?.licence ?? null;
}
