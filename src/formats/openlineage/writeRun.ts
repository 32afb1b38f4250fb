import type { Json, JsonObject } from '../../lib/json';
import { lastClaim } from '../../lineage/claims';
import { metricPointsOf } from '../../lineage/metricHistory';
import type { Reference, Run, RunReference } from '../../lineage/records';
import { facetsOfClaims } from './facets/claimFacet';
import { runFacets } from './facets/runFacets';
import { facet, ownFacet } from './writtenFacets';

/** What a run's facets need of the runs around it. */
export interface RunNames {
  /** A run's id as a UUID, always the same. */
  readonly uuidOf: (id: string) => string;
  /** The job of a run that another one names: as the store knows it, else as it was named. */
  readonly jobOf: (named: RunReference) => Reference | null;
}

/** All that is known of a run, as facets. */
export function writeRunFacets(run: Run, names: RunNames): JsonObject {
  const parameters = Object.entries(run.parameters);
  const points = lastClaim(run.claims, 'metricPoints');
  return {
    ...facetsOfClaims(run.claims ?? [], runFacets, facet),
    ...(parameters.length > 0 && {
      executionParameters: facet('1-0-0/ExecutionParametersRunFacet', {
        parameters: parameters.map(([key, value]) => ({ key, value: textOf(value) })),
      }),
    }),
    ...parentFacet(run, names),
    throughline_run: ownFacet('run', {
      id: run.id,
      state: run.state,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      parameters: run.parameters,
      metrics: run.metrics,
      ...(points && {
        metricPoints: points.metrics.map((metric) => ({
          name: metric.name,
          points: metricPointsOf(metric).map(([step, timestamp, value]) => ({
            step,
            timestamp,
            value: Number.isFinite(value) ? value : String(value),
          })),
        })),
      }),
      codeVersion: run.codeVersion,
      environment: run.environment,
      seed: run.seed,
      actor: run.actor,
      parentRunId: run.parentRunId,
      ...(run.root && { rootRunId: run.root.id }),
    }),
  };
}

function parentFacet({ parentRunId, parentJob, root }: Run, { jobOf, uuidOf }: RunNames): JsonObject {
  if (parentRunId === null) return {};
  const job = jobOf({ id: parentRunId, job: parentJob ?? null });
  const rootJob = root ? jobOf(root) : null;
  if (!job) return {};
  const runOf = (id: string, { namespace, name }: Reference): JsonObject => ({
    run: { runId: uuidOf(id) },
    job: { namespace, name },
  });
  return {
    parent: facet('1-2-0/ParentRunFacet', {
      ...runOf(parentRunId, job),
      ...(root && rootJob && { root: runOf(root.id, rootJob) }),
    }),
  };
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
