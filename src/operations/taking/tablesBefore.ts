import type { Result } from '../../lib/result';
import type { TableProfile } from '../../profile/profile';
import type { FinishedTable } from '../../profile/tablePart';
import { isFailed, type Reading } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import type { Digest } from '../../versioning/digest';
import { artifactsNamed, nameKey } from '../core/lineageNames';
import { readLive } from '../core/liveTransaction';
import { versionsOf } from '../core/names';
import type { OperationPorts } from '../core/ports';
import { readReadingInUse } from '../core/readingInUse';
import type { StoreFailure } from '../core/store';
import { readUnread } from '../core/unread';
import { fileNamespace, pathInFolder } from './snapshotUnit';

/** A folder of a drop whose latest version is a table in parts. */
export interface TableBefore {
  /** Below the dropped folder; empty where it is that itself. */
  readonly folder: string;
  readonly options: ReadOptions;
  /** Its files then, by their paths below it. */
  readonly files: ReadonlyMap<string, { readonly digest: Digest; readonly byteLength: number }>;
}

/** Which of these folders below a dropped one, and whether that itself, were taken as one table. Rule [V55]. */
export function tablesBefore(
  ports: OperationPorts,
  dropped: string,
  folders: readonly string[],
): Promise<Result<readonly TableBefore[], StoreFailure>> {
  return readLive(ports.store, async (live) => {
    const names = ['', ...folders].map((folder) => ({
      folder,
      namespace: fileNamespace,
      name: folder === '' ? dropped : pathInFolder(dropped, folder),
    }));
    const artifacts = await artifactsNamed(live, names);
    const found: TableBefore[] = [];
    for (const each of names) {
      const artifact = artifacts.get(nameKey(each));
      const latest = artifact && (await versionsOf(live, artifact)).latest;
      if (!latest?.digest || latest.content !== 'directory') continue;
      const reading = await readReadingInUse(live, latest);
      if (!reading) continue;
      const entries = (await live.get('manifests', latest.digest))?.entries ?? [];
      found.push({
        folder: each.folder,
        options: reading.options,
        files: new Map(entries.map((entry) => [entry.path, entry])),
      });
    }
    return found;
  });
}

/** Tables of these readings that were read here, by key; what is not there, failed or is claimed is left out. */
export function storedReadings(
  ports: OperationPorts,
  keys: readonly string[],
): Promise<Result<ReadonlyMap<string, Reading>, StoreFailure>> {
  return readLive(ports.store, async (live) => {
    const isClaimed = await readUnread(live.raw);
    const readings = await live.getMany('readings', keys);
    return new Map(
      readings.flatMap((reading) =>
        reading && !isFailed(reading) && !isClaimed('readings', reading.key)
          ? [[reading.key, reading] as const]
          : [],
      ),
    );
  });
}

/** The same with their profiles. */
export async function storedTables(
  ports: OperationPorts,
  keys: readonly string[],
): Promise<Result<ReadonlyMap<string, FinishedTable>, StoreFailure>> {
  const readings = await storedReadings(ports, keys);
  if (!readings.ok) return readings;
  return readLive(ports.store, async (live) => {
    const known = [...readings.value.keys()];
    const profiles = await live.getMany('profiles', known);
    return new Map(
      known.flatMap((key, at) => {
        const profile: TableProfile | undefined = profiles[at]?.profile;
        return profile ? [[key, { reading: readings.value.get(key)!, profile }] as const] : [];
      }),
    );
  });
}

/** The digests of all files whose bytes are kept here. */
export async function keptDigests(ports: OperationPorts): Promise<Result<ReadonlySet<Digest>, StoreFailure>> {
  return readLive(ports.store, async (live) => {
    const isClaimed = await readUnread(live.raw);
    const kept = await live.raw.keptFiles.digests('kept');
    return new Set(kept.filter((digest) => !isClaimed('files', digest)));
  });
}
