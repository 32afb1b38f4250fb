import type { Json } from '../../lib/json';
import { err, ok } from '../../lib/result';
import type { LineageWarning } from '../../lineage/facts';
import type { FileInto, LineageReader, ReadFile } from '../lineageFormat';
import { folderOf } from '../lineagePlace';
import { Fault } from '../openlineage/place';
import { WarningTally } from '../warningTally';
import { dbtStatement } from './dbtStatement';
import { type Artifact, readArtifact } from './readArtifact';
import { readCatalog } from './readCatalog';
import { readFreshness } from './readFreshness';
import { readManifest } from './readManifest';
import { readResults } from './readResults';
import type { DbtRecord } from './records';

/** Reads each artifact by itself; only a warning of source freshness needs the manifest beside it. */
export const dbtReader: LineageReader = {
  begin(place, { hashers, text: codec }) {
    const md5 = (text: string): string => {
      const hasher = hashers.md5();
      hasher.update(codec.encode(text));
      return hasher.hex();
    };
    const freshSources = new Map<string, readonly string[]>();
    const entriesOf = (path: string, { root, artifact }: Artifact, warnings: WarningTally): Entries => {
      switch (artifact) {
        case 'manifest': {
          const read = readManifest(root, md5, warnings);
          freshSources.set(folderOf(path), read.freshSources);
          return read;
        }
        case 'run-results':
          return { records: readResults(root, warnings), unknown: [] };
        case 'sources': {
          const expected = freshSources.get(folderOf(path)) ?? [];
          return { records: readFreshness(root, expected, warnings), unknown: [] };
        }
        case 'catalog':
          return { records: readCatalog(root, warnings), unknown: [] };
        default:
          throw root.at('metadata').refuse('dbt_schema_version names no artifact of dbt that is read');
      }
    };
    return async (path, file) => {
      const text = await place.readText(path);
      if (!text?.ok) return text ?? err({ place: '', message: 'there is no such file' });
      const artifact = readArtifact(text.value);
      if (!artifact.ok) return artifact;
      const warnings = new WarningTally();
      try {
        const { records, unknown } = entriesOf(path, artifact.value, warnings);
        await addAll(records, file);
        return ok<ReadFile>({ warnings: [...warnings.list(), ...unknown], badEventCount: 0 });
      } catch (error) {
        if (error instanceof Fault) return err({ place: error.place, message: error.message });
        throw error;
      }
    };
  },
  readKept: (record) => dbtStatement(record as unknown as DbtRecord),
};

interface Entries {
  readonly records: readonly DbtRecord[];
  readonly unknown: readonly LineageWarning[];
}

const recordsPerPause = 500;

async function addAll(records: readonly DbtRecord[], file: FileInto): Promise<void> {
  for (const [index, record] of records.entries()) {
    file.add({ statement: dbtStatement(record), record: record as unknown as Json, place: record.id });
    if (index % recordsPerPause === recordsPerPause - 1) await file.pause(index / records.length);
  }
}
