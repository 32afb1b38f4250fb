import { canonicalJson } from '../../versioning/canonicalJson';
import { derivedId } from '../../versioning/derivedId';
import { dvcDirMd5 } from '../../versioning/tree';
import type { ReaderPorts } from '../lineageFormat';
import { folderOf } from '../lineagePlace';
import { joined, pathReference, versionOf } from './dvcFileStatement';
import type { LockedPath, LockedStage } from './lockedStages';
import { type LockedDataset, type LockRecord, stageName } from './pipelineStatements';
import { isMap } from './template';
import { WholeFloat, type YamlValue } from './yamlValues';

/** What an entry of a `dvc.lock` says of its stage's last run, without metrics. `path` is the lock's own in the repository, `workingFolder` the stage's. */
export function lockRecordOf(
  stage: LockedStage,
  path: string,
  workingFolder: string,
  ports: ReaderPorts,
): LockRecord {
  const name = stageName(path, stage.name);
  const base = joined(folderOf(path), workingFolder);
  return {
    kind: 'lock',
    name,
    runId: derivedId('dvc run', name, canonicalJson(stage.entry), ports),
    command: stage.command,
    ...(workingFolder !== '' && workingFolder !== '.' && { workingFolder }),
    inputs: stage.deps.map((each) => lockedDataset(base, each, ports)),
    outputs: stage.outs.map((each) => lockedDataset(base, each, ports)),
    parameters: stage.parameters,
    metrics: {},
  };
}

function lockedDataset(
  base: string,
  { path, md5, byteLength, fileCount, isExecutable, etag, files }: LockedPath,
  ports: ReaderPorts,
): LockedDataset {
  const known = md5 ?? (files && dvcDirMd5(files, ports));
  return {
    ...pathReference(base, path),
    version: versionOf(known, byteLength, etag),
    ...(fileCount !== null && { fileCount }),
    ...(isExecutable && { isExecutable }),
  };
}

/** The numbers in a file of metrics, with their keys joined by dots. */
export function numbersIn(value: YamlValue, prefix = ''): [string, number][] {
  if (!isMap(value)) return [];
  return [...value].flatMap(([key, each]): [string, number][] => {
    if (isMap(each)) return numbersIn(each, `${prefix}${key}.`);
    const number = each instanceof WholeFloat ? each.value : each;
    return typeof number === 'number' ? [[`${prefix}${key}`, number]] : [];
  });
}
