import type { Json, JsonObject } from '../../lib/json';
import { artifactKinds, type AuditEntry, type SnapshotId } from '../../versioning/records';
import type { AuditLog } from './auditLog';

/** Every action that a change is recorded as, and what a filter calls it. */
export const auditActionNames = {
  takeSnapshot: 'Added a version',
  createArtifact: 'Created an artifact',
  setKind: 'Changed a kind',
  merge: 'Merged',
  split: 'Split',
  rename: 'Renamed',
  declareRemoval: 'Declared what a job removes',
  acceptFinding: 'Accepted a finding',
  delete: 'Deleted',
  annotate: 'Described a version',
  readAgain: 'Read again',
  recordRun: 'Recorded a run',
  link: 'Linked',
  promote: 'Promoted',
  rollback: 'Rolled back',
  removeAlias: 'Removed an alias',
  addMeasurements: 'Added measurements',
  setContract: 'Set a contract',
  waive: 'Waived a clause',
  endWaiver: 'Ended a waiver',
  setGuardrail: 'Set a guardrail',
  retireGuardrail: 'Retired a guardrail',
  setBaseline: 'Chose a baseline',
  setPolicies: 'Set policies of licences',
  setPersonalScores: 'Set scores of personal data',
  importLineage: 'Imported lineage',
  importBundle: 'Imported a bundle',
  mendList: 'Read a list of files anew',
  keepBytes: 'Kept bytes',
  cleanUp: 'Cleaned up',
  emptyFreed: 'Emptied',
  undo: 'Undid',
} as const;

/** What a change can be, as the log names it. */
export type AuditAction = keyof typeof auditActionNames;

/** Every action that this program writes. */
export const auditActions = Object.keys(auditActionNames) as readonly AuditAction[];

/** Whether this program has words for an action: a later one may write others. */
export function isAuditAction(action: string): action is AuditAction {
  return Object.hasOwn(auditActionNames, action);
}

/** What an entry's change did, in words: `Added version 4 of trips.csv`. What a newer program did is named as it stands. */
export function describeAuditEntry(log: Pick<AuditLog, 'entries'>, entry: AuditEntry): string {
  const { action, subject } = entry;
  if (!isAuditAction(action)) return `${action}: ${subject}`;
  const detail = objectOf(entry.detail);
  switch (action) {
    case 'takeSnapshot': {
      const parts = listOf(detail['snapshots']).map(objectOf);
      return describeTaking(subject, parts, listOf(detail['bytesOf']).length);
    }
    case 'createArtifact':
      return `Created ${subject}`;
    case 'setKind':
      return `Made ${subject} ${kindInWords(objectOf(detail['after'])['artifactKind'])}`;
    case 'rename':
      return `Renamed ${subject} to ${textOf(objectOf(detail['after'])['name'])}`;
    case 'merge':
    case 'split':
    case 'delete':
      return `${auditActionNames[action]} ${subject}`;
    case 'annotate':
      return describeAnnotation(subject, objectOf(detail['after']));
    case 'readAgain':
      return `Read ${subject} again`;
    case 'mendList':
      return `Read the list of files of ${subject} anew`;
    case 'keepBytes':
      return `Kept the bytes of ${subject}`;
    case 'cleanUp':
      return `Freed the bytes of ${subject}${reasonOf(detail)}`;
    case 'emptyFreed':
      return `Removed the bytes of ${subject} for good`;
    case 'recordRun':
      return `Recorded a run of ${subject}`;
    case 'link':
      return `Linked ${subject}`;
    case 'promote':
    case 'rollback':
    case 'removeAlias':
      return describeMove(action, subject, detail);
    case 'addMeasurements':
      return describeMeasuring(subject, listOf(detail['measured']).map(objectOf));
    case 'setContract':
    case 'waive':
    case 'endWaiver':
    case 'setGuardrail':
    case 'retireGuardrail':
    case 'setBaseline':
    case 'declareRemoval':
    case 'acceptFinding':
    case 'setPolicies':
    case 'setPersonalScores':
      return describeRuling(action, subject, detail);
    case 'importLineage':
      return `Imported ${subject}`;
    case 'importBundle':
      return `Imported the bundle ${subject}`;
    case 'undo':
      return describeUndo(log, entry, detail);
  }
}

