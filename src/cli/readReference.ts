import { existsSync } from 'node:fs';
import path from 'node:path';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { TableProfile } from '../profile/profile';
import type { ComparedReading } from '../table/tableChange';
import type { ReadOptions } from '../table/schema';
import { err, ok, type Result } from '../lib/result';
import type { Bundle } from './readBundleFile';
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
 * The version that `--against` means for a path: a file; the file of the same name in a folder; the bytes of a DVC pointer, where they are at
 * hand; the version that an alias of the bundle stands on. Fails in words.
 */
export async function readReference(
  reference: string,
  given: string,
  settings: ReferenceSettings,
): Promise<Result<ReferenceTable, string>> {
  if (reference.startsWith('git:'))
    return err('versions in Git are not read yet; check the file out beside, and name that');
  if (!existsSync(reference)) return ofAlias(reference, given, settings);
  const kind = await kindOfPath(reference);
  if (kind.ok && kind.value === 'directory') {
    const inside = path.join(reference, path.basename(given));
    return existsSync(inside) ? ofFile(inside, settings) : err(`there is no ${inside} to compare with`);
  }
  return ofFile(reference, settings);
}

async function ofFile(file: string, { options }: ReferenceSettings): Promise<Result<ReferenceTable, string>> {
  const found = file.endsWith('.dvc') ? await bytesOfDvcPointer(file) : ok({ at: file, path: file });
  if (!found.ok) return err(`${file}: ${found.error}`);
  const { at, path: named } = found.value;
  const read = await readTableFile(at, options, { path: named });
  if (!read.ok) return err(describeFailureLine(file, read.error));
  const { reading, profile } = read.value;
  return ok({ label: file, reading, profile, isText: reading.dialect !== undefined });
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
