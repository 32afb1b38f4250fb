import type { Json } from '../../lib/json';
import type { ClaimFact } from '../../lineage/claims';
import type { RunCourse, RunFact } from '../../lineage/facts';
import { type Reference, type RunReference, type RunState, runStates } from '../../lineage/records';
import { runFacets } from './facets/runFacets';
import { facetAt, type Placed, plainText, timeOrNull } from './place';
import { readAirflowOrder } from './readAirflowOrder';
import { noClaims, readClaims } from './readClaims';
import { lastPoint, readMetricPoints } from './readMetricPoints';
import type { CodedJob } from './remembered';
import { canonicalRunId } from './runId';
import { isTemplate } from './template';
import { ignored, type Warnings } from './warnings';

/** What the facets of a run say. */
export interface RunFacets {
  /** The id in the store that exported it, which may be any text: an event's `runId` has to be a UUID. */
  readonly id: string | null;
  readonly fact: Omit<RunFact, 'id' | 'job' | 'transition'>;
}

const nothing: RunFacets = {
  id: null,
  fact: {
    course: null,
    parent: null,
    root: null,
    parameters: {},
    metrics: {},
    environment: null,
    codeVersion: null,
    seed: null,
    actor: null,
    claims: noClaims,
  },
};

const mlFacetNames = /^(throughline_run|mlflow|ml_|training|model_training|mlRun|ml)/;

/** What of a run's facets is understood. Facets under other names are kept in the raw event. */
export function readRunFacets(facets: Placed, job: CodedJob | null, warnings: Warnings): RunFacets {
  const jobVersion = job?.codeVersion ?? null;
  if (facets.isEmpty) return jobVersion === null ? nothing : withVersion(jobVersion);
  const engine = facetAt(facets, 'processing_engine');
  const engineText = engine.isAbsent
    ? ''
    : [engine.at('name'), engine.at('version')].map(plainText).filter(Boolean).join(' ');
  const mlFacets = mlFacetsOf(facets);
  const own = readOwnRun(facetAt(facets, 'throughline_run'), warnings);
  const { parent, root } = readParent(facets, warnings);
  const parentId = own ? own.parentRunId : (parent?.id ?? null);
  return {
    id: own?.id ?? null,
    fact: {
      course: own?.course ?? null,
      parent: parentId === null ? null : { id: parentId, job: parent?.job ?? null },
      root: root && { id: own?.rootRunId ?? root.id, job: root.job },
      parameters: readParameters(facets, mlFacets, warnings),
      metrics: readMetrics(mlFacets, warnings),
      environment: own?.environment ?? (engineText === '' ? null : engineText),
      codeVersion: own?.codeVersion ?? jobVersion,
      seed: readSeed(mlFacets),
      actor: own?.actor ?? null,
      claims: readRunClaims(facets, mlFacets, job, warnings),
    },
  };
}

const tables = [runFacets];
/** Facets that have readers of their own. */
const others = new Set(['parent', 'parentRun', 'executionParameters', 'throughline_run']);

function readRunClaims(
  facets: Placed,
  mlFacets: readonly Placed[],
  job: CodedJob | null,
  warnings: Warnings,
): readonly ClaimFact[] {
  // Runs of one job say the same of engine and variables.
  const claims = readClaims(
    facets,
    job?.name ?? '',
    tables,
    mlFacets.length === 0 ? others : othersWith(mlFacets),
    warnings,
  );
  const points = readMetricPoints(mlFacets);
  const order = job && readAirflowOrder(facetAt(facets, 'airflow'), job);
  if (!points && !order) return claims;
  return [
    ...claims.map((claim) =>
      order && claim.about === 'order' ? { ...claim, body: { ...order, ...claim.body } } : claim,
    ),
    ...(points ? [{ about: 'metricPoints', body: { metrics: points } } as const] : []),
    ...(order && !claims.some(({ about }) => about === 'order')
      ? [{ about: 'order', body: order } as const]
      : []),
  ];
}

function othersWith(mlFacets: readonly Placed[]): ReadonlySet<string> {
  return new Set([...others, ...mlFacets.map(({ name }) => name)]);
}

function withVersion(codeVersion: string): RunFacets {
  return { id: null, fact: { ...nothing.fact, codeVersion } };
}

