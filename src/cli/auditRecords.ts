import type { AuditLogFault } from '../formats/audit/readAuditLog';
import { readBundle } from '../formats/bundle/readBundle';
import { ok, type Result } from '../lib/result';
import { describeRecordFault, nameFaults } from '../operations/audit/describeRecordFault';
import { verifyRecords } from '../operations/audit/verifyRecords';
import type { RecordTables } from '../records/tables';
import type { AuditPorts } from '../versioning/audit';

/** What holding a bundle's records against its log gave. */
export interface CheckedRecords {
  readonly checked: number;
  readonly unchecked: number;
  /** The first entry that is sealed; null where none is. */
  readonly since: number | null;
  readonly faults: readonly {
    readonly kind: string;
    readonly table: string | null;
    readonly key: string | null;
    readonly sequence: number | null;
    readonly reason: string;
  }[];
}

/** What a bundle says of bytes, which are not in it. */
export interface BundleClaims {
  readonly readings: number;
  readonly lists: number;
}

/** Holds the records of a bundle against its log, whose chain holds. Refuses what is no bundle, and names no record of it. */
export function checkBundledRecords(
  bundle: string,
  ports: AuditPorts,
): Result<{ readonly records: CheckedRecords; readonly claims: BundleClaims }, AuditLogFault> {
  const whole = readBundle(bundle, ports);
  // What was changed elsewhere may be a record, which its log names.
  const loose = whole.ok ? whole : readBundle(bundle, ports, false);
  if (!loose.ok) return loose;
  const { tables } = loose.value;
  const records = checkRecords(tables, ports);
  if (!whole.ok && records.faults.length === 0) return whole;
  return ok({ records, claims: { readings: tables.readings.length, lists: tables.manifests.length } });
}

function checkRecords(tables: RecordTables, ports: AuditPorts): CheckedRecords {
  const { faults, checkedCount, uncheckedCount, since } = verifyRecords(tables, ports);
  return {
    checked: checkedCount,
    unchecked: uncheckedCount,
    since: since?.sequence ?? null,
    faults: nameFaults(faults, tables).map(({ fault, name }) => ({
      kind: fault.kind,
      table: 'table' in fault ? fault.table : null,
      key: 'key' in fault ? fault.key : null,
      sequence: fault.sequence,
      reason: describeRecordFault(fault, name),
    })),
  };
}
