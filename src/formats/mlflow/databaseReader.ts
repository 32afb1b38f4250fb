import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { FileInto, LineageReader, ReadFile } from '../lineageFormat';
import { folderOf } from '../lineagePlace';
import { SqliteDatabase } from '../sqlite/database';
import { MalformedDatabase } from '../sqlite/malformedDatabase';
import { WarningTally } from '../warningTally';
import { DatabaseStore } from './databaseStore';
import { addMlflowRecord, mlflowStatement } from './statements';
import type { MlflowRecord } from './records';
import { SourceFiles } from './sourceFiles';

/** Records between which a cancel is heard. */
const recordsPerPause = 200;

/** Reads a database whole: a record for each thing that it names. */
export const mlflowDatabaseReader: LineageReader = {
  begin(place, ports) {
    const sources = new SourceFiles(place, ports);
    return async (path, file) => {
      const source = await place.open(path);
      if (!source) return err({ place: '', message: 'there is no such file' });
      const warnings = new WarningTally();
      for (const ending of ['-wal', '-journal'])
        if (((await place.open(`${path}${ending}`))?.byteLength ?? 0) > 0)
          warnings.add(`changes that stand in the ${ending} file beside it are not read`, path);
      return orMalformed(async () => {
        const database = await SqliteDatabase.open(source, ports.text);
        const store = await DatabaseStore.open(database, {
          place,
          folder: folderOf(path),
          sources,
          warnings,
        });
        let count = 0;
        for await (const record of store.records()) {
          addMlflowRecord(file, record);
          if (++count % recordsPerPause === 0) await pauseOf(file, count);
        }
        return ok({ warnings: warnings.list(), badEventCount: 0 });
      });
    };
  },
  readKept: (record) => mlflowStatement(record as unknown as MlflowRecord),
};

/** How many there will be is not known. */
function pauseOf(file: FileInto, count: number): Promise<void> {
  return file.pause(count / (count + 1000));
}

async function orMalformed(
  read: () => Promise<Result<ReadFile, LineageFault>>,
): Promise<Result<ReadFile, LineageFault>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MalformedDatabase) return err({ place: error.place, message: error.message });
    throw error;
  }
}
