import type { CheckRecord } from '../gates/contract/checkRecord';
import { withWaivers } from '../gates/contract/waiver';
import type { Workspace } from '../operations/core/workspace';
import { artifactOfPath } from '../operations/lineage/endangered';

/** Records with the waivers that a workspace has for the artifacts of their tables, as they hold at that moment. */
export function withBundleWaivers(
  records: readonly CheckRecord[],
  workspace: Workspace,
  at: number,
): readonly CheckRecord[] {
  const tables = new Map<string, CheckRecord[]>();
  for (const record of records) {
    const table = JSON.stringify([record.path, record.contract, record.object]);
    const group = tables.get(table);
    if (group) group.push(record);
    else tables.set(table, [record]);
  }
  const waived = new Map<CheckRecord, CheckRecord>();
  for (const group of tables.values()) {
    const path = group[0]?.path ?? null;
    const waivers = path === null ? [] : (artifactOfPath(workspace, path)?.waivers ?? []);
    for (const { check, waiver } of withWaivers(group, waivers, at)) {
      if (waiver === null) continue;
      const { author, reason, until } = waiver;
      waived.set(check, { ...check, waiver: { author, reason, until } });
    }
  }
  return records.map((record) => waived.get(record) ?? record);
}