interface Parents {
  readonly parent: RunReference | null;
  readonly root: RunReference | null;
}

const noParents: Parents = { parent: null, root: null };

/** `parent`, or `parentRun` as older producers call it; a parent without a run id names a job alone. */
function readParent(facets: Placed, warnings: Warnings): Parents {
  for (const name of ['parent', 'parentRun']) {
    const facet = facetAt(facets, name);
    if (facet.isAbsent) continue;
    const parent = readReference(facet);
    const id = facet.at('run').at('runId');
    if (!parent && !id.isAbsent && id.text === null) ignored(name, facet, warnings);
    const root = facet.at('root');
    if (parent) return { parent, root: root.isAbsent ? null : readReference(root) };
  }
  return noParents;
}

function readReference(placed: Placed): RunReference | null {
  const id = plainText(placed.at('run').at('runId'));
  return id === null ? null : { id: canonicalRunId(id).value, job: readName(placed.at('job')) };
}

function readName(placed: Placed): Reference | null {
  const [namespace, name] = [placed.at('namespace').text, placed.at('name').text];
  return namespace === null || name === null || isTemplate(namespace) || isTemplate(name)
    ? null
    : { namespace, name };
}

/** `executionParameters` of the specification, and objects named `parameters`, `params` or `hyperparameters` in `mlflow` and other facets of training tools. */
function readParameters(
  facets: Placed,
  mlFacets: readonly Placed[],
  warnings: Warnings,
): Readonly<Record<string, Json>> {
  const found: [string, Json][] = [];
  const listed = facetAt(facets, 'executionParameters').at('parameters');
  if (!listed.isAbsent && !listed.items()) ignored('executionParameters', listed, warnings);
  for (const parameter of listed.items() ?? []) {
    const key = parameter.at('key').text;
    if (key !== null) found.push([key, parameter.at('value').value ?? null]);
  }
  for (const facet of mlFacets) {
    for (const name of ['parameters', 'params', 'hyperparameters']) {
      for (const [key, value] of facet.at(name).members() ?? []) found.push([key, value.value ?? null]);
    }
  }
  return found.length === 0 ? nothing.fact.parameters : Object.fromEntries(found);
}

function readMetrics(mlFacets: readonly Placed[], warnings: Warnings): Readonly<Record<string, number>> {
  const found: [string, number][] = [];
  for (const facet of mlFacets) {
    const metrics = facet.at('metrics');
    for (const [name, value] of metrics.members() ?? []) {
      const number = value.number ?? lastPoint(value);
      if (number === null) warnings.add('a metric that is no number is left out', value.pointer);
      else found.push([name, number]);
    }
  }
  return found.length === 0 ? nothing.fact.metrics : Object.fromEntries(found);
}

function readSeed(mlFacets: readonly Placed[]): number | null {
  for (const facet of mlFacets) {
    const { number } = facet.at('seed');
    if (number !== null) return number;
  }
  return null;
}

/** Facets in which training tools put parameters, metrics and the seed; the specification has none for these. */
function mlFacetsOf(facets: Placed): readonly Placed[] {
  const found: Placed[] = [];
  for (const name in facets.object) if (mlFacetNames.test(name)) found.push(facetAt(facets, name));
  return found;
}

/** The facet `throughline_run` of this project's exports. */
interface OwnRun {
  readonly id: string;
  readonly course: RunCourse;
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly actor: string | null;
  readonly parentRunId: string | null;
  readonly rootRunId: string | null;
}

function readOwnRun(facet: Placed, warnings: Warnings): OwnRun | null {
  if (facet.isAbsent) return null;
  const id = facet.at('id').text;
  const state = runStates.find((each): each is RunState => each === facet.at('state').value);
  if (id === null || !state) {
    ignored('throughline_run', facet, warnings);
    return null;
  }
  return {
    id,
    course: {
      state,
      startedAt: timeOrNull(facet.at('startedAt')),
      endedAt: timeOrNull(facet.at('endedAt')),
    },
    codeVersion: facet.at('codeVersion').text,
    environment: facet.at('environment').text,
    actor: facet.at('actor').text,
    parentRunId: facet.at('parentRunId').text,
    rootRunId: facet.at('rootRunId').text,
  };
}
