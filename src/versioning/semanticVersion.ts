import { leaveOutAlike } from './tree';
import type { Digest } from './digest';

/** A semantic version by Croissant's rule, with why. Where something could not be checked, the reasons say so and the greater change is assumed. */
export interface VersionSuggestion {
  readonly version: string;
  readonly step: 'first' | 'patch' | 'minor' | 'major';
  readonly reasons: readonly string[];
}

/** What of a table's reading a version is judged by. */
export interface TableFacts {
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Digests by different rules say nothing of each other. */
  readonly digestRule: number;
  /** Rows that the reading left out, by choice: of these nothing is known. */
  readonly leftOutRowCount: number;
  /** By column, where they are known: digests see no difference between a null and empty text. */
  readonly nullCounts?: ReadonlyMap<string, number>;
  /** Its figures were computed elsewhere: the digests are of rows of profiles, and not of its own. */
  readonly isComputedElsewhere?: boolean;
  readonly logicalDigest: Digest;
  readonly orderedRowDigest: Digest;
  /** Over the parent's row count and columns. */
  readonly prefix: {
    readonly rowCount: number;
    readonly columnNames: readonly string[];
    readonly logicalDigest: Digest;
  } | null;
}

/** A version's bytes as far as they are known: a table, a folder's files by path, or neither. */
export interface VersionFacts {
  /** `unreadable` where they look like a table, and could not be read as one. */
  readonly table: TableFacts | 'unreadable' | null;
  readonly files: ReadonlyMap<string, Digest> | null;
  /** Patterns that leave files out of a folder; absent where there are none. */
  readonly leaveOut?: readonly string[];
}

/** The version that a new one is held against for its semantic version. */
export interface ParentVersion extends VersionFacts {
  readonly sequence: number;
  /** Its semantic version, where it has one. */
  readonly version: string | null;
  /** Why it could not be read again by this version's rule, in words; where that was not needed, not there. */
  readonly notReadAgain?: string;
  /** An import says what is known of its bytes: they were not read here. */
  readonly isClaimed?: boolean;
}

/**
 * Croissant's rule for bytes that differ from the parent's: PATCH for the same rows in the same order, MINOR where
 * the parent's rows come first and all else is added, MAJOR for anything else. Rules [V10] to [V17].
 */
export function suggestVersion(parent: ParentVersion | null, current: VersionFacts): VersionSuggestion {
  if (!parent) return { version: '1.0.0', step: 'first', reasons: ['The first version.'] };
  const { step, reasons } = withClaim(judge(parent, current), parent);
  const base = parseVersion(parent.version);
  const counted = base ?? { major: parent.sequence, minor: 0, patch: 0 };
  const unknown =
    parent.version === null
      ? [`Version ${parent.sequence} has no semantic version, so ${versionText(counted)} is counted from.`]
      : [`“${parent.version}” is no semantic version, so ${versionText(counted)} is counted from.`];
  return {
    version: versionText(raise(counted, step)),
    step,
    reasons: base ? reasons : [...reasons, ...unknown],
  };
}

interface Judgement {
  readonly step: 'patch' | 'minor' | 'major';
  readonly reasons: readonly string[];
}

function judge(parent: ParentVersion, current: VersionFacts): Judgement {
  const { table: before } = parent;
  const { table: after } = current;
  if (after === 'unreadable') return unverified('The table could not be read');
  if (before === 'unreadable' && after)
    return unverified(`The table of version ${parent.sequence} could not be read`);
  if (isTable(before) && isTable(after))
    return withLeftOut(judgeTables(parent, before, after, current), after.leftOutRowCount);
  if (!leaveOutAlike(parent.leaveOut, current.leaveOut))
    return major(`Version ${parent.sequence} leaves out other files, so the two are not compared.`);
  if (parent.files && current.files) return judgeFolders(parent.sequence, parent.files, current.files);
  if (before) return major(`Version ${parent.sequence} was a table, and this is none.`);
  if (after)
    return major(`Version ${parent.sequence} was not read as a table, so nothing finer can be verified.`);
  return major('Content changed; not a table, so nothing finer can be verified.');
}

/** Facts of a table that was read. */
export function isTable(table: VersionFacts['table']): table is TableFacts {
  return table !== null && table !== 'unreadable';
}

