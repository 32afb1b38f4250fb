import { readSampleTable } from '../formats/samples/readSampleTable';
import type { SampleTable } from '../formats/samples/sampleRows';
import { UnreadableBytes } from '../formats/pieces';
import type { Samples } from '../gates/compareSamples';
import { err, ok, type Result } from '../lib/result';
import { columnSamples, suggestColumns, type ColumnChoice } from '../operations/measuredColumns';
import type { ReadFailure } from '../table/reading';
import type { FlagSpecification } from './command';
import { nodeIngestPorts, withFile } from './nodePorts';

export const metricFlag: FlagSpecification = {
  name: 'metric',
  value: 'NAME',
  help: 'the column that is judged; without it, each that is all numbers',
};

/** What `--help` says of files of samples. */
export const samplesHelp =
  'A file of samples is a table (CSV, JSON Lines, a JSON array of objects, Parquet, Arrow) with a metric a column, a JSON list of numbers (its metric is `value`), or a JSON object of numbers or lists of numbers.';

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

/** The samples of one metric, or of each that a table has where it is null. */
export function samplesOf(
  table: SampleTable,
  metric: string | null,
  cases: ColumnChoice['cases'],
): Result<ReadonlyMap<string, Samples>, ReadFailure> {
  const { columnNames } = table;
  const refuse = (message: string): Result<never, ReadFailure> => err({ kind: 'unsupported', message });
  const caseColumn = cases === null || cases === 'rowNumber' ? null : cases.column;
  const missing = [metric, caseColumn].find((name) => name !== null && !columnNames.includes(name));
  if (missing != null)
    return refuse(`it has no column ${JSON.stringify(missing)}: its columns are ${columnNames.join(', ')}`);
  const metrics =
    metric === null ? suggestColumns(table).metrics.filter((name) => name !== caseColumn) : [metric];
  if (metrics.length === 0) return refuse(`none of its columns is all numbers: ${columnNames.join(', ')}`);
  const samples = new Map<string, Samples>();
  for (const name of metrics) {
    const read = columnSamples(table, name, cases);
    if (!read.ok) return refuse(read.error);
    samples.set(name, read.value);
  }
  return ok(samples);
}