function describeRuling(
  action:
    | 'setContract'
    | 'waive'
    | 'endWaiver'
    | 'setGuardrail'
    | 'retireGuardrail'
    | 'setBaseline'
    | 'declareRemoval'
    | 'acceptFinding'
    | 'setPolicies'
    | 'setPersonalScores',
  subject: string,
  detail: JsonObject,
): string {
  switch (action) {
    case 'setContract':
      return detail['after'] === null
        ? `Took away the contract of ${subject}`
        : `Wrote version ${textOf(detail['version'])} of the contract of ${subject}`;
    case 'waive':
      return `Waived “${textOf(detail['clause'])}” of ${subject} until ${textOf(detail['until'])}: ${textOf(detail['reason'])}`;
    case 'endWaiver':
      return `Ended the waiver of “${textOf(detail['clause'])}” of ${subject}`;
    case 'setGuardrail':
      return `Set the guardrail “${textOf(detail['guardrail'])}” of ${subject}`;
    case 'retireGuardrail':
      return `Retired the guardrail “${textOf(detail['guardrail'])}” of ${subject}`;
    case 'setPolicies':
      return listOf(detail['policies']).length === 0
        ? 'Took back the policies of licences'
        : `Set the policies of licences: ${listOf(detail['policies']).map(textOf).join(', ')}`;
    case 'setPersonalScores':
      return listOf(detail['kinds']).length === 0
        ? 'Took back what findings of personal data ask for'
        : `Set what findings of personal data ask for: ${listOf(detail['kinds']).map(textOf).join(', ')}`;
    case 'declareRemoval':
      return detail['reason'] === null
        ? `Took back that ${subject} removes ${textOf(detail['tag'])}`
        : `Declared that ${subject} removes ${textOf(detail['tag'])}: ${textOf(detail['reason'])}`;
    case 'acceptFinding':
      return detail['reason'] === null
        ? `Took back that a finding of ${subject} is accepted: ${textOf(detail['found'])}`
        : `Accepted a finding of ${subject}: ${textOf(detail['found'])} ${textOf(detail['reason'])}`;
    case 'setBaseline':
      return `Chose the baseline of ${subject}: ${textOf(objectOf(detail['after'])['baseline'])}`;
  }
}

function kindInWords(kind: Json | undefined): string {
  const known = artifactKinds.find((each) => each === kind);
  if (known === undefined) return textOf(kind);
  if (known === 'endpoint') return 'an endpoint';
  if (known === 'features' || known === 'code') return known;
  return known === 'other' ? 'something other' : `a ${known}`;
}

function describeTaking(subject: string, parts: readonly JsonObject[], boundCount: number): string {
  if (parts.length === 0 && boundCount > 0)
    return `Found bytes of ${boundCount} ${boundCount === 1 ? 'version' : 'versions'} known from pointers: ${subject}`;
  const moved = parts.filter((part) => 'movedFrom' in part);
  const taken = parts.filter((part) => !('movedFrom' in part));
  const [first] = taken;
  if (parts.length === 1 && moved[0])
    return `Moved ${textOf(moved[0]['movedFrom'])} to ${textOf(moved[0]['path'])}`;
  const isOwn = first?.['path'] === subject;
  const others = taken.length - (isOwn ? 1 : 0);
  const more = [
    ...(others > 0 ? [`${others} ${others === 1 ? 'file' : 'files'} in it`] : []),
    ...(moved.length > 0 ? [`${moved.length} moved`] : []),
  ];
  if (!isOwn) return [`Added versions in ${subject}`, ...more].join(', ');
  const own = `Added version ${textOf(first?.['sequence'])} of ${subject}`;
  return more.length > 0 ? `${own} and of ${more.join(', ')}` : own;
}