function unverified(why: string): Judgement {
  return major(`${why}, so what changed cannot be verified.`);
}

/** The first reason is the version's message too ([V17]), so that it says so itself. Rule [V54]. */
function withClaim({ step, reasons }: Judgement, { sequence, isClaimed }: ParentVersion): Judgement {
  if (isClaimed !== true) return { step, reasons };
  const [first = 'Content changed.', ...others] = reasons;
  return {
    step,
    reasons: [`${first} Version ${sequence} was known by what an import claims alone.`, ...others],
  };
}

/** No reason may be read as if it were of rows that were left out. */
function withLeftOut(judgement: Judgement, leftOut: number): Judgement {
  if (leftOut === 0) return judgement;
  const isOne = leftOut === 1;
  const reason = `${count(leftOut, 'row')} could not be read and ${isOne ? 'is' : 'are'} left out of this.`;
  return { ...judgement, reasons: [...judgement.reasons, reason] };
}

function judgeTables(
  version: ParentVersion,
  parent: TableFacts,
  current: TableFacts,
  { files, leaveOut }: VersionFacts,
): Judgement {
  const { sequence, notReadAgain } = version;
  if (current.isComputedElsewhere)
    return unverified('Its figures were computed elsewhere, and its rows are not here');
  if (parent.isComputedElsewhere)
    return unverified(
      `The figures of version ${sequence} were computed elsewhere, and its rows are not here`,
    );
  if (parent.digestRule !== current.digestRule)
    return judgeAcrossRules(sequence, notReadAgain, parent, current);
  const nulls = showsParentRows(parent, current) ? describeNulls(parent, current) : [];
  if (nulls.length > 0)
    return major(`The same values as version ${sequence}, but not the same nulls.`, ...nulls);
  if (parent.orderedRowDigest === current.orderedRowDigest) {
    return {
      step: 'patch',
      reasons: [`The same rows in the same order as version ${sequence}; only the bytes differ.`],
    };
  }
  if (parent.logicalDigest === current.logicalDigest)
    return major(`The rows of version ${sequence} in another order.`);
  const changes = describeChanges(parent, current);
  const breaking = changes.filter((change) => change.isBreaking).map((change) => change.text);
  if (breaking.length > 0) return major(...breaking);
  const texts = changes.map((change) => change.text);
  if (version.files && files && leaveOutAlike(version.leaveOut, leaveOut))
    return judgeParts(texts, judgeFolders(sequence, version.files, files));
  if (!current.prefix || !isPrefixOf(parent, current.prefix)) {
    return major(
      ...texts,
      `Whether the rows of version ${sequence} are still there could not be verified, so the greater change is assumed.`,
    );
  }
  if (current.prefix.logicalDigest !== parent.logicalDigest) {
    return major(
      ...texts,
      `${firstRowsAreNot(parent.rowCount)} of version ${sequence}: rows were edited, removed or reordered.`,
    );
  }
  return {
    step: 'minor',
    reasons: [...texts, allStillThere(parent.rowCount, sequence)],
  };
}

/** Names and counts tell what they tell; of the rows nothing can be said. */
function judgeAcrossRules(
  sequence: number,
  notReadAgain: string | undefined,
  parent: TableFacts,
  current: TableFacts,
): Judgement {
  const why = notReadAgain === undefined ? '' : ` ${notReadAgain}`;
  return major(
    ...describeChanges(parent, current).map((change) => change.text),
    `Whether the rows of version ${sequence} are still there cannot be verified: its digests are of rule ${parent.digestRule}, those of this version of rule ${current.digestRule}.${why}`,
  );
}

/** Whether the digests alone speak for the parent's rows being there: then it is worth while to know the counts of nulls. */
export function showsParentRows(parent: TableFacts, current: TableFacts): boolean {
  return [current.logicalDigest, current.prefix?.logicalDigest].includes(parent.logicalDigest);
}

/** Columns with fewer nulls than the parent's, or with more than the added rows account for. */
function describeNulls(parent: TableFacts, current: TableFacts): string[] {
  const added = current.rowCount - parent.rowCount;
  return [...(parent.nullCounts ?? [])].flatMap(([name, before]) => {
    const now = current.nullCounts?.get(name) ?? before;
    if (now >= before && now <= before + added) return [];
    return [`Column ${name} had ${count(before, 'null')} and has ${now.toLocaleString('en-US')}.`];
  });
}

