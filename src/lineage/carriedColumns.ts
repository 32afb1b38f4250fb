import type { ArtifactId } from '../versioning/records';
import type { Derivation, GraphEdge } from './graph';
import type { Observation, Transformation } from './records';
import type { Certainty } from './tags';

/** Where a column goes over one link; null is the table as a whole. */
export interface Carried {
  readonly column: string | null;
  readonly certainty: Certainty;
}

/**
 * What one source says of a link into a table: which columns of each input go into which of its own. Of an input that it does not
 * name, nothing is known by column.
 */
export interface Statement {
  readonly certainty: Certainty;
  readonly columns: ReadonlyMap<ArtifactId, ReadonlyMap<string, readonly Carried[]>>;
}

/** A run speaks as one, whatever its events; what no run says, each source says for itself [L60]. */
export function outputStatements(
  edge: GraphEdge,
  observationOf: (id: string) => Observation | undefined,
): readonly Statement[] {
  const bySpeaker = new Map<string, Observation[]>();
  for (const id of edge.observationIds) {
    const observation = observationOf(id);
    if (!observation) continue;
    const { runId, source, origin } = observation;
    const speaker = JSON.stringify([runId ?? source, runId === null, certaintyOf([origin])]);
    const own = bySpeaker.get(speaker);
    if (own) own.push(observation);
    else bySpeaker.set(speaker, [observation]);
  }
  return Array.from(bySpeaker.values(), statementOf);
}

function statementOf(observations: readonly Observation[]): Statement {
  const columns = new Map<ArtifactId, Map<string, Carried[]>>();
  for (const link of observations.flatMap((observation) => observation.columns ?? [])) {
    if (link.inputArtifactId === null) continue;
    addCarried(columns, link.inputArtifactId, link.input, link.output, link.transformations);
  }
  return { certainty: certaintyOf(observations.map(({ origin }) => origin)), columns };
}

/** A derivation names the columns of one artifact, or none. */
export function derivationStatement({ from, origin, columns: told }: Derivation): Statement {
  const columns = new Map<ArtifactId, Map<string, Carried[]>>();
  for (const { toColumn, fromColumn, transformations } of told) {
    addCarried(columns, from, fromColumn, toColumn, transformations);
  }
  return { certainty: certaintyOf([origin]), columns };
}

function addCarried(
  columns: Map<ArtifactId, Map<string, Carried[]>>,
  artifactId: ArtifactId,
  input: string,
  output: string | null,
  transformations: readonly Transformation[] = [],
): void {
  const known = columns.get(artifactId) ?? new Map<string, Carried[]>();
  columns.set(artifactId, known);
  const carried = known.get(input) ?? [];
  known.set(input, carried);
  // A filter, a join or an order decides which rows there are; it hands no values on.
  const isIndirect = transformations.length > 0 && transformations.every(([type]) => type === 'INDIRECT');
  carried.push({ column: output, certainty: isIndirect ? 'possible' : 'certain' });
}

/** Where a column of an artifact goes; a tag of the table as a whole goes to the whole table. */
export function carriedBy(
  statement: Statement,
  artifactId: ArtifactId,
  column: string | null,
): readonly Carried[] {
  const known = column === null ? undefined : statement.columns.get(artifactId);
  const carried = known ? (known.get(column!) ?? []) : [{ column: null, certainty: 'certain' as const }];
  if (statement.certainty === 'certain') return carried;
  return carried.map((each) => ({ ...each, certainty: 'possible' }));
}

/** Links that are only inferred from equal digests are possible; one that is known otherwise is certain. */
export function certaintyOf(origins: readonly string[]): Certainty {
  return origins.some((origin) => origin !== 'inferred') ? 'certain' : 'possible';
}
