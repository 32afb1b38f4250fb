import type { ByteSource, TextCodec } from '../../lib/ports';
import { decodeUtf8, encodeUtf8 } from '../../table/utf8';
import { SqliteDatabase } from '../sqlite/database';
import { MalformedDatabase } from '../sqlite/malformedDatabase';

/** A schema is looked through for names of ASCII. */
const namesAlone: TextCodec = { encode: encodeUtf8, decode: (bytes) => decodeUtf8(bytes) };

/** Whether a database of SQLite has the tables of MLflow. One that is damaged is none. */
export async function isMlflowDatabase(source: ByteSource): Promise<boolean> {
  try {
    const database = await SqliteDatabase.open(source, namesAlone);
    return ['experiments', 'runs', 'metrics', 'params'].every((table) => database.has(table));
  } catch (error) {
    if (error instanceof MalformedDatabase) return false;
    throw error;
  }
}
