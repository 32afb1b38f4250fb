import { ok } from '../lib/result';
import { columnNamesOf, withColumnNames } from './columnNames';
import { jsonFlag, type Command, type ExitStatus, type FlagSpecification } from './command';
import { printProfile, stateFlags } from './profileOutput';
import { readTableFile, refuseFile, sayWarnings } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readTableAt } from './readPartitioned';
import { withReadablePath } from './standardInput';

const columnsFlag: FlagSpecification = {
  name: 'columns',
  value: 'NAMES',
  help: 'names of the columns, by commas, of a text without a header',
};

/** `throughline profile`: the profile of every column of one table. */
export const profileCommand: Command = {
  details: [
    '--json prints {rowCount, dialect, origin?, warnings: [{kind, message, …}], columns: [{name, type, nullCount, distinctCount, distinctIsExact, min, max, mean, standardDeviation, quantiles, maxRankError, top}]}, with dialect as `read` has it. `origin` is there of a profile that was computed elsewhere: {engine, partCount, columns: [{name, quantiles, distinct, frequent}]}. For numbers, min and max are JSON numbers where a double holds them exactly, and else their digits as text. Their mean, standardDeviation and quantiles are computed from the nearest doubles, so integers past 2^53 are rounded. For dates and times, min, max, mean and quantiles are ISO 8601 text, and standardDeviation is in seconds. For other columns, mean, standardDeviation, quantiles and maxRankError are null. A quantile is off by at most maxRankError as a share of the rows; 0 means exact.',
    'A folder is one table in parts: files of one format and schema, at any depth. Folders named NAME=VALUE are columns. Its profile is put together from those of its files, which adds to maxRankError.',
    '`-` is standard input: delimited text, or JSON where it begins so; other formats are told by their bytes. With --state - or --one-line the answer is one line, as pipes of clusters need it.',
    'A file of profiles that the statement of `throughline sql` gave is the profile of its table: Parquet, JSON lines or CSV, recognised by its columns. Its rows are merged.',
    'A file that cannot be read as a table gives {path, failure: {kind, message, line?, column?, byteOffset?, badRows?}} and exit status 2.',
  ],
  flags: [jsonFlag, ...stateFlags, columnsFlag, ...readFlags],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const names = columnNamesOf(flags);
    const options = { ...readOptionsOf(flags), ...(names && { hasHeader: false }) };
    const keepsRegisters = flags.has('state');
    const read = await withReadablePath(path, (readable) =>
      keepsRegisters ? readTableFile(readable, options, { keepsRegisters }) : readTableAt(readable, options),
    );
    if (!read.ok) return refuseFile(path, read.error, flags, output);
    const named = names === null ? ok(read.value) : withColumnNames(read.value, names);
    if (!named.ok) return refuseFile(path, named.error, flags, output);
    sayWarnings(path, named.value.reading, output);
    return printProfile(named.value, [path], flags, output);
  },
};
