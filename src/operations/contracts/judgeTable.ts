import type { RowsRead } from '../../formats/readRows';
import { readContract } from '../../formats/odcs/readContract';
import { recordedFinding, recordsOf } from '../../gates/contract/checkRecord';
import type { Contract, ContractObject } from '../../gates/contract/contract';
import {
  answersFromProfile,
  ContractCheck,
  type Judged,
  unreadClauses,
} from '../../gates/contract/contractCheck';
import { neededObjects } from '../../gates/contract/neededObjects';
import { objectNamed } from '../../gates/contract/objectNamed';
import type { MatchPattern } from '../../gates/contract/patternMarks';
import { recognisedColumns } from '../../gates/privacy/recogniseTable';
import { withRecognised } from '../../gates/contract/withRecognised';
import { personalColumns } from '../../gates/contract/personalColumns';
import type { TableFacts } from '../../gates/contract/tableFacts';
import type { Clause } from '../../gates/contract/clause';
import { worstVerdict, type Outcome } from '../../gates/contract/verdict';
import { err, ok, type Result } from '../../lib/result';
import type { TableProfile } from '../../profile/profile';
import type { ReadFailure } from '../../table/reading';
import type { RowConsumer } from '../../table/tableRows';
import type { ContractVerdict } from '../../versioning/records';
import { faultWords } from '../core/describeFailure';
import { hasSql, type ReadInto, sqlAnswers, type SqlDatabase } from './sqlAnswers';
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

/** The tables of a contract, wherever their rows come from. */
export interface ContractTables {
  /** Of the version that is judged. */
  readonly own: ReadEachRow;
  /** By object, what others that it looks at hold, or why they are not here. */
  readonly others: ReadonlyMap<string, ReadEachRow | string>;
  /** By object, the columns of others that are recognised as personal. */
  readonly personal: ReadonlyMap<string, ReadonlySet<string>>;
  readonly match: MatchPattern;
  readonly openSql: () => Promise<SqlDatabase>;
}

/** Why a version cannot be judged by a contract at all, with its place in the contract. */
export interface JudgingFault {
  readonly place: string;
  readonly message: string;
}

/** Judges one table by its contract. Refused, with a place in the contract, where that is none, or has no object for it. */
export async function judgeTable(
  { contract: text, name, at, facts }: TableToJudge,
  tables: ContractTables,
): Promise<Result<Judgement, JudgingFault>> {
  const read = readContract(text);
  if (!read.ok) return read;
  const named = objectFor(read.value, name);
  if (named === null)
    return err({ place: '/schema', message: `it has several objects, and none has the name of ${name}` });
  const personal = facts.profile ? recognisedColumns(facts.profile) : new Set<string>();
  const contract = [...tables.personal, [named.name, personal] as const].reduce(
    (marked, [object, columns]) => withRecognised(marked, object, columns),
    read.value,
  );
  const object = objectFor(contract, name) ?? named;
  const judged = await judgedClauses({ contract, object, at, facts: tableFacts(facts) }, tables);
  const table = { path: name, object, personal: personalColumns(contract)(object), lines: null };
  const records = recordsOf({ path: '', version: contract.version }, table, judged);
  return ok({
    verdict: worstVerdict(records.map(({ verdict }) => verdict)),
    checks: records.map(recordedFinding),
  });
}

interface JudgedObject {
  readonly contract: Contract;
  readonly object: ContractObject;
  readonly at: number;
  readonly facts: TableFacts;
}

async function judgedClauses(
  { contract, object, at, facts }: JudgedObject,
  { own, others, match, openSql }: ContractTables,
): Promise<readonly Judged[]> {
  const answers = answersFromProfile(contract, object, facts, at);
  const isSettled = (clause: Clause): boolean => isKept(answers.get(clause));
  // What breaks is looked at in the rows, which say where.
  const asked = { ...object, clauses: object.clauses.filter((clause) => !isSettled(clause)) };
  if (asked.clauses.length === 0) return inOrder(object, [], answers);
  const check = new ContractCheck(contract, match, at);
  const rows = await own(check.begin(asked));
  if (!rows.ok) {
    const why = `the table could not be read: ${faultWords(rows.error)}`;
    return inOrder(object, unreadClauses(asked, why, { facts, at }), answers);
  }
  const readInto: ReadInto = async ({ name }, into) => {
    const source = name === object.name ? own : (others.get(name) ?? 'it is not here');
    if (typeof source === 'string') return source;
    const read = await source(into);
    return read.ok ? null : `the table could not be read: ${faultWords(read.error)}`;
  };
  for (const target of neededObjects(contract, object)) {
    if (!isReferredTo(object, target)) continue;
    const fault = await readInto(target, check.beginTarget(target));
    if (fault !== null) check.abandon(target, fault);
  }
  const given = hasSql([object])
    ? await sqlAnswers([object], contract.objects, readInto, await openSql())
    : undefined;
  return inOrder(object, check.finish(asked, rows.value.columnNames, facts, given), answers);
}

function isKept(answer: Outcome | undefined): boolean {
  return answer?.verdict === 'pass' || answer?.verdict === 'notChecked';
}

/** What the rows say of each clause, else its profile; in the order of the contract. */
function inOrder(
  { clauses }: ContractObject,
  judged: readonly Judged[],
  answers: ReadonlyMap<Clause, Outcome>,
): readonly Judged[] {
  const byRows = new Map(judged.map(({ clause, outcome }) => [clause, outcome]));
  return clauses.map((clause) => {
    const [seen, told] = [byRows.get(clause), answers.get(clause)];
    const outcome = seen === undefined || (seen.verdict === 'unknown' && told !== undefined) ? told! : seen;
    return { clause, outcome };
  });
}

function isReferredTo({ clauses }: ContractObject, { name }: ContractObject): boolean {
  return clauses.some(({ rule }) => rule.kind === 'relationship' && rule.to?.object === name);
}

/** The object that an artifact of that name is judged by: the only one of its contract, whatever it is called, else the one that names it, else the one of its name. */
export function objectFor(contract: Contract, name: string): ContractObject | null {
  const [only] = contract.objects;
  if (contract.objects.length === 1 && only) return only;
  return contract.objects.find(({ artifact }) => artifact === name) ?? objectNamed(contract, name);
}

function tableFacts({ before, ...facts }: KnownFacts): TableFacts {
  return { ...facts, modifiedAt: null, before: before && factsBefore(before, facts.profile) };
}
