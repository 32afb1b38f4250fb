import { readSampleTable } from '../formats/samples/readSampleTable';
import type { SampleTable } from '../formats/samples/sampleRows';
import { UnreadableBytes } from '../formats/pieces';
import { err, ok, type Result } from '../lib/result';
import { columnSamples, type ColumnChoice, type ColumnSamples } from '../operations/releases/measuredColumns';
import type { SetAside } from '../operations/releases/sampleColumns';
import { setAsideReason } from '../operations/releases/sampleWords';
import type { ReadFailure } from '../table/reading';
import type { FlagSpecification } from './command';
import { nodeIngestPorts, withFile } from './nodePorts';

/** `--metric NAME`, which several commands on samples share. */
export const metricFlag: FlagSpecification = {
  name: 'metric',
  value: 'NAME',
  help: 'the column that is judged; without it, each of numbers but ids, seeds, folds and steps',
};

/** What `--help` says of files of samples. */
export const samplesHelp =
  'A file of samples is a table (CSV, JSON Lines, a JSON array of objects, Parquet, Arrow) with one column for each metric. It can also be a JSON list of numbers (its metric is `value`), or a JSON object of numbers or lists of numbers. A cell that is empty, NaN, infinite or a word such as n/a is a missing value: it is counted, and said. Any other word in a metric is refused with its row.';

/** Reads a file of samples as a table of text. */
export async function readSampleFile(path: string): Promise<Result<SampleTable, ReadFailure>> {
  try {
    return await withFile(path, (source) =>
      readSampleTable(source, path, nodeIngestPorts, new AbortController().signal),
    );
  } catch (error) {
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadable', message: error.message });
    throw error;
  }
}

/** The samples of each of some metrics that a table has. Fails where one cannot be read, and where a column of the cases is not there. */
export function samplesOf(
  table: SampleTable,
  metrics: readonly string[],
  cases: ColumnChoice['cases'],
): Result<ReadonlyMap<string, ColumnSamples>, ReadFailure> {
  const caseColumns = cases === null || cases === 'rowNumber' ? [] : cases.columns;
  const lacking = caseColumns.find((name) => !table.columnNames.includes(name));
  if (lacking !== undefined) return err(noColumn(table, lacking));
  const samples = new Map<string, ColumnSamples>();
  for (const name of metrics) {
    if (!table.columnNames.includes(name)) continue;
    const read = columnSamples(table, name, cases);
    if (!read.ok) return err({ kind: 'unsupported', message: read.error });
    samples.set(name, read.value);
  }
  return ok(samples);
}

/** Why a metric that is asked for cannot be had of a file, and why none can where none is; null where it can. */
export function metricFault(
  table: SampleTable,
  asked: string | null,
  metrics: readonly string[],
): ReadFailure | null {
  if (asked !== null) return table.columnNames.includes(asked) ? null : noColumn(table, asked);
  if (metrics.length > 0) return null;
  const message = `none of its columns is a metric, all of numbers: ${table.columnNames.join(', ')}`;
  return { kind: 'unsupported', message };
}

function noColumn({ columnNames }: SampleTable, name: string): ReadFailure {
  const message = `it has no column ${JSON.stringify(name)}: its columns are ${columnNames.join(', ')}`;
  return { kind: 'unsupported', message };
}

/** A column that is no metric, with the reason in words, as `--json` prints it. */
export function setAsideOutput(setAside: SetAside) {
  return { ...setAside, message: setAsideReason(setAside) };
}
