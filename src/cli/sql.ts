import { usualSizes } from '../formats/profileRows/profileHeader';
import { readSparkSchema } from '../formats/profileRows/readSparkSchema';
import { quoted, sparkStatement } from '../formats/profileRows/sparkStatement';
import { type SparkColumn, sparkTypeOf } from '../formats/profileRows/sparkTypes';
import { err, ok, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { UsageError, type Command, type ExitStatus, type Flags } from './command';
import { readTableFile, refuseFile } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readText } from './readText';

/** `sql`: the statement that profiles a table where it lies. */
export const sqlCommand: Command = {
  details: [
    'SCHEMA describes the columns: the text of `df.schema.json()`, the columns of CREATE TABLE, or what DESCRIBE TABLE prints. Of a FILE of data, the columns and types are its own.',
    'The row that the statement gives is a profile. Save it as Parquet, as JSON lines or, with --base64, as CSV. `throughline profile` and `throughline drift` read it, and the page opens it where it is dropped.',
    'Rows of several parts or days merge: one file may hold any number of them. --by gives a row for each value of a column.',
    'Rows, missing values, least and greatest are exact. Quantiles are KLL sketches, distinct values HLL or theta sketches, and frequent values a sketch of frequent items. Each states its error.',
    'Of nested columns only counts and distinct values are profiled.',
  ],
  flags: [
    { name: 'dialect', value: 'NAME', help: 'of which engine: spark' },
    { name: 'table', value: 'NAME', help: 'the table or view that is profiled (default: the_table)' },
    { name: 'by', value: 'COLUMN', help: 'a row for each value of this column; can be given several times' },
    { name: 'base64', value: null, help: 'sketches as text, for CSV' },
    {
      name: 'k',
      value: 'N',
      help: `the k of quantiles, 8 to 65535 (default: ${usualSizes.k}, ranks ± 0.14 %; 200: ± 1.3 %)`,
    },
    {
      name: 'lg-k',
      value: 'N',
      help: `2^N registers for distinct values, 4 to 21 (default: ${usualSizes.lgK}, ± 1.6 %)`,
    },
    { name: 'top', value: 'N', help: `frequent values that are tracked (default: ${usualSizes.top})` },
    ...readFlags,
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    if (flags.get('dialect') !== 'spark') throw new UsageError('--dialect takes spark');
    const columns = await columnsAt(path, flags);
    if (!columns.ok) return refuseFile(path, columns.error, flags, output);
    const by = flags.all('by');
    const missing = by.find((name) => !columns.value.some((column) => column.name === name));
    if (missing !== undefined) throw new UsageError(`--by: there is no column ${JSON.stringify(missing)}`);
    output.line(
      sparkStatement({
        columns: columns.value,
        table: (flags.get('table') ?? 'the_table').split('.').map(quoted).join('.'),
        by,
        isText: flags.has('base64'),
        k: sizeOf(flags, 'k', usualSizes.k, 8, 65_535),
        lgK: sizeOf(flags, 'lg-k', usualSizes.lgK, 4, 21),
        top: sizeOf(flags, 'top', usualSizes.top, 1, 1_000_000),
      }).trimEnd(),
    );
    return 0;
  },
};

function sizeOf(flags: Flags, name: string, usual: number, least: number, most: number): number {
  const given = flags.get(name);
  if (given === null) return usual;
  const size = Number(given);
  if (!/^\d+$/.test(given) || size < least || size > most)
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}`);
  return size;
}

/** Of a text that describes a schema its columns; else those of a table of data. */
async function columnsAt(path: string, flags: Flags): Promise<Result<readonly SparkColumn[], ReadFailure>> {
  const table = await readTableFile(path, readOptionsOf(flags));
  if (table.ok && !isSchemaFile(path))
    return ok(table.value.reading.columns.map(({ name, type }) => ({ name, type: sparkTypeOf(type) })));
  const text = await readText(path);
  if (!text.ok) return err(table.ok ? { kind: 'unsupported', message: text.error.message } : table.error);
  const schema = readSparkSchema(text.value);
  return schema.ok ? schema : err({ kind: 'unsupported', message: schema.error });
}

function isSchemaFile(path: string): boolean {
  return /\.(?:ddl|sql|txt)$/i.test(path);
}
