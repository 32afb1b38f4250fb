import { existsSync } from 'node:fs';
import path from 'node:path';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { TableProfile } from '../profile/profile';
import type { FinishedTable } from '../profile/tablePart';
import type { ComparedReading } from '../table/tableChange';
import type { ReadOptions } from '../table/schema';
import { err, ok, type Result } from '../lib/result';
import type { Bundle } from './readBundleFile';
import { findDiffInput, readDiffFile } from './diffInput';
import { bytesOfDvcPointer } from './dvcBytes';
import { describeFailureLine, readTableFile } from './readFile';
import { kindOfPath } from './readFolder';

/** The version that a table is compared with. */
export interface ReferenceTable {
  /** What it is called in messages. */
  readonly label: string;
  readonly reading: ComparedReading;
  readonly profile: TableProfile | null;
  /** Whether a column of text holds whatever another holds. */
  readonly isText: boolean;
}

/** What a reference is looked up in. */
export interface ReferenceSettings {
  readonly options: ReadOptions;
  /** What `--bundle` holds; null where it is not given. */
  readonly bundle: Bundle | null;
}

/**
 * The version that `--against` means for a path: a file; the file of the same name in a folder; `git:REV:PATH`, as `diff` has it; the bytes
 * of a DVC pointer, where they are at hand; the version that an alias of the bundle stands on. Fails in words.
 */
export async function readReference(
  reference: string,
  given: string,
  settings: ReferenceSettings,
): Promise<Result<ReferenceTable, string>> {
  if (reference.startsWith('git:')) return atRevision(reference, given, settings);
  if (!existsSync(reference)) return ofAlias(reference, given, settings);
  const kind = await kindOfPath(reference);
  if (kind.ok && kind.value === 'directory') {
    const inside = path.join(reference, path.basename(given));
    return existsSync(inside) ? ofFile(inside, settings) : err(`there is no ${inside} to compare with`);
  }
  return ofFile(reference, settings);
}

/** `git:REV:PATH`: a file of a commit, or the file of the same name in a folder of it. */
async function atRevision(
  reference: string,
  given: string,
  { options }: ReferenceSettings,
): Promise<Result<ReferenceTable, string>> {
  const found = await findDiffInput(reference);
  if (!found.ok) return err(describeFailureLine(reference, found.error));
  const name = path.basename(given);
  const file = found.value.kind === 'file' ? found.value.file : found.value.files.get(name);
  if (file === undefined) return err(`there is no ${name} in ${reference} to compare with`);
  const read = await readDiffFile(file, options);
  const failure = read.ok ? read.value.failure : read.error;
  if (failure) return err(describeFailureLine(reference, failure));
  const table = read.ok ? read.value.table : null;
  return table ? ok(tableOf(reference, table)) : err(`${reference} is not a table`);
}

async function ofFile(file: string, { options }: ReferenceSettings): Promise<Result<ReferenceTable, string>> {
  const found = file.endsWith('.dvc') ? await bytesOfDvcPointer(file) : ok({ at: file, path: file });
  if (!found.ok) return err(`${file}: ${found.error}`);
  const { at, path: named } = found.value;
  const read = await readTableFile(at, options, { path: named });
  if (!read.ok) return err(describeFailureLine(file, read.error));
  return ok(tableOf(file, read.value));
}

function tableOf(label: string, { reading, profile }: FinishedTable): ReferenceTable {
  return { label, reading, profile, isText: reading.dialect !== undefined };
}

async function ofAlias(
  name: string,
  given: string,
  { bundle }: ReferenceSettings,
): Promise<Result<ReferenceTable, string>> {
  if (bundle === null)
    return err(`there is no file ${name}; an alias needs --bundle, which says where it stands`);
  const { workspace } = bundle;
  const view = artifactOfPath(workspace, given);
  if (view === null) return err('the bundle has no artifact of its name, or several');
  const alias = view.aliases.find((each) => each.name === name);
  const snapshot = alias?.snapshotId ? workspace.snapshots.get(alias.snapshotId) : undefined;
  if (snapshot === undefined) return err(`${view.name} has no alias ${name}, and there is no such file`);
  const { reading } = snapshot;
  const label = `${view.name}@${name} (version ${snapshot.snapshot.sequence})`;
  if (reading === null) return err(`${label} has no reading as a table`);
  const profile = await bundle.profileOf(reading.key);
  return ok({ label, reading, profile, isText: reading.dialect !== undefined });
}
