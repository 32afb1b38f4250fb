import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact } from '../../lineage/facts';
import { datasetFact, versionFact, versionOfBytes } from '../documents/statementDraft';
import { addressReference } from '../documents/addressReference';
import type { WarningTally } from '../warningTally';
import { entryMd5, mostShownEntries, type WandbEntry } from './artifact';

/** The namespace of artifacts, their files and the jobs of runs. */
export const wandbNamespace = 'wandb';

/** The files of an artifact of that name, each at the version of its bytes; those of a large artifact are counted. */
export function entryFacts(
  artifact: string,
  entries: readonly WandbEntry[],
  warnings: WarningTally,
): readonly DatasetFact[] {
  for (const { path } of entries.slice(mostShownEntries))
    warnings.add('a file of a large artifact is kept, and is no dataset of its own', path);
  return entries.slice(0, mostShownEntries).map((entry) => {
    const { reference, size, path } = entry;
    const md5 = entryMd5(entry);
    const version =
      versionOfBytes({ md5, byteLength: size }) ??
      (reference === null || reference === entry.digest ? null : versionFact(entry.digest));
    const name =
      reference === null
        ? { namespace: wandbNamespace, name: `${artifact}/${path}` }
        : addressReference(reference, wandbNamespace);
    return datasetFact(name, { version });
  });
}

/** An artifact came of its files. */
export function madeOf(files: readonly DatasetFact[]): readonly ClaimFact[] {
  const sources = files.map(({ namespace, name }) => ({ namespace, name }));
  return sources.length === 0 ? [] : [{ about: 'derivation', body: { sources, columns: [] } }];
}
