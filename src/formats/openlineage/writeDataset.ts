import type { JsonObject } from '../../lib/json';
import { compareClaims, lastClaims, type TimedClaim } from '../../lineage/claims';
import type { ColumnLink, Observation } from '../../lineage/records';
import type { ColumnSource, Reference } from '../../lineage/reference';
import type { ArtifactId } from '../../versioning/records';
import { facetsOfClaims } from './facets/claimFacet';
import { contentFacets, inputFacets, outputFacets } from './facets/linkFacets';
import { columnFacet } from './writeColumns';
import type { SelectedArtifact, SelectedSnapshot } from './selection';
import { facet, ownFacet } from './writtenFacets';

/** A dataset by its shown name, with its kind, its other names and, where one is meant, its version. */
export function writeDataset(
  { artifact, namespace, name, aliases }: SelectedArtifact,
  version: SelectedSnapshot | null,
): JsonObject & { readonly facets: JsonObject } {
  return {
    namespace,
    name,
    facets: {
      throughline_artifact: ownFacet('artifact', { kind: artifact.kind }),
      ...(artifact.kind === 'model' && {
        datasetType: facet('1-0-1/DatasetTypeDatasetFacet', { datasetType: 'MODEL' }),
      }),
      ...(aliases.length > 0 && {
        symlinks: facet('1-0-1/SymlinksDatasetFacet', {
          identifiers: aliases.map((alias) => ({
            namespace: alias.namespace,
            name: alias.name,
            type: 'NAME',
          })),
        }),
      }),
      ...(version && versionFacets(version)),
    },
  };
}

/** A dataset as it was read or written: with what went into its columns, and with what is said of this reading or writing. */
export function writeLinkedDataset(
  artifact: SelectedArtifact,
  version: SelectedSnapshot | null,
  observation: Observation,
  nameOf: (id: ArtifactId) => Reference | undefined,
): JsonObject {
  const { role, origin, requested, purpose, columns, claims = [] } = observation;
  const dataset = writeDataset(artifact, version);
  const sources = columnSources(columns ?? [], nameOf);
  return {
    ...dataset,
    facets: {
      ...dataset.facets,
      ...(sources.length > 0 && { columnLineage: columnFacet(sources) }),
      // An output has no facets of its own for what is in it.
      ...(role === 'output' && facetsOfClaims(claims, contentFacets, facet)),
    },
    [role === 'input' ? 'inputFacets' : 'outputFacets']: {
      ...(role === 'output' && version && ownStatistics(version)),
      ...facetsOfClaims(claims, role === 'input' ? inputFacets : outputFacets, facet),
      throughline_observation: ownFacet('observation', {
        origin,
        ...(requested !== undefined && { requested }),
        ...(purpose !== undefined && { purpose }),
      }),
    },
  };
}

/** What this project itself found in a version; what another source says of its size is a claim. */
function ownStatistics({ snapshot, reading }: SelectedSnapshot): JsonObject {
  const size = snapshot.source.kind === 'import' ? null : snapshot.byteLength;
  const statistics = { ...(reading && { rowCount: reading.rowCount }), ...(size !== null && { size }) };
  return Object.keys(statistics).length === 0
    ? {}
    : { outputStatistics: facet('1-0-2/OutputStatisticsOutputDatasetFacet', statistics) };
}

/** One link for each version that is read or written, whatever the number of observations that say so. */
export function distinctLinks(
  observations: readonly Observation[],
  role: Observation['role'],
): readonly Observation[] {
  const distinct = new Map<string, Observation>();
  const told = new Map<string, TimedClaim[]>();
  for (const observation of observations) {
    if (observation.role !== role) continue;
    const { artifactId, snapshotId, origin, purpose } = observation;
    const key = `${artifactId} ${snapshotId ?? ''} ${origin} ${purpose ?? ''}`;
    const known = distinct.get(key);
    const requested = observation.requested ?? known?.requested;
    const columns = joinColumns(known?.columns ?? null, observation.columns);
    const claims = told.get(key) ?? [];
    told.set(key, claims);
    for (const claim of observation.claims ?? []) claims.push({ ...claim, eventTime: observation.eventTime });
    distinct.set(key, {
      ...(known ?? observation),
      columns,
      ...(requested !== undefined && { requested }),
    });
  }
  return Array.from(distinct, ([key, { claims: _claims, ...observation }]) => {
    const claims = lastClaims(told.get(key)!.sort(compareClaims));
    return { ...observation, ...(claims.length > 0 && { claims }) };
  });
}

/** The column links of both, each once. */
function joinColumns(a: Observation['columns'], b: Observation['columns']): Observation['columns'] {
  if (a === null || b === null) return a ?? b;
  const distinct = new Map([...a, ...b].map((link) => [JSON.stringify(link), link]));
  return [...distinct.values()];
}

function columnSources(
  links: readonly ColumnLink[],
  nameOf: (id: ArtifactId) => Reference | undefined,
): ColumnSource[] {
  return links.flatMap(({ output, inputArtifactId, from, input, transformations }) => {
    const source = from ?? (inputArtifactId === null ? undefined : nameOf(inputArtifactId));
    return source
      ? [{ toColumn: output, from: source, fromColumn: input, transformations: transformations ?? [] }]
      : [];
  });
}

/** The source's own name of the version stays its name; one that has none goes by its number. */
function versionFacets({ snapshot, reading }: SelectedSnapshot): JsonObject {
  const { id, sequence, content, digest, md5, byteLength, format, parents, createdAt, source } = snapshot;
  const versionName = source.kind === 'import' && source.reference !== '' ? source.reference : null;
  return {
    version: facet('1-0-1/DatasetVersionDatasetFacet', { datasetVersion: versionName ?? String(sequence) }),
    ...(reading && {
      schema: facet('1-2-0/SchemaDatasetFacet', {
        fields: reading.columns.map((column) => ({ name: column.name, type: column.type })),
      }),
    }),
    throughline_snapshot: ownFacet('snapshot', {
      id,
      sequence,
      versionName,
      content,
      digest,
      md5,
      byteLength,
      format,
      parents,
      createdAt,
    }),
  };
}
