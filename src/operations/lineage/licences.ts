import { worstVerdict } from '../../gates/contract/verdict';
import {
  judgeLicences,
  licencePolicies,
  type LicencePolicy,
  type LicensedInput,
  type LicenceJudgement,
} from '../../gates/licence/judgeLicences';
import { lastClaim } from '../../lineage/claims';
import { flowTags } from '../../lineage/tagFlow';
import { wayOf, type Certainty, type TagArrival, type TagSeed } from '../../lineage/tags';
import { traverse } from '../../lineage/traverse';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId, FoundLicence } from '../../versioning/records';
import type { Attributed } from '../../gates/licence/attribution';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';

/** A licence that holds for an artifact because of what it was made from. */
export interface LicenceArrival {
  /** An SPDX expression; null where a source's licence is not known. */
  readonly expression: string | null;
  readonly from: ArtifactView;
  /** The names of the artifacts on the way, from the source to the artifact itself. */
  readonly way: readonly string[];
  readonly certainty: Certainty;
}

/** The licences of an artifact. */
export interface ArtifactLicence {
  /** What is said of it itself; null where nobody says any that is known. */
  readonly own: string | null;
  /** Of each expression that holds for it the nearest way, its own first. */
  readonly arrivals: readonly LicenceArrival[];
}

const unknownTag = '';
const kept = new WeakMap<Workspace, ReadonlyMap<ArtifactId, ArtifactLicence>>();

/** The licence of an artifact by itself, and who says so. */
export interface OwnLicence {
  /** An SPDX expression; null where what is said is none that is known. */
  readonly expression: string | null;
  readonly saidBy: 'person' | 'file' | 'import';
  /** The files that tell it; none where no file does. */
  readonly found: readonly FoundLicence[];
  /** As an import writes it; null where none does. */
  readonly said: string | null;
}

/** The licence of an artifact: what people set last, else what files of its latest version that has some tell, else what an import says; null where nobody says any. */
export function licenceOf({ snapshots, claims }: ArtifactView): OwnLicence | null {
  const isSet = ({ licence, foundLicences }: SnapshotView): boolean =>
    licence !== null && foundLicences.length === 0;
  const version = snapshots.findLast(isSet) ?? snapshots.findLast(({ licence }) => licence !== null);
  if (version) {
    const found = version.foundLicences;
    const saidBy = found.length === 0 ? 'person' : 'file';
    return { expression: version.licence, saidBy, found, said: null };
  }
  const claim = lastClaim(claims, 'licence');
  return claim && { expression: claim.expression, saidBy: 'import', found: [], said: claim.said };
}

/** The expression alone; null where it is not known. */
export function ownLicence(artifact: ArtifactView): string | null {
  return licenceOf(artifact)?.expression ?? null;
}

/** What the licences of a workspace are held against: what people chose last, else whether they can stand in one work. */
export function policiesOf({ decisions }: Workspace): readonly LicencePolicy[] {
  const chosen = inOrderOfChange(decisions).findLast(({ says }) => says === 'policies')?.policies ?? [];
  const known = licencePolicies.filter((policy) => chosen.includes(policy));
  return known.length === 0 ? ['compatible'] : known;
}

/** What policies say of an artifact and everything that it was made from; what nobody knows is unknown. */
export function judgedLicence(
  licence: ArtifactLicence,
  policies: readonly LicencePolicy[],
): LicenceJudgement & { readonly inputs: readonly LicensedInput[] } {
  const inputs = licensedInputs(licence);
  const isDerived = licence.arrivals.some(({ way }) => way.length > 1);
  const judgement = judgeLicences(inputs, policies, isDerived);
  const isUnknown = inputs.length === 0 || inputs.some(({ expression }) => expression === null);
  const verdict = worstVerdict([judgement.verdict, ...(isUnknown ? (['unknown'] as const) : [])]);
  return { ...judgement, verdict, inputs };
}

