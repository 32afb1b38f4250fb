import type { RowsRead } from '../../formats/readRows';
import { readContract } from '../../formats/odcs/readContract';
import { recordedFinding, recordsOf } from '../../gates/contract/checkRecord';
import type { Contract, ContractObject } from '../../gates/contract/contract';
import { ContractCheck, unreadClauses } from '../../gates/contract/contractCheck';
import { objectNamed } from '../../gates/contract/objectNamed';
import type { MatchPattern } from '../../gates/contract/patternMarks';
import { recognisedColumns } from '../../gates/privacy/recogniseTable';
import { withRecognised } from '../../gates/contract/withRecognised';
import { personalColumns } from '../../gates/contract/personalColumns';
import type { TableFacts } from '../../gates/contract/tableFacts';
import { worstVerdict } from '../../gates/contract/verdict';
import { err, ok, type Result } from '../../lib/result';
import type { TableProfile } from '../../profile/profile';
import type { ReadFailure } from '../../table/reading';
import type { RowConsumer } from '../../table/tableRows';
import type { ContractVerdict } from '../../versioning/records';
import { faultWords } from '../core/describeFailure';
import { factsBefore, type VersionBefore } from './factsBefore';

/** What is known of a version beside its rows; it can be sent to a worker. */
export interface KnownFacts extends Pick<
  TableFacts,
  'digest' | 'logicalDigest' | 'encoding' | 'arrivedAt' | 'licence' | 'metrics' | 'files' | 'signatures'
> {
  readonly profile: TableProfile | null;
  /** Null for a first version. */
  readonly before: VersionBefore | null;
}

/** A version, and the contract that it is judged by. */
export interface TableToJudge {
  readonly contract: string;
  /** The artifact's, which tells the object where the contract has several. */
  readonly name: string;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  readonly facts: KnownFacts;
}

/** What a contract said of a version. */
export type Judgement = Pick<ContractVerdict, 'verdict' | 'checks'>;

/** Gives rows to what takes them, or says why they cannot be read. */
export type ReadEachRow = (rows: RowConsumer) => Promise<Result<Pick<RowsRead, 'columnNames'>, ReadFailure>>;

/** Judges one table by its contract. Refused, with a place in the contract, where that is none, or has no object for it. */
export async function judgeTable(
  { contract: text, name, at, facts }: TableToJudge,
  readRows: ReadEachRow,
  match: MatchPattern,
): Promise<Result<Judgement, { readonly place: string; readonly message: string }>> {
  const read = readContract(text);
  if (!read.ok) return read;
  const named = objectFor(read.value, name);
  if (named === null)
    return err({ place: '/schema', message: `it has several objects, and none has the name of ${name}` });
  const contract = withRecognised(
    read.value,
    named.name,
    facts.profile ? recognisedColumns(facts.profile) : new Set(),
  );
  const object = objectFor(contract, name) ?? named;
  const check = new ContractCheck(contract, match, at);
  const rows = await readRows(check.begin(object));
  const judged = rows.ok
    ? check.finish(object, rows.value.columnNames, tableFacts(facts))
    : unreadClauses(object, `the table could not be read: ${faultWords(rows.error)}`, {
        facts: tableFacts(facts),
        at,
      });
  const table = { path: name, object, personal: personalColumns(contract)(object), lines: null };
  const records = recordsOf({ path: '', version: contract.version }, table, judged);
  return ok({
    verdict: worstVerdict(records.map(({ verdict }) => verdict)),
    checks: records.map(recordedFinding),
  });
}

/** The object that an artifact of that name is judged by: the only one of its contract, whatever it is called, else the one of its name. */
export function objectFor(contract: Contract, name: string): ContractObject | null {
  const [only] = contract.objects;
  return contract.objects.length === 1 && only ? only : objectNamed(contract, name);
}

function tableFacts({ before, ...facts }: KnownFacts): TableFacts {
  return { ...facts, modifiedAt: null, before: before && factsBefore(before, facts.profile) };
}
