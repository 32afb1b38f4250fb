import { draftContract } from '../../formats/odcs/draftContract';
import { readContract } from '../../formats/odcs/readContract';
import { ContractCheck } from '../../gates/contract/contractCheck';
import type { MatchPattern } from '../../gates/contract/patternMarks';
import { noFacts } from '../../gates/contract/tableFacts';
import { RowFacts } from '../../gates/suggest/rowFacts';
import { suggestContract, type Suggestion } from '../../gates/suggest/suggestContract';
import { ok, type Result } from '../../lib/result';
import type { TableProfile } from '../../profile/profile';
import type { ReadFailure } from '../../table/reading';
import type { ReadEachRow } from './judgeTable';

/** A version that a contract is drafted from. */
export interface PastTable {
  /** As people call it. */
  readonly title: string;
  readonly profile: TableProfile;
  /** Null of what is no text. */
  readonly encoding: string | null;
  /** It is read twice: to be described, and to be judged. */
  readonly read: ReadEachRow;
}

/** A contract that all versions keep. */
export interface DraftedContract {
  readonly suggestion: Suggestion;
  /** Clauses that a version breaks, in words: they are not among the suggested ones. */
  readonly leftOut: readonly string[];
}

/** Drafts a contract from versions of a table, oldest first; fails where one cannot be read. `at` is now, in milliseconds since 1970. */
export async function draftFromVersions(
  name: string,
  versions: readonly PastTable[],
  at: number,
  match: MatchPattern,
): Promise<Result<DraftedContract, ReadFailure & { readonly title: string }>> {
  const past = [];
  for (const { title, profile, encoding, read } of versions) {
    const rows = new RowFacts();
    const done = await read(rows);
    if (!done.ok) return { ok: false, error: { ...done.error, title } };
    past.push({ profile, encoding, facts: rows.facts() });
  }
  const drafted = suggestContract(past, at);
  const contract = readContract(draftContract(name, drafted));
  if (!contract.ok) throw new Error(contract.error.message);
  const [object] = contract.value.objects;
  const broken = new Map<string, string>();
  for (const { title, profile, encoding, read } of versions) {
    const check = new ContractCheck(contract.value, match, at);
    const rows = await read(check.begin(object!));
    if (!rows.ok) return { ok: false, error: { ...rows.error, title } };
    const facts = { ...noFacts, profile, encoding };
    for (const { clause, outcome } of check.finish(object!, rows.value.columnNames, facts))
      if (outcome.verdict !== 'pass')
        broken.set(
          clauseKey(clause.column, clause.name),
          `${clause.column ?? name}: ${clause.name}: ${title}: ${outcome.evidence.message}`,
        );
  }
  const clauses = drafted.clauses.filter((clause) => !broken.has(clauseKey(clause.column, clause.name)));
  return ok({ suggestion: { ...drafted, clauses }, leftOut: [...broken.values()] });
}

function clauseKey(column: string | null, clause: string): string {
  return JSON.stringify([column, clause]);
}
