import type { Hashers, TextCodec } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure, TextDialect } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import type { RowConsumer } from '../../table/tableRows';
import { decodeUtf8 } from '../../table/utf8';
import { readCsv } from './readCsv';

/** The first rows of a text as some options read it. */
export interface TextPreview {
  readonly dialect: TextDialect;
  readonly columnNames: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows of the beginning that was looked at which do not fit. */
  readonly badRowCount: number;
}

/** Reads the beginning of a text, whole lines of it; rows that do not fit are counted and left out, whatever the options say of them. */
export async function previewText(
  head: Uint8Array,
  options: ReadOptions,
  rowLimit: number,
  ports: { readonly hashers: Hashers; readonly text: TextCodec },
): Promise<Result<TextPreview, ReadFailure>> {
  const rows: string[][] = [];
  const consumer: RowConsumer = {
    take({ columnNames, buffer, written: { starts, ends }, stride, rowCount }) {
      for (let row = 0; row < rowCount && rows.length < rowLimit; row++) {
        const places = columnNames.map((_, column) => column * stride + row);
        rows.push(places.map((at) => decodeUtf8(buffer.bytes, starts[at], ends[at])));
      }
    },
  };
  // eslint-disable-next-line typescript/require-await
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
  };
  const read = await readCsv(bytes(), {
    ...ports,
    format: 'csv',
    options: { ...options, skipBadRows: true, maxBadShare: 1 },
    prefix: null,
    rows: consumer,
    reopen: () => Promise.resolve(bytes()),
  });
  if (!read.ok) return read;
  const { dialect, columnNames, badRowCount } = read.value;
  return ok({ dialect, columnNames, rows, badRowCount });
}
