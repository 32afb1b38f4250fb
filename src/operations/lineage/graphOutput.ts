import type { Json, JsonObject } from '../../lib/json';
import { type ClaimFact, lastClaim, lastClaims } from '../../lineage/claims';
import { findCycleGroups } from '../../lineage/cycles';
import { metricPointsOf } from '../../lineage/metricHistory';
import type {
  Observation,
  Origin,
  Reference,
  Run,
  RunReference,
  Transformation,
} from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { groupBy } from '../../lib/groupBy';
import type { RunView, SnapshotView, Workspace } from '../core/workspace';
import { linkFindings } from './linkFindings';
import { withToolNames } from './toolNames';

/** The same with the names of tools as the tools write them: what `lineage --json --graph` prints. */
export function graphOutput(workspace: Workspace): JsonObject {
  return storedGraph(withToolNames(workspace));
}

/**
 * A workspace's lineage as JSON, for every format alike. References are
 * `{namespace, name}`, what is unknown is null, NaN and infinities are text, times are in UTC. The same workspace always gives
 * the same: lists are in the order of their names, versions and runs in the order of their times.
 */
export function storedGraph(workspace: Workspace): JsonObject {
  return {
    datasets: datasetsOf(workspace),
    jobs: jobsOf(workspace),
    runs: [...workspace.runs.values()].map((run) => runOf(workspace, run)).sort(byJson),
    links: linksOf(workspace),
    columnLinks: columnLinksOf(workspace),
    findings: findingsOf(workspace),
  };
}

function datasetsOf(workspace: Workspace): Json[] {
  return [...workspace.artifacts.values()]
    .map((view) => ({ view, claimsOf: groupBy(view.claims, ({ snapshotId }) => snapshotId) }))
    .map(({ view, claimsOf }) => ({
      ...reference(view),
      names: distinct(view.names.map(reference)),
      kind: view.artifact.kind,
      told: toldOf(view.claims),
      versions: view.snapshots.toSorted(byTime).map((version) => ({
        version: versionName(version),
        sha256: version.snapshot.digest,
        md5: version.snapshot.md5,
        time: version.snapshot.createdAt,
        message: version.message,
        aliases: [...version.aliases],
        told: toldOf(claimsOf.get(version.snapshot.id) ?? []),
      })),
    }))
    .sort(byJson);
}

function jobsOf({ jobs }: Workspace): Json[] {
  return [...jobs.values()]
    .map(({ job, claims }) => ({
      ...reference(job),
      names: distinct([reference(job), ...(job.otherNames ?? []).map(reference)]),
      kind: lastClaim(claims, 'jobType')?.jobType ?? null,
      told: toldOf(claims),
    }))
    .sort(byJson);
}

function runOf(workspace: Workspace, { run, job, inputs, outputs }: RunView): JsonObject {
  const parentJob = run.parentRunId === null ? undefined : workspace.runs.get(run.parentRunId)?.job;
  const parent: RunReference | null =
    run.parentRunId === null ? null : { id: run.parentRunId, job: parentJob ?? run.parentJob ?? null };
  return {
    id: run.id,
    job: reference(job),
    state: run.state === 'scheduled' ? 'unknown' : run.state,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    parent: runReference(parent),
    root: runReference(run.root ?? null),
    parameters: Object.entries(run.parameters)
      .map(([name, value]) => ({ name, value }))
      .sort(byJson),
    metrics: metricsOf(run).sort(byJson),
    told: toldOf((run.claims ?? []).filter(({ about }) => about !== 'metricPoints')),
    inputs: runLinks(workspace, inputs),
    outputs: runLinks(workspace, outputs),
  };
}

/** Every metric with its points, as far as a source tells of them; else with its last value. */
function metricsOf({ metrics, claims }: Run): Json[] {
  const told = lastClaim(claims, 'metricPoints')?.metrics ?? [];
  const names = new Set(told.map(({ name }) => name));
  const last = Object.entries(metrics).filter(([name]) => !names.has(name));
  return [
    ...told.map((metric) => ({
      name: metric.name,
      points: metricPointsOf(metric).map(([step, time, value]) => [step, time, numberOf(value)]),
    })),
    ...last.map(([name, value]) => ({ name, points: [[null, null, numberOf(value)]] })),
  ];
}

/** A link without a version gives way where the run names a version of the same dataset ([L6]). */
function runLinks(workspace: Workspace, observations: readonly Observation[]): Json[] {
  const versioned = new Set(
    observations.flatMap(({ artifactId, snapshotId }) => (snapshotId === null ? [] : artifactId)),
  );
  const links = observations
    .filter(({ artifactId, snapshotId }) => snapshotId !== null || !versioned.has(artifactId))
    .map(({ artifactId, snapshotId, purpose, claims }) => ({
      dataset: datasetReference(workspace, artifactId),
      version: versionOf(workspace, snapshotId),
      purpose: purpose ?? null,
      told: toldOf(claims ?? []),
    }));
  return distinct(links);
}

/** One for each pair of a dataset and a job, way it is known and purpose; then what came of what by no job, and jobs that wait for jobs. */
function linksOf(workspace: Workspace): Json[] {
  const links = new Map<string, JsonObject>();
  for (const { role, artifactId, jobId, origin, purpose } of workspace.observations) {
    const key = `${role} ${artifactId} ${jobId} ${origin} ${purpose ?? ''}`;
    const job = workspace.jobs.get(jobId)?.job;
    if (links.has(key) || !job) continue;
    const [dataset, process] = [datasetReference(workspace, artifactId), reference(job)];
    const [from, to] = role === 'input' ? [dataset, process] : [process, dataset];
    links.set(key, { from, to, kind: 'data', origin, purpose: purpose ?? null });
  }
  return [...links.values(), ...distinct([...derivedLinks(workspace), ...orderedJobs(workspace)])].sort(
    byJson,
  );
}

