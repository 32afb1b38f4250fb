import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault, LineageWarning } from '../../lineage/facts';
import { jsonPlace } from '../jsonl/jsonPlace';
import { parseJson } from '../jsonl/parseJson';
import type { FileInto, LineageReader, ReadFile } from '../lineageFormat';
import { folderOf } from '../lineagePlace';
import { Fault, Placed } from '../openlineage/place';
import { WarningTally } from '../warningTally';
import { dbtStatement } from './dbtStatement';
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
    const readArtifact = (path: string, root: Placed, warnings: WarningTally): ReadArtifact => {
      switch (artifactOf(root)) {
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
      const parsed = parse(text.value);
      if (!parsed.ok) return parsed;
      const warnings = new WarningTally();
      try {
        const { records, unknown } = readArtifact(path, new Placed(parsed.value), warnings);
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

interface ReadArtifact {
  readonly records: readonly DbtRecord[];
  readonly unknown: readonly LineageWarning[];
}

/** Numbers past 2^53 are none that is read: the platform's parser will do. The other says where a fault is. */
function parse(text: string): Result<Json, LineageFault> {
  try {
    return ok(JSON.parse(text) as Json);
  } catch {
    const strict = parseJson(text);
    if (strict.ok) throw new Error('JSON that only one parser reads');
    return err({ place: jsonPlace(text, strict.error.offset), message: strict.error.message });
  }
}

function artifactOf(root: Placed): string | undefined {
  const version = root.at('metadata').at('dbt_schema_version').text ?? '';
  return /getdbt\.com\/dbt\/([a-z-]+)\//.exec(version)?.[1];
}

const recordsPerPause = 500;

async function addAll(records: readonly DbtRecord[], file: FileInto): Promise<void> {
  for (const [index, record] of records.entries()) {
    file.add({ statement: dbtStatement(record), record: record as unknown as Json, place: record.id });
    if (index % recordsPerPause === recordsPerPause - 1) await file.pause(index / records.length);
  }
}
