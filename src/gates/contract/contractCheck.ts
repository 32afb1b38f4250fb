import type { Clause } from './clause';
import type { Contract, ContractObject } from './contract';
import { judgeClause } from './judgeClause';
import { ObjectCheck } from './objectCheck';
import { personalColumns } from './personalColumns';
import type { SqlAnswer } from './sqlRule';
import type { MatchPattern } from './patternMarks';
import { noFacts, type TableFacts } from './tableFacts';
import { answerFromProfile } from './profileAnswer';
import { isApartFromRows } from './tableRule';
import { unknownOutcome, type Outcome } from './verdict';

/** What one clause said. */
export interface Judged {
  readonly clause: Clause;
  readonly outcome: Outcome;
}

/** Judges tables that belong together, at most one an object, by one contract: relationships are looked up among them. */
export class ContractCheck {
  readonly #contract: Contract;
  readonly #match: MatchPattern;
  readonly #at: number;
  readonly #checks = new Map<string, ObjectCheck>();
  /** Why an object was not read. */
  readonly #unread = new Map<string, string>();

  /** `at` is now, in milliseconds since 1970. */
  constructor(contract: Contract, match: MatchPattern, at: number) {
    this.#contract = contract;
    this.#match = match;
    this.#at = at;
  }

  /** What takes the rows of an object's table. */
  begin(object: ContractObject): ObjectCheck {
    const targets = targetsIn(this.#contract, object.name);
    const check = new ObjectCheck(object, { match: this.#match, at: this.#at, targets });
    this.#checks.set(object.name, check);
    return check;
  }

  /** What takes the rows of an object's table that others only refer to. */
  beginTarget(object: ContractObject): ObjectCheck {
    return this.begin({ ...object, clauses: [] });
  }

  /** The table could not be read: what refers to it is unknown, and says why. Takes back what was begun. */
  abandon({ name }: ContractObject, why: string): void {
    this.#checks.delete(name);
    this.#unread.set(name, why);
  }

  /** What the clauses of an object say, with what is known beside the rows; all rows of all tables must have come. */
  finish(
    object: ContractObject,
    columnNames: readonly string[],
    facts: TableFacts = noFacts,
    sqlAnswers: ReadonlyMap<Clause, SqlAnswer> = new Map(),
  ): readonly Judged[] {
    const check = this.#checks.get(object.name);
    if (check === undefined) return unreadClauses(object, 'it was not read');
    const outcomes = check.finish(
      columnNames,
      (name, columns) => this.#checks.get(name)?.targetKeys(columns) ?? this.#notRead(name),
      facts,
      sqlAnswers,
      personalNames(this.#contract),
    );
    return object.clauses.map((clause) => ({ clause, outcome: outcomes.get(clause)! }));
  }

  #notRead(name: string): string {
    const why = this.#unread.get(name);
    return `the object ${JSON.stringify(name)} was not read${why === undefined ? '' : `: ${why}`}`;
  }
}

/** What the clauses of an object say whose table cannot be read: unknown, but for those that are never checked, and those that ask for no rows. */
export function unreadClauses(
  object: ContractObject,
  why: string,
  { facts = noFacts, at = 0 }: { readonly facts?: TableFacts; readonly at?: number } = {},
): readonly Judged[] {
  return object.clauses.map((clause) => ({
    clause,
    outcome:
      clause.rule.kind === 'notChecked' || isApartFromRows(clause.rule)
        ? notOfATable(clause, facts, at)
        : unknownOutcome(why),
  }));
}

/** What the clauses of an object say by a table's profile alone; those are left out that only its rows tell [K30]. */
export function answersFromProfile(
  contract: Contract,
  object: ContractObject,
  facts: TableFacts,
  at: number,
): ReadonlyMap<Clause, Outcome> {
  const { profile } = facts;
  if (profile === null) return new Map();
  const table = {
    object,
    columnNames: profile.columns.map(({ name }) => name),
    rowCount: profile.rowCount,
    at,
    targetKeys: () => 'it was not read',
    facts,
    sqlAnswer: () => null,
    personalNames: personalNames(contract),
  };
  const answers = new Map<Clause, Outcome>();
  for (const clause of object.clauses) {
    const answer = answerFromProfile(clause, profile, table);
    if (answer !== null) answers.set(clause, answer);
  }
  return answers;
}

/** What the clauses say that are of no object. */
export function unboundClauses(contract: Contract): readonly Judged[] {
  return contract.unbound.map((clause) => ({ clause, outcome: notOfATable(clause) }));
}

function notOfATable(clause: Clause, facts = noFacts, at = 0): Outcome {
  const object: ContractObject = {
    name: '',
    physicalName: null,
    artifact: null,
    pointer: '',
    properties: [],
    clauses: [],
  };
  return judgeClause(clause, null, {
    object,
    columnNames: [],
    rowCount: 0,
    at,
    targetKeys: () => 'it was not read',
    facts,
    sqlAnswer: () => null,
    personalNames: [],
  });
}

function personalNames(contract: Contract): readonly string[] {
  const pathsOf = personalColumns(contract);
  return contract.objects.flatMap((object) => {
    const paths = pathsOf(object);
    return object.properties.filter(({ path }) => paths.has(path)).flatMap(({ name, path }) => [name, path]);
  });
}

/** The sets of columns of an object that relationships of the contract point to. */
function targetsIn(contract: Contract, name: string): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const object of contract.objects)
    for (const { rule } of object.clauses)
      if (rule.kind === 'relationship' && rule.to?.object === name)
        found.set(JSON.stringify(rule.to.columns), rule.to.columns);
  return [...found.values()];
}