/** A name before a rename that no dataset has is among them. */
function derivedLinks(workspace: Workspace): readonly Json[] {
  const link = (from: Reference, to: Reference, kind: string, origin: string): Json => ({
    from: reference(from),
    to: reference(to),
    kind,
    origin,
    purpose: null,
  });
  const known = workspace.derivations.map(({ from, to, way, origin }) =>
    link(datasetReference(workspace, from), datasetReference(workspace, to), way, origin),
  );
  const unknown = [...workspace.artifacts.values()].flatMap((view) =>
    view.claims.flatMap((claim) => {
      const previous = claim.about === 'lifecycle' ? claim.body?.previous : undefined;
      if (!previous || workspace.artifactNamed(previous.namespace, previous.name)) return [];
      return [link(previous, view, 'renamed', claim.runId === null ? 'declared' : 'observed')];
    }),
  );
  return [...known, ...unknown];
}

/** As jobs declare it and runs tell it; a job that only they name is among them. */
function orderedJobs({ jobs, runs }: Workspace): readonly Json[] {
  return [
    ...[...jobs.values()].flatMap(({ job, claims }) => orderLinks(job, claims, 'declared')),
    ...[...runs.values()].flatMap(({ run, job }) => orderLinks(job, run.claims, 'observed')),
  ];
}

function orderLinks(job: Reference, claims: readonly ClaimFact[] | undefined, origin: Origin): Json[] {
  const order = lastClaim(claims, 'order');
  const link = (from: Reference, to: Reference): Json => ({
    from: reference(from),
    to: reference(to),
    kind: 'order',
    origin,
    purpose: null,
  });
  return [
    ...(order?.after ?? []).map((other) => link(other.job, job)),
    ...(order?.before ?? []).map((other) => link(job, other.job)),
  ];
}

/** One for each pair of columns, with all the ways in which one is told to be made of the other. */
function columnLinksOf(workspace: Workspace): Json[] {
  const links = new Map<string, { readonly ends: JsonObject; readonly ways: readonly Transformation[] }>();
  const add = (
    from: { readonly dataset: Reference; readonly column: string },
    to: { readonly dataset: ArtifactId; readonly column: string | null },
    more: readonly Transformation[],
  ): void => {
    const ends = {
      from: { dataset: reference(from.dataset), column: from.column },
      to: { dataset: datasetReference(workspace, to.dataset), column: to.column },
    };
    const key = JSON.stringify(ends);
    links.set(key, { ends, ways: [...(links.get(key)?.ways ?? []), ...more] });
  };
  for (const { artifactId, columns } of workspace.observations) {
    for (const { output, input, inputArtifactId, from, transformations } of columns ?? []) {
      const source = inputArtifactId === null ? from : datasetReference(workspace, inputArtifactId);
      if (source)
        add(
          { dataset: source, column: input },
          { dataset: artifactId, column: output },
          transformations ?? [],
        );
    }
  }
  for (const { from, to, columns } of workspace.derivations) {
    const dataset = datasetReference(workspace, from);
    for (const { fromColumn, toColumn, transformations } of columns)
      add({ dataset, column: fromColumn }, { dataset: to, column: toColumn }, transformations);
  }
  return [...links.values()]
    .map(({ ends, ways }) => ({ ...ends, transformations: distinct(ways.map((way) => [...way])) }))
    .sort(byJson);
}

/** Datasets and jobs that come before themselves through each other, a group each; and what is declared against what ran. */
function findingsOf(workspace: Workspace): Json[] {
  const graph = workspace.graph('definition');
  const cycles = findCycleGroups(graph).map(({ nodes }) => ({
    kind: 'cycle',
    nodes: distinct(nodes.flatMap((index) => nodeReference(index))),
  }));
  return [...cycles, ...linkFindings(workspace)].map((finding) => finding as unknown as Json).sort(byJson);

  function nodeReference(index: number): readonly Json[] {
    const node = graph.nodes[index]!;
    if (node.type === 'artifact') return [datasetReference(workspace, node.artifactId)];
    const job = node.type === 'job' ? workspace.jobs.get(node.jobId)?.job : undefined;
    return job ? [reference(job)] : [];
  }
}

/** What sources say, by kind: of each the last, as the claim's body has it. */
function toldOf(claims: readonly ClaimFact[]): JsonObject {
  return Object.fromEntries(lastClaims(claims).map(({ about, body }) => [about, body as unknown as Json]));
}

function datasetReference({ artifacts }: Workspace, id: ArtifactId): { namespace: string; name: string } {
  const view = artifacts.get(id);
  return view ? reference(view) : { namespace: '', name: id };
}

function reference({ namespace, name }: Reference): { namespace: string; name: string } {
  return { namespace, name };
}

function runReference(run: RunReference | null): JsonObject | null {
  return run && { id: run.id, job: run.job && reference(run.job) };
}

function versionOf({ snapshots }: Workspace, id: SnapshotId | null): string | null {
  const version = id === null ? undefined : snapshots.get(id);
  return version ? versionName(version) : null;
}

/** The source's own name of a version; of one that has none its number in the workspace. */
function versionName({ snapshot: { source, sequence } }: SnapshotView): string {
  return source.kind === 'import' && source.reference !== '' ? source.reference : String(sequence);
}

function numberOf(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}

function byTime({ snapshot: a }: SnapshotView, { snapshot: b }: SnapshotView): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.sequence - b.sequence;
}

function byJson(a: Json, b: Json): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : Number(textA > textB);
}

function distinct<T extends Json>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()].sort(byJson);
}
