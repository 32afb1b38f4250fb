import type { AuditFilter } from '../../operations/audit/auditLogFilter';
import type { ActorId, ArtifactId } from '../../versioning/records';
import { timestampFromMilliseconds, type Timestamp } from '../../versioning/timestamp';
import { chosen, optionalCount, optionalText, type SearchParameters } from '../shared/searchParameters';

export interface AuditSearch {
  readonly q?: string;
  readonly artifact?: string;
  /** An actor's id. */
  readonly by?: string;
  readonly action?: string;
  /** Both of the reader's zone, as `2026-03-12T08:30` or a day alone; both are included. */
  readonly from?: string;
  readonly to?: string;
  /** The sequence number of the entry that is open. */
  readonly entry?: number;
}

export function parseAuditSearch(raw: SearchParameters): AuditSearch {
  return chosen({
    q: optionalText(raw['q']),
    artifact: optionalText(raw['artifact']),
    by: optionalText(raw['by']),
    action: optionalText(raw['action']),
    from: optionalMoment(raw['from']),
    to: optionalMoment(raw['to']),
    entry: optionalCount(raw['entry']),
  });
}

/** How many of the filters a link sets. */
export function countFilters({ entry: _entry, ...filters }: AuditSearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}

export function filterOf(search: AuditSearch): AuditFilter {
  return {
    artifactId: (search.artifact as ArtifactId | undefined) ?? null,
    actor: (search.by as ActorId | undefined) ?? null,
    action: search.action ?? null,
    from: search.from === undefined ? null : timestampOf(search.from, 0),
    until: search.to === undefined ? null : timestampOf(search.to, search.to.length > 10 ? 1 : 24 * 60),
    text: search.q ?? '',
  };
}

const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;

function optionalMoment(value: unknown): string | undefined {
  const text = optionalText(value);
  return text !== undefined && moment.test(text) && !Number.isNaN(localMs(text)) ? text : undefined;
}

function timestampOf(local: string, laterMinutes: number): Timestamp {
  return timestampFromMilliseconds(localMs(local) + laterMinutes * 60_000);
}

/** A day alone would be read as one of UTC. */
function localMs(text: string): number {
  return Date.parse(text.length > 10 ? text : `${text}T00:00`);
}
