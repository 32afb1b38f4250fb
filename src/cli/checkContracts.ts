import path from 'node:path';
import { recordsOf, type CheckRecord } from '../gates/contract/checkRecord';
import { objectNamed } from '../gates/contract/objectNamed';
import { judgedUnbound } from '../operations/contracts/unboundFindings';
import { bindTables, type UnboundTable } from './bindTables';
import type { CheckedLineage } from './checkLineage';
import type { CheckPart } from './checkPart';
import { checkTables, type CheckSettings } from './checkTables';
import type { ContractFile } from './readContractFile';
import { kindOfPath } from './readFolder';
import { namesOfFolder } from './snapshotFiles';

/** Judges tables, and with lineage the graph, by contracts. Of a folder, the files are judged that a contract has an object for. */
export async function checkContracts(
  contracts: readonly ContractFile[],
  paths: readonly string[],
  settings: CheckSettings,
  lineage: CheckedLineage | null = null,
): Promise<CheckPart> {
  const tables = paths.filter((given) => !lineage?.files.has(given));
  const folders = await foldersOf(tables.filter((given) => !isPromised(contracts, given)));
  for (const [folder, files] of folders) if (isInParts(contracts, folder, files)) folders.delete(folder);
  const files = tables.flatMap((given) => folders.get(given) ?? [given]);
  const { groups, unbound } = bindTables(contracts, files, paths.length === 0 && lineage === null);
  const records: CheckRecord[] = [];
  for (const group of groups) records.push(...(await checkTables(group, settings)));
  for (const { path: own, contract } of contracts)
    records.push(
      ...recordsOf(
        { path: own, version: contract.version },
        null,
        judgedUnbound(contract, lineage?.workspace ?? null),
      ),
    );
  const lineOfs = new Map(contracts.map((file) => [file.path, file.lineOf]));
  return {
    records,
    problems: withFolders(unbound, folders).filter((each) => !lineage?.folders.has(each.path)),
    changed: null,
    lineOf: ({ contract, pointer }) => lineOfs.get(contract)?.(pointer) ?? null,
  };
}

/** Whether a contract says what files a folder of that name has: then it is judged as a whole. */
function isPromised(contracts: readonly ContractFile[], given: string): boolean {
  return contracts.some(({ contract }) =>
    objectNamed(contract, path.basename(given))?.clauses.some(({ rule }) => rule.kind === 'files'),
  );
}

/** Whether a folder is one table in parts: a contract has an object of its name, and none has one of a file in it. */
function isInParts(contracts: readonly ContractFile[], folder: string, files: readonly string[]): boolean {
  const isNamed = (given: string): boolean =>
    contracts.some(({ contract }) => objectNamed(contract, path.resolve(given)) !== null);
  return isNamed(folder) && !files.some(isNamed);
}

/** The files of those paths that are folders. */
async function foldersOf(paths: readonly string[]): Promise<Map<string, readonly string[]>> {
  const folders = new Map<string, readonly string[]>();
  for (const given of paths) {
    const kind = await kindOfPath(given);
    if (!kind.ok || kind.value !== 'directory') continue;
    const names = await namesOfFolder(given, []);
    folders.set(given, names.ok ? names.value.map((name) => path.join(given, name)) : []);
  }
  return folders;
}

/** A file of a folder needs no contract, but one of them does. */
function withFolders(
  unbound: readonly UnboundTable[],
  folders: ReadonlyMap<string, readonly string[]>,
): readonly UnboundTable[] {
  const isUnbound = new Set(unbound.map((each) => each.path));
  const inFolders = new Set([...folders.values()].flat());
  const empty = [...folders].filter(([, files]) => files.every((file) => isUnbound.has(file)));
  return [
    ...unbound.filter((each) => !inFolders.has(each.path)),
    ...empty.map(([folder]) => ({
      path: folder,
      message: 'no file in it has the name of an object of the contracts that were given',
    })),
  ];
}
