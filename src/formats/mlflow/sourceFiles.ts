import type { Digest, Md5 } from '../../versioning/digest';
import type { ByteSource } from '../../lib/ports';
import type { ReaderPorts } from '../lineageFormat';
import type { LineagePlace } from '../lineagePlace';
import { readLineageText } from '../lineageText';
import { rowCountOf, schemaFields, sourceAddress } from './datasetClaims';
import { baseName } from './fileStores';
import { numpyDigest } from './numpyDigest';
import { type DigestedPart, pandasDigests } from './pandasDigest';
import { type PandasColumn, readPandasTable } from './pandasTable';
import type { SourceFile } from './records';

/** A dataset as a store tells where it came from. */
export interface LoggedSource {
  readonly digest: string;
  readonly source: string | null;
  readonly schema: string | null;
  readonly profile: string | null;
}

const tablePattern = /\.(?:csv(?:\.gz)?|txt|npy|parquet|pq)$/i;
/** Larger tables are not digested. */
const mostBytes = 64 * 1024 * 1024;
/** Tables of which no store names the path are digested up to this size, and so many of them. */
const mostBytesUnnamed = 4 * 1024 * 1024;
const mostUnnamed = 200;

/** A file of the place as a table. */
interface KnownTable {
  readonly sha256: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  /** Of all of it. */
  readonly digests: readonly string[];
  /** None of an array. */
  readonly columns: readonly PandasColumn[];
}

/** Finds the files of a place that logged datasets came from: by the digest of their tables, else by their paths. */
export class SourceFiles {
  private readonly place: LineagePlace;
  private readonly ports: ReaderPorts;
  private readonly found = new Map<string, Promise<SourceFile | null>>();
  private readonly tables = new Map<string, Promise<KnownTable | null>>();
  /** Paths by their last part. */
  private byName: ReadonlyMap<string, readonly string[]> | null = null;
  /** Paths of small tables by the digest of all of them. */
  private byDigest: Promise<ReadonlyMap<string, string>> | null = null;

  constructor(place: LineagePlace, ports: ReaderPorts) {
    this.place = place;
    this.ports = ports;
  }

  /** The file whose table has the digest, else the one at the path that MLflow was given; null where there is neither. */
  find(logged: LoggedSource): Promise<SourceFile | null> {
    const key = JSON.stringify([logged.digest, logged.source, logged.schema, logged.profile]);
    const known = this.found.get(key);
    if (known) return known;
    const search = this.search(logged);
    this.found.set(key, search);
    return search;
  }

  private async search(logged: LoggedSource): Promise<SourceFile | null> {
    const { digest, source } = logged;
    const address = sourceAddress(source);
    const paths = address === null ? [] : this.pathsOf(address);
    if (!/^[0-9a-f]{8}$/.test(digest)) return paths.length === 1 ? this.named(paths[0]!) : null;
    for (const path of paths) {
      const table = await this.table(path);
      if (table && this.hasDigest(table, logged)) return this.same(path, table);
    }
    if (paths.length > 0) return paths.length === 1 ? this.named(paths[0]!) : null;
    this.byDigest ??= this.digestsOfPlace();
    const path = (await this.byDigest).get(digest);
    const table = path === undefined ? null : await this.table(path);
    return table && this.same(path!, table);
  }

  /** All of the table, or the columns and the first rows that the dataset has. */
  private hasDigest({ digests, columns }: KnownTable, { digest, schema, profile }: LoggedSource): boolean {
    if (digests.includes(digest)) return true;
    const names = schemaFields(schema).map(({ name }) => name);
    const rowCount = rowCountOf(profile);
    const ofColumns = names.length > 0 ? [{ columns: names }] : [];
    const parts: DigestedPart[] = [
      ...ofColumns,
      ...(rowCount === null ? [] : [{ rowCount }, ...ofColumns.map((part) => ({ ...part, rowCount }))]),
    ];
    return parts.some((part) => pandasDigests(columns, part, this.ports.hashers).includes(digest));
  }

  private same(path: string, { sha256, md5, byteLength }: KnownTable): SourceFile {
    return { name: this.place.shownName(path), isSameTable: true, sha256, md5, byteLength };
  }

  private named(path: string): SourceFile {
    const name = this.place.shownName(path);
    return { name, isSameTable: false, sha256: null, md5: null, byteLength: null };
  }

  /** A path may be of another machine or folder: the longest end of it that is there counts. */
  private pathsOf(address: string): readonly string[] {
    if (/^(?!file:)[\w+.-]+:\/\//.test(address)) return [];
    const asked = address
      .replace(/^file:\/*(?=\/)/, '')
      .replaceAll('\\', '/')
      .replace(/^\.\//, '');
    this.byName ??= pathsByName(this.place.list(''));
    return (this.byName.get(baseName(asked)) ?? []).filter(
      (path) => path === asked || asked.endsWith(`/${path}`) || path.endsWith(`/${asked}`),
    );
  }

  private table(path: string): Promise<KnownTable | null> {
    const known = this.tables.get(path);
    if (known) return known;
    const read = this.readTable(path, mostBytes);
    this.tables.set(path, read);
    return read;
  }

  private async readTable(path: string, most: number): Promise<KnownTable | null> {
    const source = tablePattern.test(path) ? await this.place.open(path) : null;
    if (!source || source.byteLength > most) return null;
    const bytes = await source.read(0, source.byteLength);
    const table = /\.npy$/i.test(path) ? this.arrayOf(bytes) : await this.tableOf(source, path);
    if (!table) return null;
    const [sha256, md5] = [this.ports.hashers.sha256(), this.ports.hashers.md5()];
    sha256.update(bytes);
    md5.update(bytes);
    const { byteLength } = source;
    return { ...table, sha256: sha256.hex() as Digest, md5: md5.hex() as Md5, byteLength };
  }

  private arrayOf(bytes: Uint8Array): Pick<KnownTable, 'digests' | 'columns'> | null {
    const digest = numpyDigest(bytes, this.ports.hashers);
    return digest === null ? null : { digests: [digest], columns: [] };
  }

  private async tableOf(
    source: ByteSource,
    path: string,
  ): Promise<Pick<KnownTable, 'digests' | 'columns'> | null> {
    const columns = await (/\.(?:parquet|pq)$/i.test(path) ? this.columnarOf(source) : this.textOf(source));
    return columns && { digests: pandasDigests(columns, {}, this.ports.hashers), columns };
  }

  private async textOf(source: ByteSource): Promise<readonly PandasColumn[] | null> {
    const text = await readLineageText(source, this.ports.text);
    return text.ok ? readPandasTable(text.value) : null;
  }

  private async columnarOf(source: ByteSource): Promise<readonly PandasColumn[] | null> {
    const { readParquetTable } = await import('./parquetTable');
    return readParquetTable(source, this.ports);
  }

  private async digestsOfPlace(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const paths = this.place.list('').filter((path) => /\.(?:csv|npy|parquet|pq)$/i.test(path));
    for (const path of paths.slice(0, mostUnnamed)) {
      const table = await this.readTable(path, mostBytesUnnamed);
      for (const digest of table?.digests ?? []) if (!found.has(digest)) found.set(digest, path);
    }
    return found;
  }
}

function pathsByName(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const name = baseName(path);
    const others = found.get(name);
    if (others) others.push(path);
    else found.set(name, [path]);
  }
  return found;
}
