import { readRows } from '../formats/readRows';
import { columnsToRead, PersonalRows } from '../gates/privacy/personalRows';
import { type ColumnFindings, recogniseTable } from '../gates/privacy/recogniseTable';
import type { TableProfile } from '../profile/profile';
import type { ReadOptions } from '../table/schema';
import { nodeIngestPorts, nodeText, withFile } from './nodePorts';

const never = { aborted: false, throwIfAborted: () => undefined };

/** What personal data a table's file seems to hold: its rows are read again where its profile does not name every text. */
export async function personalTable(
  path: string,
  profile: TableProfile,
  options: ReadOptions,
): Promise<readonly ColumnFindings[]> {
  const columns = columnsToRead(profile);
  if (columns.length === 0) return recogniseTable(profile);
  const rows = new PersonalRows(columns, nodeText);
  const read = await withFile(path, (source) =>
    readRows(source, { path, options, textColumns: columns }, rows, nodeIngestPorts, never),
  );
  return recogniseTable(profile, read.ok ? rows.texts() : undefined);
}
