import { loadReaders } from '../../formats/lineageFormats';
import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import { toldRunsOf } from '../core/changeOfEntry';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { type LiveTransaction, openInView } from '../core/liveTransaction';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { WithdrawalTarget } from '../core/withdrawals';
import { importDetailOf } from '../lineage/importDetail';
import { refoldRuns } from '../lineage/refoldRuns';
import { prefixLength } from '../lineage/vanished';
import { heldByNone } from './danglingReference';
import { recordsLeftBy } from './undo';

/**
 * Takes all imports of a source out of view, as one change that can be undone. What another source tells too stays, and so do the artifacts and
 * jobs that something else refers to.
 */
export async function takeBackSource(
  ports: OperationPorts,
  name: string,
): Promise<Result<Change<void>, OperationFailure>> {
  const readers = await loadReaders();
  return commitWrittenChange(ports, async (change) => {
    const { live, raw } = change;
    const imports = (await live.all('audit')).filter(({ action }) => action === 'importLineage');
    const own = imports.filter(({ subject }) => subject === name);
    const brought = distinct(own.flatMap((entry) => recordsLeftBy(entry, live)));
    if (brought.length === 0) {
      const message = own.length === 0 ? `There is no source ${name}.` : `${name} is taken back already.`;
      throw new Refusal({ kind: own.length === 0 ? 'notFound' : 'cannotUndo', message });
    }
    const told = new Set(
      imports
        .filter((entry) => entry.subject !== name && recordsLeftBy(entry, live).length > 0)
        .flatMap((entry) => importDetailOf(entry)?.toldBefore ?? []),
    );
    const alone = brought.filter(
      ({ table, id }) => !isOfRecords(table) || !told.has(id.slice(0, prefixLength)),
    );
    const targets = await withNames(live, await heldByNone(live, alone));
    const withdrawalId = await change.withdraw(targets, true);
    const toldRuns = [...new Set(own.flatMap(toldRunsOf))];
    await refoldRuns(await openInView(raw), toldRuns, readers);
    const detail = {
      undoes: own.at(-1)!.sequence,
      withdrawalId,
      isWithdrawn: true,
      targets: targets as unknown as Json,
      ...(toldRuns.length > 0 ? { toldRuns } : {}),
    };
    return { value: undefined, audit: { action: 'undo', subject: name, detail } };
  });
}

function distinct(targets: readonly WithdrawalTarget[]): readonly WithdrawalTarget[] {
  return [...new Map(targets.map((each) => [`${each.table} ${each.id}`, each])).values()];
}

/** Whether ids of a kind begin with the digest of the record that told it. */
function isOfRecords(table: WithdrawalTarget['table']): boolean {
  return table === 'events' || table === 'observations' || table === 'claims';
}

/** Without the names of artifacts that stay. */
async function withNames(
  live: LiveTransaction,
  targets: readonly WithdrawalTarget[],
): Promise<readonly WithdrawalTarget[]> {
  const gone = new Set(targets.flatMap(({ table, id }) => (table === 'artifacts' ? id : [])));
  const bindings = targets.flatMap(({ table, id }) => (table === 'bindings' ? id : []));
  const staying = new Set(
    (await live.getMany('bindings', bindings)).flatMap((binding) =>
      binding && !gone.has(binding.artifactId) ? binding.id : [],
    ),
  );
  return targets.filter(({ table, id }) => table !== 'bindings' || !staying.has(id));
}
