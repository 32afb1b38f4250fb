import type { LineageReaders } from '../../formats/lineageFormats';
import type { RawEvent } from '../../lineage/records';
import type { RunWord } from './foldRun';

/** What kept records say of runs; a format that is not read any more says nothing. */
export function runWordsOf(events: readonly RawEvent[], readers: LineageReaders): RunWord[] {
  return events.flatMap(({ digest, eventTime, format, body }) => {
    const runs = readers.get(format)?.readKept(body).runs ?? [];
    return runs.map((fact) => ({ digest, time: eventTime, fact }));
  });
}
