import { stat } from 'node:fs/promises';
import { readSignature } from '../formats/mlflow/readSignature';
import type { ContractObject } from '../gates/contract/contract';
import type { SignatureColumn } from '../gates/contract/signature';
import { noFacts, type TableFacts } from '../gates/contract/tableFacts';
import { isTableRule, type TableRule } from '../gates/contract/tableRule';
import { factsBefore } from '../operations/contracts/factsBefore';
import { artifactOfPath } from '../operations/lineage/endangered';
import { ownLicence } from '../operations/lineage/licences';
import type { ReadOptions } from '../table/schema';
import { licenceBeside } from './licenceFiles';
import type { FinishedTable } from '../profile/tablePart';
import type { BoundTable } from './bindTables';
import { readTableFile } from './readFile';
import { readTableAt } from './readPartitioned';
import { filesOfTable } from './tableFiles';
import type { Bundle } from './readBundleFile';
import { kindOfPath } from './readFolder';
import type { ReferenceTable } from './readReference';
import { readText } from './readText';
import { namesOfFolder } from './snapshotFiles';

/** What facts are gathered from. */
export interface FactsSettings {
  readonly options: ReadOptions;
  readonly bundle: Bundle | null;
  /** The version that a path is compared with; null where there is none. */
  readonly referenceOf: (path: string) => Promise<ReferenceTable | null>;
}

const ofReading: ReadonlySet<TableRule['kind']> = new Set([
  'digest',
  'encoding',
  'freshness',
  'statistic',
  'notInFuture',
  'drift',
  'signature',
  'privacy',
]);

/** What the clauses of an object ask of a table beside its rows: the file is profiled only where one of them needs that. */
export async function factsOf(
  { path, format }: Pick<BoundTable, 'path' | 'format'>,
  { clauses }: ContractObject,
  settings: FactsSettings,
): Promise<TableFacts> {
  const asked = new Set(clauses.flatMap(({ rule }) => (isTableRule(rule) ? [rule.kind] : [])));
  if (asked.size === 0) return noFacts;
  const isRead = [...asked].some((kind) => ofReading.has(kind));
  const table = isRead ? await tableOf(path, format, settings.options) : null;
  const reference =
    asked.has('drift') || asked.has('rowCountChange') ? await settings.referenceOf(path) : null;
  return {
    digest: table?.reading.digest ?? null,
    logicalDigest: table?.reading.logicalDigest ?? null,
    encoding: table?.reading.dialect?.encoding ?? null,
    modifiedAt: asked.has('fileAge') ? await writtenAt(path) : null,
    arrivedAt: asked.has('freshness') ? await arrivalOf(path, settings.bundle) : null,
    licence: asked.has('licence') ? await licenceOf(path, settings.bundle) : null,
    profile: table?.profile ?? null,
    before:
      reference &&
      factsBefore({ ...reference, rowCount: reference.reading.rowCount }, table?.profile ?? null),
    metrics: asked.has('metricWithin') ? await metricsOf(path, settings.bundle) : null,
    files: asked.has('files') ? await filesOf(path) : null,
    signatures: await signaturesOf(clauses),
  };
}

/** A file, or a folder in parts, as a table; null of what is none, and of several files that a pattern of paths finds. */
async function tableOf(
  path: string,
  format: string | null,
  options: ReadOptions,
): Promise<FinishedTable | null> {
  const files = await filesOfTable(path, format);
  const [file, ...others] = files.ok ? files.value : [];
  if (file === undefined) return null;
  const isFile = others.length === 0 && file.partition.length === 0;
  const read = isFile
    ? await readTableFile(file.path, options, { path: file.name })
    : await readTableAt(path, options);
  return read.ok ? read.value : null;
}

async function writtenAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** The samples of the latest version of the artifact that a path means. */
async function metricsOf(path: string, bundle: Bundle | null): Promise<TableFacts['metrics']> {
  const version = bundle && artifactOfPath(bundle.workspace, path)?.snapshots.at(-1);
  return version ? bundle.metricsOf(version.snapshot.id) : null;
}

async function filesOf(path: string): Promise<readonly string[] | null> {
  const kind = await kindOfPath(path);
  if (!kind.ok || kind.value !== 'directory') return null;
  const names = await namesOfFolder(path, []);
  return names.ok ? names.value : null;
}

/** What the models take that signatures ask for: each names an `MLmodel`, or the folder of one. */
async function signaturesOf(clauses: ContractObject['clauses']): Promise<TableFacts['signatures']> {
  const signatures = new Map<string, readonly SignatureColumn[] | string>();
  for (const { rule } of clauses) {
    if (rule.kind !== 'signature') continue;
    const { model } = rule;
    const isFile = model.endsWith('MLmodel');
    const text = await readText(isFile ? model : `${model.replace(/\/+$/, '')}/MLmodel`);
    const signature = text.ok ? readSignature(text.value) : null;
    const words = signature?.ok === false ? signature.error : 'its MLmodel cannot be read';
    signatures.set(model, signature?.ok ? signature.value : `${model}: ${words}`);
  }
  return signatures;
}

/** When the last version arrived that a bundle has of a path; without one, when the file was last written. */
async function arrivalOf(path: string, bundle: Bundle | null): Promise<number | null> {
  const latest = bundle && artifactOfPath(bundle.workspace, path)?.snapshots.at(-1)?.snapshot;
  return latest ? Date.parse(latest.createdAt) : writtenAt(path);
}

/** Of the bundle's last version that has one; else of the files beside it. */
async function licenceOf(path: string, bundle: Bundle | null): Promise<string | null> {
  const view = bundle && artifactOfPath(bundle.workspace, path);
  return (view && ownLicence(view)) ?? (await licenceBeside(path));
}