function describeAnnotation(subject: string, after: JsonObject): string {
  switch (after['kind']) {
    case 'message':
      return `Wrote the message of ${subject}`;
    case 'semanticVersion':
      return `Called ${subject} ${textOf(after['version'])}`;
    case 'licence':
      return 'found' in after
        ? `Found the licence of ${subject}: ${textOf(after['expression'])}`
        : `Set the licence of ${subject} to ${textOf(after['expression'])}`;
    case 'objective':
      return after['objective'] === null
        ? `Took back how fresh ${subject} has to be${ofColumn(after['column'])}`
        : `Said how fresh ${subject} has to be${ofColumn(after['column'])}`;
    case 'tags':
      return `Tagged ${subject} with ${listOf(after['tags']).map(textOf).join(', ') || 'nothing'}`;
    case 'reading':
      return `Chose another reading of ${subject}`;
    case 'verdict':
      return `Judged ${subject} by its contract: ${textOf(after['verdict'])}`;
    case 'pin':
      return after['isPinned'] === true ? `Pinned ${subject}` : `Unpinned ${subject}`;
    case 'driftAcknowledged':
      return `Acknowledged drift of ${subject}: ${textOf(after['reason'])}`;
    case 'incident':
      return after['reason'] === null
        ? `Put ${subject} back into windows of versions`
        : `Left ${subject} out of windows of versions: ${textOf(after['reason'])}`;
    case 'leakage':
      return `Compared the rows of ${subject} with a training set`;
    case 'personalData':
      return `${after['says'] === 'rejected' ? 'Rejected' : 'Confirmed'} personal data in ${textOf(after['column'])} of ${subject}: ${textOf(after['of'])}`;
    case 'owner':
      return `Named ${textOf(after['name'])} as the owner of ${subject}`;
    default:
      return `Described ${subject}`;
  }
}

const reasonOf = ({ reason }: JsonObject): string => (typeof reason === 'string' ? `: ${reason}` : '');

const ofColumn = (column: Json | undefined): string =>
  typeof column === 'string' ? ` by ${column}` : ' on arrival';

function describeMove(
  action: 'promote' | 'rollback' | 'removeAlias',
  subject: string,
  detail: JsonObject,
): string {
  const alias = textOf(detail['alias']);
  const [before, after] = [objectOf(detail['before']), objectOf(detail['after'])];
  if (action === 'removeAlias') return `Took ${alias} off version ${textOf(before['version'])} of ${subject}`;
  const to = `version ${textOf(after['version'])} of ${subject}`;
  if (action === 'rollback') return `Rolled ${alias} back to ${to}`;
  const overruled = detail['isOverruled'] === true ? `, over ${overruledGates(detail)}` : '';
  return `Promoted ${to} to ${alias}${overruled}`;
}

/** Which gates a promotion went over: those that say what all of them together do. */
function overruledGates({ verdict, contract, guardrails }: JsonObject): string {
  if (contract === undefined || contract !== verdict) return 'the guardrails';
  return Object.values(objectOf(guardrails)).includes(verdict ?? null)
    ? 'its contract and the guardrails'
    : 'its contract';
}

function describeMeasuring(subject: string, measured: readonly JsonObject[]): string {
  const metrics = [...new Set(measured.map(({ metric }) => textOf(metric)))];
  const what = metrics.length > 3 ? `${metrics.length} metrics` : metrics.join(', ');
  return `Added measurements of ${what} to ${subject}`;
}

function describeUndo(log: Pick<AuditLog, 'entries'>, entry: AuditEntry, detail: JsonObject): string {
  const verb = detail['isWithdrawn'] === false ? 'Put back' : 'Undid';
  let at: Json | undefined = detail['undoes'];
  // An undo of an undo is of the change at the chain's end; what it undoes always comes before it.
  for (let before = entry.sequence; typeof at === 'number' && at < before;) {
    const undone: AuditEntry | undefined = log.entries[at - 1];
    if (!undone) break;
    if (undone.action !== 'undo') return `${verb}: ${describeAuditEntry(log, undone)}`;
    before = at;
    at = objectOf(undone.detail)['undoes'];
  }
  return `${verb} a change of ${entry.subject}`;
}

