import path from 'node:path';
import { UnreadableBytes } from '../formats/pieces';
import { noTolerance, type TextTable, type Tolerance } from '../gates/reproducibility/tolerance';
import type { OutputFacts, RerunFile } from '../operations/lineage/compareRerun';
import type { FilesAtHand } from '../operations/lineage/reproducibility';
import type { SnapshotView } from '../operations/core/workspace';
import { defaultReadOptions } from '../table/schema';
import { type FlagSpecification, type Flags, UsageError } from './command';
import type { Bundle } from './readBundleFile';
import { readFile } from './readFile';
import { kindOfPath } from './readFolder';
import { readSampleFile } from './readSamples';
import { namesOfFolder } from './snapshotFiles';

/** How a second run's outputs are given, and how far they may be from the first's. */
export const rerunFlags: readonly FlagSpecification[] = [
  {
    name: 'rerun',
    value: 'PATH',
    help: 'outputs of a second run, a file or a folder; can be given several times',
  },
  { name: 'absolute', value: 'X', help: 'numbers in cells may differ by this' },
  { name: 'relative', value: 'X', help: 'numbers in cells may differ by this share of the greater' },
  { name: 'metric', value: 'X', help: 'metrics may differ by this' },
  { name: 'psi', value: 'X', help: 'PSI of each output column has to be below this' },
];

/** The tolerance that flags state. Throws `UsageError`. */
export function toleranceOf(flags: Flags): Tolerance {
  const stated = Object.keys(noTolerance).map((name) => {
    const given = flags.get(name);
    if (given === null) return [name, null];
    const value = Number(given);
    if (given.trim() === '' || !Number.isFinite(value) || value < 0)
      throw new UsageError(`--${name} takes a number of 0 or more, and not ${given}`);
    return [name, value];
  });
  return Object.fromEntries(stated) as Tolerance;
}

/** Every file of some paths, folders searched. Throws `UnreadableBytes`. */
export async function filesIn(given: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const each of given) {
    const kind = await kindOfPath(each);
    if (!kind.ok) throw new UnreadableBytes(`${each}: ${kind.error.message}`);
    const names = kind.value === 'directory' ? await namesOfFolder(each, []) : null;
    if (names?.ok === false) throw new UnreadableBytes(`${each}: ${names.error}`);
    files.push(...(names === null ? [each] : names.value.map((name) => path.join(each, name))));
  }
  return files;
}

/** The outputs of a second run, each read once. Throws `UnreadableBytes`. */
export async function rerunFiles(given: readonly string[]): Promise<readonly RerunFile[]> {
  const read: RerunFile[] = [];
  for (const file of await filesIn(given)) {
    const facts = await readFile(file, defaultReadOptions);
    if (!facts.ok) throw new UnreadableBytes(`${file}: ${facts.error.message}`);
    const { digest, table } = facts.value;
    read.push({
      path: file,
      digest,
      logicalDigest: table?.reading.logicalDigest ?? null,
      profile: () => Promise.resolve(table?.profile ?? null),
      cells: () => cellsOf(file),
    });
  }
  return read;
}

/** What is known of the first run's outputs: the bundle's profiles, and the cells of files at hand that have their digest. */
export function firstFacts(
  { profileOf }: Pick<Bundle, 'profileOf'>,
  { byPath }: FilesAtHand,
): (version: SnapshotView) => OutputFacts {
  return ({ snapshot, reading }) => ({
    digest: snapshot.digest,
    logicalDigest: reading?.logicalDigest ?? null,
    profile: async () => (reading ? profileOf(reading.key) : null),
    async cells() {
      const file = [...byPath].find(([, digest]) => digest === snapshot.digest)?.[0];
      return file === undefined ? null : cellsOf(file);
    },
  });
}

async function cellsOf(file: string): Promise<TextTable | null> {
  const table = await readSampleFile(file);
  return table.ok ? table.value : null;
}
