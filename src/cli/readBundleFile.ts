import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readLineageText } from '../formats/lineageText';
import { UnreadableBytes } from '../formats/pieces';
import type { Workspace } from '../operations/core/workspace';
import { metricValues, readVersionSamples } from '../operations/releases/measuredSamples';
import { importFile } from '../operations/workspaces/importFile';
import type { TableProfile } from '../profile/profile';
import type { SnapshotId } from '../versioning/records';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { nodeText, withFile } from './nodePorts';

/** A bundle as commands use it. */
export interface Bundle {
  readonly workspace: Workspace;
  /** As it was read. */
  readonly text: string;
  /** The samples of each metric of a version. */
  metricsOf(snapshotId: SnapshotId): Promise<ReadonlyMap<string, readonly number[]>>;
  /** The profile beside a reading, by its key; null where it has none. */
  profileOf(readingKey: string): Promise<TableProfile | null>;
}

/** What a bundle holds. Throws `UnreadableBytes` with the path and the reason. */
export async function readBundleFile(path: string): Promise<Bundle> {
  const text = await withFile(path, (source) => readLineageText(source, nodeText)).catch((error: unknown) => {
    throw error instanceof UnreadableBytes ? new UnreadableBytes(`${path}: ${error.message}`) : error;
  });
  if (!text.ok) throw new UnreadableBytes(`${path}: ${text.error.message}`);
  if (!looksLikeBundle(text.value)) throw new UnreadableBytes(`${path}: it is no bundle of Throughline`);
  const ports = memoryPorts();
  const imported = await importFile(ports, { path, text: text.value });
  if (!imported.ok) {
    const { error } = imported;
    throw new UnreadableBytes(`${path}: ${'message' in error ? error.message : error.kind}`);
  }
  return {
    workspace: await workspaceOf(ports),
    text: text.value,
    async metricsOf(snapshotId) {
      const read = await readVersionSamples(ports.store, [snapshotId]);
      return metricValues(read.ok ? (read.value.get(snapshotId) ?? []) : []);
    },
    async profileOf(readingKey) {
      const stored = await ports.store.read((transaction) => transaction.get('profiles', readingKey));
      return stored.ok ? (stored.value?.profile ?? null) : null;
    },
  };
}