/** The digest that an entry's change is about; null where it is about none, or several. */
export function auditDigest({ action, detail }: AuditEntry): string | null {
  const members = objectOf(detail);
  const [first] = listOf(members['snapshots']).map(objectOf);
  const found =
    action === 'takeSnapshot'
      ? first?.['digest']
      : (members['digest'] ?? members['eventsDigest'] ?? members['bundleDigest']);
  return typeof found === 'string' ? found : null;
}

/** A line of what an entry changed: null where there was nothing before, or is nothing after. */
export interface AuditChange {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an entry changed, line by line; at most `limit` of them. */
export function auditChanges(log: AuditLog, entry: AuditEntry, limit = 50): readonly AuditChange[] {
  const detail = objectOf(entry.detail);
  if (entry.action === 'takeSnapshot' || entry.action === 'readAgain') {
    const taken = listOf(detail['snapshots']).map((part) => () => takenChange(log, objectOf(part)));
    const read = listOf(detail['readAgain']).map((part) => () => readingChange(objectOf(part)));
    return [...taken, ...read].slice(0, limit).map((change) => change());
  }
  if (entry.action === 'undo' || entry.action === 'delete') {
    const [shown, hidden] = ['in view', 'out of view'];
    const isWithdrawn = detail['isWithdrawn'] !== false;
    const count = listOf(detail['targets']).length;
    return [
      {
        what: `${count} ${count === 1 ? 'record' : 'records'}`,
        before: isWithdrawn ? shown : hidden,
        after: isWithdrawn ? hidden : shown,
      },
    ];
  }
  if ('before' in detail || 'after' in detail) {
    const before = objectOf(detail['before'] ?? null);
    const after = objectOf(detail['after'] ?? null);
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (name) => name !== 'kind',
    );
    return names.map((name) => ({ what: name, before: shownOf(before[name]), after: shownOf(after[name]) }));
  }
  const created = Object.entries(objectOf(detail['created'])).map(([table, ids]) => ({
    what: table,
    before: null,
    after: `${listOf(ids).length} more`,
  }));
  const told = listOf(detail['toldRuns']).length;
  return told === 0 ? created : [...created, { what: 'runs', before: null, after: `${told} told anew` }];
}

function takenChange(log: AuditLog, part: JsonObject): AuditChange {
  const what = textOf(part['path']);
  if ('movedFrom' in part) return { what: 'name', before: textOf(part['movedFrom']), after: what };
  const [parent] = listOf(part['parents']);
  const version = parent === undefined ? undefined : log.versions.get(textOf(parent) as SnapshotId);
  return {
    what,
    before: version ? versionText(version.sequence, version.digest) : null,
    after: versionText(part['sequence'], part['digest']),
  };
}

function readingChange(part: JsonObject): AuditChange {
  const what = `reading of ${textOf(part['path'])} v${textOf(part['sequence'])}`;
  if ('beside' in part)
    return { what, before: null, after: `${readingText(part['beside'])}, which failed and is not in use` };
  return { what, before: readingText(part['before']), after: readingText(part['after']) };
}

/** A reading's key without most of its digest. */
function readingText(key: Json | undefined): string | null {
  return typeof key === 'string' ? key.replace(/^([0-9a-f]{12})[0-9a-f]{52}/, '$1') : null;
}

function versionText(sequence: Json | undefined, digest: Json | undefined): string {
  const short = typeof digest === 'string' ? `, ${digest.slice(0, 12)}` : '';
  return `version ${textOf(sequence)}${short}`;
}

/** The members of an entry's detail for people, without those that `auditChanges` has said. */
export function auditFacts({ detail }: AuditEntry): readonly (readonly [string, string])[] {
  const said = new Set(['created', 'before', 'after', 'toldRuns', 'snapshots', 'readAgain', 'targets']);
  return Object.entries(objectOf(detail)).flatMap(([name, value]) => {
    const text = said.has(name) ? null : shownOf(value);
    return text === null || text === '' ? [] : [[name, text] as const];
  });
}

function shownOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return String(value);
  const members = Array.isArray(value)
    ? value.map((each: Json) => shownOf(each) ?? 'none')
    : Object.entries(value).flatMap(([name, each]) => {
        const text = shownOf(each);
        return text === null ? [] : [`${name} ${text}`];
      });
  return members.join(', ');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown';
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