interface TableChange {
  readonly text: string;
  /** The parent's rows can't all be there. */
  readonly isBreaking: boolean;
}

function describeChanges(parent: TableFacts, current: TableFacts): TableChange[] {
  const before = new Map(parent.columns.map((column) => [column.name, column.type]));
  const after = new Map(current.columns.map((column) => [column.name, column.type]));
  const changes: TableChange[] = [];
  for (const name of before.keys()) {
    if (!after.has(name)) changes.push({ text: `Column ${name} was removed.`, isBreaking: true });
  }
  for (const [name, type] of after) {
    const previous = before.get(name);
    if (previous === undefined) changes.push({ text: `Column ${name} was added.`, isBreaking: false });
    else if (previous !== type)
      changes.push({ text: `Column ${name} was ${previous} and is now ${type}.`, isBreaking: false });
  }
  const added = current.rowCount - parent.rowCount;
  if (added > 0) changes.push({ text: `${count(added, 'row')} added.`, isBreaking: false });
  if (added < 0) changes.push({ text: `${count(-added, 'row')} fewer.`, isBreaking: true });
  return changes;
}

function isPrefixOf(parent: TableFacts, prefix: NonNullable<TableFacts['prefix']>): boolean {
  const names = new Set(parent.columns.map((column) => column.name));
  return (
    prefix.rowCount === parent.rowCount &&
    prefix.columnNames.length === names.size &&
    prefix.columnNames.every((name) => names.has(name))
  );
}

function judgeFolders(
  sequence: number,
  parent: ReadonlyMap<string, Digest>,
  current: ReadonlyMap<string, Digest>,
): Judgement {
  let removed = 0;
  let changed = 0;
  for (const [path, digest] of parent) {
    const now = current.get(path);
    if (now === undefined) removed += 1;
    else if (now !== digest) changed += 1;
  }
  const added = current.size - (parent.size - removed);
  const reasons: string[] = [];
  if (added > 0) reasons.push(`${count(added, 'file')} added.`);
  if (changed > 0) reasons.push(`${count(changed, 'file')} changed.`);
  if (removed > 0) reasons.push(`${count(removed, 'file')} removed or renamed.`);
  if (changed > 0 || removed > 0) return major(...reasons);
  return { step: 'minor', reasons: [...reasons, `Every file of version ${sequence} is still there.`] };
}

/** Of tables in parts the files tell whether the rows are still there. */
function judgeParts(texts: readonly string[], { step, reasons }: Judgement): Judgement {
  return { step, reasons: [...texts, ...reasons] };
}

function major(...reasons: string[]): Judgement {
  return { step: 'major', reasons };
}

interface VersionNumber {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `1.2.3`, a pre-release or build part after it left aside; null for anything else (semver.org 2.0.0). */
function parseVersion(text: string | null): VersionNumber | null {
  const match = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:[-+][0-9A-Za-z.+-]+)?$/.exec(
    text ?? '',
  );
  return match && { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

/** Whether text is a semantic version, such as `2.1.0`. */
export function isSemanticVersion(text: string): boolean {
  return parseVersion(text) !== null;
}

function raise({ major: x, minor: y, patch: z }: VersionNumber, step: Judgement['step']): VersionNumber {
  if (step === 'major') return { major: x + 1, minor: 0, patch: 0 };
  if (step === 'minor') return { major: x, minor: y + 1, patch: 0 };
  return { major: x, minor: y, patch: z + 1 };
}

function versionText({ major: x, minor: y, patch: z }: VersionNumber): string {
  return `${x}.${y}.${z}`;
}

function firstRowsAreNot(rowCount: number): string {
  return rowCount === 1 ? 'The first row is not that' : `The first ${count(rowCount, 'row')} are not those`;
}

function allStillThere(rowCount: number, sequence: number): string {
  return rowCount === 1
    ? `The one row of version ${sequence} is still there.`
    : `All ${count(rowCount, 'row')} of version ${sequence} are still there.`;
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}
