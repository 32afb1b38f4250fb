import type { CheckRecord } from '../gates/contract/checkRecord';
import { brokenVerdict } from '../gates/contract/verdict';
import { schemaBreaks } from '../table/schemaCompatibility';
import { tableChanges } from '../table/tableChange';
import type { CheckPart } from './checkPart';
import { UsageError, type Flags } from './command';
import { describeFailureLine, readTableFile } from './readFile';
import { readReference, type ReferenceSettings } from './readReference';

/** The direction in which two versions of a schema must be read alike; `none`: it is said, and decides nothing. */
export type Direction = 'backward' | 'forward' | 'full' | 'none';

/**
 * Compares tables with an earlier version of each. The direction that is asked for fails; what the others say is a warning.
 */
export async function checkAgainst(
  reference: string,
  paths: readonly string[],
  direction: Direction,
  settings: ReferenceSettings,
): Promise<CheckPart> {
  const records: CheckRecord[] = [];
  const problems: { path: string; message: string }[] = [];
  const changed: string[] = [];
  for (const given of paths) {
    const [before, after] = [
      await readReference(reference, given, settings),
      await readTableFile(given, settings.options),
    ];
    if (!before.ok || !after.ok) {
      const message = before.ok ? '' : before.error;
      problems.push({ path: given, message: after.ok ? message : describeFailureLine(given, after.error) });
      continue;
    }
    const { reading } = after.value;
    const { label, isText } = before.value;
    changed.push(...tableChanges(before.value.reading, reading).map((words) => `${given}: ${words}`));
    if (direction === 'none') continue;
    const breaks = schemaBreaks(
      before.value.reading.columns,
      reading.columns,
      isText && reading.dialect !== undefined,
    );
    const full = [...breaks.backward, ...breaks.forward];
    for (const [clause, faults] of Object.entries({ ...breaks, full })) {
      const severity = clause === direction ? null : 'info';
      const message =
        faults.length === 0
          ? `the schema can be read as that of ${label}`
          : `against ${label}: ${faults.join('; ')}`;
      records.push({
        path: given,
        contract: reference,
        version: null,
        object: null,
        pointer: '',
        clause,
        column: null,
        verdict: faults.length === 0 ? 'pass' : brokenVerdict(severity),
        severity,
        evidence: { message },
        failing: { count: 0, rows: [] },
      });
    }
  }
  return { records, problems, changed, lineOf: () => null };
}

const directions: readonly Direction[] = ['backward', 'forward', 'full', 'none'];

/** Which direction the flags ask for: where a contract says what matters, the schema before it is only shown. Throws `UsageError`. */
export function directionOf(flags: Flags): Direction {
  const given = flags.get('compatibility') ?? (flags.has('contract') ? 'none' : 'forward');
  const found = directions.find((each) => each === given);
  if (found === undefined) throw new UsageError(`--compatibility takes ${directions.join(', ')}`);
  return found;
}
