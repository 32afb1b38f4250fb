import { readCsv, type CsvContext } from '../../../src/formats/csv/readCsv';
import type { FinishedTable } from '../../../src/profile/tablePart';
import type { Result } from '../../../src/lib/result';
import type { ReadFailure } from '../../../src/table/reading';
import { defaultReadOptions } from '../../../src/table/schema';
import type { Digest } from '../../../src/versioning/digest';
import { nodeText } from '../../../src/cli/nodePorts';
import { nodeHashers } from '../../table/nodeHashers';

export type Choices = Omit<Partial<CsvContext>, 'reopen'> & { readonly chunkByteLength?: number };

/** Reads delimited text, or its bytes, in chunks of some length. */
export async function readText(
  text: string | Uint8Array,
  choices: Choices = {},
): Promise<Result<FinishedTable & { delimiter: string }, ReadFailure>> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const length = choices.chunkByteLength ?? 65_536;
  // eslint-disable-next-line typescript/require-await
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
  }
  const table = await readCsv(chunks(), {
    format: 'csv',
    options: defaultReadOptions,
    prefix: null,
    hashers: nodeHashers,
    reopen: () => Promise.resolve(chunks()),
    text: nodeText,
    ...choices,
  });
  if (!table.ok) return table;
  const finished = table.value.finish('0'.repeat(64) as Digest);
  return { ok: true, value: { ...finished, delimiter: table.value.dialect.delimiter } };
}

/** As `readText`, for text that reads without failure. */
export async function tableOf(
  text: string | Uint8Array,
  choices: Choices = {},
): Promise<FinishedTable & { delimiter: string }> {
  const table = await readText(text, choices);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  return table.value;
}

/** The failure of text that does not read. */
export async function failureOf(text: string | Uint8Array, choices: Choices = {}): Promise<ReadFailure> {
  const table = await readText(text, choices);
  if (table.ok) throw new Error('it was read');
  return table.error;
}
