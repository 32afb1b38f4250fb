import type { ContractObject } from '../../gates/contract/contract';
import type { SignatureColumn } from '../../gates/contract/signature';
import type { TableFacts } from '../../gates/contract/tableFacts';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Snapshot } from '../../versioning/records';
import { readVersion } from '../core/joinedVersions';
import type { LiveTransaction } from '../core/liveTransaction';
import { recordsOfArtifacts } from '../core/versionPlaces';
import { metricValues, samplesOf } from '../releases/measuredSamples';

/** What is known of a version that is a model, an endpoint or a folder, and of the models that its table is held against. */
export type AssetFacts = Pick<TableFacts, 'metrics' | 'files' | 'signatures'>;

/** What the clauses of a contract ask of a version beside its rows and its profile. */
export async function assetFacts(
  live: LiveTransaction,
  snapshot: Snapshot,
  object: ContractObject | null,
): Promise<AssetFacts> {
  const rules = object?.clauses.map(({ rule }) => rule) ?? [];
  const models = rules.flatMap((rule) => (rule.kind === 'signature' ? rule.model : []));
  const signatures = new Map<string, readonly SignatureColumn[] | string>();
  for (const model of new Set(models)) signatures.set(model, await signatureOf(live, model));
  const asksMetrics = rules.some(({ kind }) => kind === 'metricWithin');
  return {
    metrics: asksMetrics
      ? metricValues(await samplesOf(live, (await readVersion(live, snapshot.id))?.version))
      : null,
    files: await filesOf(live, snapshot),
    signatures,
  };
}

async function filesOf(live: LiveTransaction, snapshot: Snapshot): Promise<readonly string[] | null> {
  if (snapshot.content !== 'directory' || snapshot.digest === null) return null;
  const manifest = await live.get('manifests', snapshot.digest);
  return manifest ? manifest.entries.map(({ path }) => path) : [];
}

/** The columns that an import says a model of that name takes; words where none does. */
async function signatureOf(
  live: LiveTransaction,
  model: string,
): Promise<readonly SignatureColumn[] | string> {
  const bindings = await live.where('bindings', 'name', model);
  const ids = [...new Set(bindings.map(({ artifactId }) => artifactId))];
  const claims = inOrderOfChange(await recordsOfArtifacts(live, 'claims', ids));
  const said = claims.findLast((claim) => claim.about === 'schema');
  if (said?.about !== 'schema' || said.body === null)
    return `no import says what ${model} takes; the command line reads its MLmodel`;
  return said.body.fields.map(({ name, type, isOptional }) => ({
    name,
    type: type ?? null,
    isRequired: isOptional !== true,
  }));
}
