import type { ReaderPorts } from '../lineageFormat';
import type { LineagePlace } from '../lineagePlace';
import { sourceAddress } from './datasetClaims';
import { baseName } from './fileStores';
import type { SourceFile } from './records';

/** A dataset as a store tells where it came from. */
export interface LoggedSource {
  readonly digest: string;
  readonly source: string | null;
  readonly schema: string | null;
}

/** Finds the files of a place that logged datasets came from. */
export class SourceFiles {
  private readonly place: LineagePlace;
  /** Paths by their last part. */
  private byName: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(place: LineagePlace, _ports: ReaderPorts) {
    this.place = place;
  }

  /** The file at the path that MLflow was given, relative to a folder at or above the store; null where there is none. */
  async find(_store: string, { source }: LoggedSource): Promise<SourceFile | null> {
    const address = sourceAddress(source);
    const path = address === null ? null : this.pathOf(address);
    if (path === null) return null;
    return Promise.resolve({ name: path, isSameTable: false, sha256: null, md5: null, byteLength: null });
  }

  private pathOf(address: string): string | null {
    if (/^(?!file:)[\w+.-]+:\/\//.test(address)) return null;
    const asked = address.replace(/^file:\/*(?=\/)/, '').replaceAll('\\', '/');
    this.byName ??= pathsByName(this.place.list(''));
    const ends = (this.byName.get(baseName(asked)) ?? []).filter(
      (path) => path === asked || asked.endsWith(`/${path}`) || path.endsWith(`/${asked}`),
    );
    return ends.length === 1 ? ends[0]! : null;
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
