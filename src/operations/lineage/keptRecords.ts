import { readKeptEvent } from '../../formats/openlineage/readOpenLineage';
import type { Json } from '../../lib/json';
import type { LineageStatement } from '../../lineage/facts';
import type { RawEvent } from '../../lineage/records';
import type { RunWord } from './foldRun';

/** How a record that was kept as it came is read again, by its format. */
const readers: Readonly<Record<string, (record: Json) => LineageStatement>> = { openlineage: readKeptEvent };

/** What kept records say of runs; a format that is not read any more says nothing. */
export function runWordsOf(events: readonly RawEvent[]): RunWord[] {
  return events.flatMap(({ digest, eventTime, format, body }) => {
    const read = Object.hasOwn(readers, format) ? readers[format] : undefined;
    return (read?.(body).runs ?? []).map((fact) => ({ digest, time: eventTime, fact }));
  });
}
