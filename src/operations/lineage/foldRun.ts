import type { OpenLineageEvent } from '../../formats/openlineage/event';
import { readKeptEvent } from '../../formats/openlineage/readOpenLineage';
import type { RawEvent, Run, RunState } from '../../lineage/records';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { Timestamp } from '../../versioning/timestamp';

/** An event of a run with what orders it. */
export interface RunEvent {
  readonly digest: string;
  readonly time: Timestamp;
  readonly event: OpenLineageEvent;
}

/** A kept event as a run is folded from it. */
export function runEventOf({ digest, eventTime, body }: RawEvent): RunEvent {
  return { digest, time: eventTime, event: readKeptEvent(body) };
}

/** Whether both say the same. */
export function isSameRun(a: Run, b: Run): boolean {
  return canonicalJson({ ...a }) === canonicalJson({ ...b });
}

/**
 * A run as its events tell it, whatever order they came in: by (event time, digest), a later one adding to and
 * overriding an earlier one. An end holds against a start or progress that bears the same or a later time, since
 * clocks differ. This project's own facet, where there is one, holds against all else.
 */
export function foldRun(run: Pick<Run, 'id' | 'jobId' | 'recordedAt'>, events: readonly RunEvent[]): Run {
  const ordered = events.toSorted((a, b) => compareText(a.time, b.time) || compareText(a.digest, b.digest));
  let state: RunState = 'unknown';
  let startedAt: Timestamp | null = null;
  let endedAt: Timestamp | null = null;
  let environment: string | null = null;
  let seed: number | null = null;
  let parentRunId: string | null = null;
  let codeVersion: string | null = null;
  const parameters: [string, Run['parameters'][string]][] = [];
  const metrics: [string, number][] = [];
  for (const { event, time } of ordered) {
    const ended = event.type && endStates[event.type];
    if (ended) {
      state = ended;
      endedAt = time;
    } else if (endedAt === null && (event.type === 'START' || event.type === 'RUNNING')) {
      state = 'running';
    }
    if (event.type === 'START') startedAt ??= time;
    environment = event.run.environment ?? environment;
    seed = event.run.seed ?? seed;
    parentRunId = event.run.parentRunId ?? parentRunId;
    codeVersion = event.job?.codeVersion ?? codeVersion;
    parameters.push(...Object.entries(event.run.parameters));
    metrics.push(...Object.entries(event.run.metrics));
  }
  const own = ordered.findLast(({ event }) => event.run.own)?.event.run.own;
  return {
    id: run.id,
    jobId: run.jobId,
    state: own?.state ?? state,
    startedAt: own ? own.startedAt : startedAt,
    endedAt: own ? own.endedAt : endedAt,
    parameters: Object.fromEntries(parameters),
    metrics: Object.fromEntries(metrics),
    codeVersion: own ? own.codeVersion : codeVersion,
    environment: own ? own.environment : environment,
    seed: own ? own.seed : seed,
    parentRunId: (own ? own.parentRunId : parentRunId) as Run['parentRunId'],
    actor: own?.actor ?? null,
    recordedAt: run.recordedAt,
  };
}

const endStates: Partial<Record<NonNullable<OpenLineageEvent['type']>, RunState>> = {
  COMPLETE: 'completed',
  FAIL: 'failed',
  ABORT: 'aborted',
};

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
