import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { LineageReader, ReadFile } from '../lineageFormat';
import { WarningTally } from '../warningTally';
import { MalformedProto } from './protobuf';
import { readRecordLog } from './recordLog';
import { runRecord, type WandbRunRecord } from './runRecord';
import { runStatement } from './runStatement';

/** What is longer is refused: a log of a run has its console's output in it, and is read whole. */
const mostByteLength = 256 * 1024 * 1024;

/** A log is one run. */
export const wandbRunReader: LineageReader = {
  begin:
    (place, { text }) =>
    async (path, file): Promise<Result<ReadFile, LineageFault>> => {
      const source = await place.open(path);
      if (!source) return err({ place: '', message: 'there is no such file' });
      if (source.byteLength > mostByteLength)
        return err({ place: '', message: `longer than ${mostByteLength} bytes` });
      const warnings = new WarningTally();
      const { records, lostByteLength } = readRecordLog(await source.read(0, source.byteLength));
      if (lostByteLength > 0)
        warnings.add('the log is damaged, or its run was not ended: its last bytes were left out', '');
      await file.pause(0.5);
      try {
        const record = runRecord(records, (bytes) => text.decode(bytes, 'utf-8'));
        if (record === null) return err({ place: '', message: 'the log names no run' });
        const statement = runStatement(record, warnings);
        file.add({ statement, record: record as unknown as Json, place: record.id });
      } catch (error) {
        if (error instanceof MalformedProto)
          return err({ place: '', message: `a record is damaged: ${error.message}` });
        throw error;
      }
      return ok({ warnings: warnings.list(), badEventCount: 0 });
    },
  readKept: (record) => runStatement(record as unknown as WandbRunRecord, new WarningTally()),
};
