import type { Json } from '../../lib/json';
import { err, ok } from '../../lib/result';
import type { LineageStatement } from '../../lineage/facts';
import { exceedsDepth } from '../exceedsDepth';
import type { LineageReader, ReaderPorts } from '../lineageFormat';
import type { LineagePlace } from '../lineagePlace';
import { Fault } from '../openlineage/place';
import { pythonJson, pythonJsonFault } from '../mlflow/tolerantJson';
import { WarningTally } from '../warningTally';

/** One thing that a file holds, with its place in the file; all that its statement is made of. */
export interface DocumentRecord {
  readonly record: Json;
  readonly place: string;
}

/** A format whose files are documents: each is one or more records, and a record says all that it means. */
export interface DocumentKind {
  /** The records of a file. Throws a `Fault` where it is refused. Other files of the place may be opened. */
  readonly records: (
    text: string,
    path: string,
    place: LineagePlace,
    ports: ReaderPorts,
  ) => Promise<readonly DocumentRecord[]> | readonly DocumentRecord[];
  /** What a record says; what of it is not read is warned of. Throws a `Fault` where its file is refused. */
  readonly say: (record: Json, warnings: WarningTally) => LineageStatement;
}

/** The reader of such a format: what a record says is the same when it is kept and read again. */
export function documentReader({ records, say }: DocumentKind): LineageReader {
  return {
    begin: (place, ports) => async (path, file) => {
      const text = await place.readText(path);
      if (!text?.ok) return text ?? err({ place: '', message: 'there is no such file' });
      const warnings = new WarningTally();
      try {
        const found = await records(text.value.replace(/^\uFEFF/, ''), path, place, ports);
        for (const [index, each] of found.entries()) {
          file.add({ ...each, statement: say(each.record, warnings) });
          if (index % 100 === 99) await file.pause((index + 1) / found.length);
        }
      } catch (error) {
        if (error instanceof Fault) return err({ place: error.place, message: error.message });
        throw error;
      }
      return ok({ warnings: warnings.list(), badEventCount: 0 });
    },
    readKept: (record) => say(record, new WarningTally()),
  };
}

/** Documents that are nested deeper are refused. */
const maxDepth = 256;

/** A document of JSON, with the `NaN` and infinities that Python writes as text. Throws a `Fault`. */
export function parseDocumentJson(text: string): Json {
  const value = pythonJson(text);
  if (value === undefined) {
    const { place, message } = pythonJsonFault(text);
    throw new Fault(place, message);
  }
  if (exceedsDepth(value, maxDepth)) throw new Fault('/', `nested deeper than ${maxDepth} levels`);
  return value;
}