/** The licences of every artifact of a workspace: its own, and those of everything that it was made from [N8]. */
export function workspaceLicences(workspace: Workspace): ReadonlyMap<ArtifactId, ArtifactLicence> {
  const known = kept.get(workspace);
  if (known) return known;
  const graph = workspace.graph('definition');
  const seeds = graph.nodes.flatMap((node, index): readonly TagSeed[] => {
    const artifact = node.type === 'artifact' ? workspace.artifacts.get(node.artifactId) : undefined;
    if (!artifact) return [];
    const own = ownLicence(artifact);
    // What is made of others and says nothing has what they say; a source that says nothing is not known.
    if (own === null && graph.incoming[index]!.length > 0) return [];
    return [{ node: index, column: null, tag: own ?? unknownTag, certainty: 'certain' }];
  });
  const observations = new Map(workspace.observations.map((each) => [each.id, each]));
  const records = { observationOf: (id: string) => observations.get(id), derivations: workspace.derivations };
  const flow = flowTags(graph, records, seeds);
  const found = new Map<ArtifactId, ArtifactLicence>();
  for (const artifact of workspace.artifacts.values()) {
    const node = graph.indexOf.get(`artifact:${artifact.artifact.id}`);
    const own = ownLicence(artifact);
    const here = node === undefined ? [] : (flow.at.get(node) ?? []);
    const arrivals = here.map((arrival) => arrivalOf(workspace, arrival));
    // An artifact that no link names is its own source.
    const alone = { expression: own, from: artifact, way: [artifact.name], certainty: 'certain' } as const;
    found.set(artifact.artifact.id, { own, arrivals: node === undefined ? [alone] : arrivals });
  }
  kept.set(workspace, found);
  return found;
}

function arrivalOf(workspace: Workspace, arrival: TagArrival): LicenceArrival {
  const graph = workspace.graph('definition');
  const artifacts = wayOf(arrival).flatMap(({ node }) => {
    const at = graph.nodes[node]!;
    return at.type === 'artifact' ? (workspace.artifacts.get(at.artifactId) ?? []) : [];
  });
  return {
    expression: arrival.tag === unknownTag ? null : arrival.tag,
    from: artifacts[0]!,
    way: artifacts.map(({ name }) => name),
    certainty: arrival.certainty,
  };
}

/** The licences of an artifact as inputs of a judgement; each is named by its way. */
export function licensedInputs({ arrivals }: ArtifactLicence): readonly LicensedInput[] {
  return arrivals.map(({ expression, way, certainty }) => ({
    name: `${way.join(' → ')}${certainty === 'possible' ? ' (possibly)' : ''}`,
    expression,
  }));
}

/** Everything upstream of an artifact, itself first, with what has to be attributed; in order of distance, then of names. */
export function attributedBehind(workspace: Workspace, artifactId: ArtifactId): readonly Attributed[] {
  const graph = workspace.graph('definition');
  const start = graph.indexOf.get(`artifact:${artifactId}`);
  const self = workspace.artifacts.get(artifactId);
  if (start === undefined) return self ? [attributed(self)] : [];
  const { nodes, hops } = traverse(graph, start, 'upstream');
  const views = [...nodes].flatMap((index) => {
    const node = graph.nodes[index]!;
    const view = node.type === 'artifact' ? workspace.artifacts.get(node.artifactId) : undefined;
    return view ? [{ view, hops: hops[index]! }] : [];
  });
  return views
    .toSorted((a, b) => a.hops - b.hops || (a.view.name < b.view.name ? -1 : 1))
    .map(({ view }) => attributed(view));
}

function attributed(view: ArtifactView): Attributed {
  const owner = view.snapshots.findLast((each) => each.owner !== null)?.owner;
  const latest = view.snapshots.at(-1)?.snapshot;
  return {
    name: view.name,
    expression: ownLicence(view),
    notes: [...(owner ? [`By ${owner}`] : []), ...(latest?.digest ? [`SHA-256 ${latest.digest}`] : [])],
  };
}
