import type { CheckRecord } from '../gates/contract/checkRecord';
import { withWaivers } from '../gates/contract/waiver';
import type { Workspace } from '../operations/core/workspace';
import { artifactOfPath } from '../operations/lineage/endangered';

/**
 * Records with the waivers that a workspace has for the artifacts of their tables, as they hold at that moment. Clauses of no table, such as
 * those of the graph, are waived with an artifact that the same contract judges, or with the contract's own file.
 */
export function withBundleWaivers(
  records: readonly CheckRecord[],
  workspace: Workspace,
  at: number,
): readonly CheckRecord[] {
  const waived = new Map<CheckRecord, CheckRecord>();
  for (const { path, group } of groupsOf(records)) {
    const waivers = artifactOfPath(workspace, path)?.waivers ?? [];
    for (const { check, waiver } of withWaivers(group, waivers, at)) {
      if (waiver === null || waived.has(check)) continue;
      const { author, reason, until } = waiver;
      waived.set(check, { ...check, waiver: { author, reason, until } });
    }
  }
  return records.map((record) => waived.get(record) ?? record);
}

interface RecordGroup {
  readonly path: string;
  readonly group: readonly CheckRecord[];
}

/** The clauses that are waived with one artifact, in the order of the page: those of its table, then those of none. */
function groupsOf(records: readonly CheckRecord[]): readonly RecordGroup[] {
  const ofNone = new Map<string, CheckRecord[]>();
  const tables = new Map<string, { readonly path: string; readonly group: CheckRecord[] }>();
  for (const record of records) {
    const { path, contract, object } = record;
    if (path === null) add(ofNone, contract, record);
    else {
      const key = JSON.stringify([path, contract, object]);
      const table = tables.get(key);
      if (table) table.group.push(record);
      else tables.set(key, { path, group: [record] });
    }
  }
  return [
    ...Array.from(tables.values(), ({ path, group }) => ({
      path,
      group: [...group, ...(ofNone.get(group[0]!.contract) ?? [])],
    })),
    ...Array.from(ofNone, ([path, group]) => ({ path, group })),
  ];
}

function add(groups: Map<string, CheckRecord[]>, key: string, record: CheckRecord): void {
  const group = groups.get(key);
  if (group) group.push(record);
  else groups.set(key, [record]);
}
