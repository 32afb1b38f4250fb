import type { ListChange } from '../lib/listChange';
import type { Steps } from '../lib/steps';
import type { GraphEdge, GraphKind } from './graph';
import { edgeOf } from './graphParts';
import type { IncrementalNode, IncrementalNodes } from './incrementalNodes';
import type { Observation, RunId } from './records';

/** All that is said of one node leading to another; an edge where both are there. */
export interface IncrementalLink {
  readonly from: IncrementalNode;
  readonly to: IncrementalNode;
  /** In the order of the records. */
  observations: Observation[];
  /** As it was listed last. */
  edge: GraphEdge | null;
  /** Whether it has its place among the links that were listed last. */
  isPlaced: boolean;
}

/** The links of one graph in the order of its edges. */
export interface ListedLinks {
  readonly links: readonly IncrementalLink[];
  /** So many are the first ones of those that were listed before. */
  readonly stayed: number;
}

/** The links of one graph, brought up to date as observations come and go. Rules [L2] to [L6]. */
export class IncrementalLinks {
  private readonly kind: GraphKind;
  private readonly nodes: IncrementalNodes;
  private readonly byPair = new Map<number, IncrementalLink>();
  /** What is said of each run: what of it is drawn is for all of it to say. */
  private readonly ofRun = new Map<RunId, readonly Observation[]>();
  private listed: readonly IncrementalLink[] = [];
  /** With another set of observations than when they were listed. */
  private readonly touched = new Set<IncrementalLink>();
  /** Without a node at one end. */
  private readonly loose = new Set<IncrementalLink>();
  /** Whether all that was drawn since comes after what was there, in the order in which it was drawn. */
  private isInOrder = true;

  constructor(kind: GraphKind, nodes: IncrementalNodes) {
    this.kind = kind;
    this.nodes = nodes;
  }

  get isChanged(): boolean {
    return this.touched.size > 0;
  }

  /** Takes a change in, after which all of them are `observations`. */
  change(change: ListChange<Observation>, observations: readonly Observation[]): void {
    const { removed, added } = change;
    const start = observations.length - added.length;
    if (added.some((observation, at) => observation !== observations[start + at])) this.isInOrder = false;
    if (this.kind === 'definition') {
      this.erase(removed);
      for (const observation of added) this.draw(observation);
      return;
    }
    const { gone, come } = this.changeRuns(change);
    this.erase(gone);
    for (const observation of added) if (come.delete(observation)) this.draw(observation);
    // What was left out until now has its place among the others.
    if (come.size > 0) this.isInOrder = false;
    for (const observation of come) this.draw(observation);
  }

  /** In the order of the edges: each comes where its first observation does. */
  list(observations: readonly Observation[]): ListedLinks {
    const late: IncrementalLink[] = [];
    let { isInOrder } = this;
    for (const link of this.loose) {
      if (!isDrawn(link)) continue;
      late.push(link);
      isInOrder = false;
    }
    for (const link of this.touched) {
      if (!link.isPlaced && isDrawn(link) && !this.loose.has(link)) late.push(link);
      else if (!link.isPlaced) this.letLoose(link);
    }
    const staying = this.listed.filter((link) => link.isPlaced && isDrawn(link));
    for (const link of this.listed) if (link.isPlaced && !isDrawn(link)) this.letLoose(link);
    const links = isInOrder ? staying.concat(late) : inOrder(staying, late, this.touched, observations);
    for (const link of late) {
      link.isPlaced = true;
      this.loose.delete(link);
    }
    const stayed = countStayed(this.listed, links);
    this.listed = links;
    this.isInOrder = true;
    return { links, stayed };
  }

  /** The edges of what was listed, with stops: those that say what they said are the same objects. */
  *edges(): Steps<readonly GraphEdge[]> {
    const edges: GraphEdge[] = [];
    for (const link of this.listed) {
      edges.push(this.edgeOf(link));
      if (edges.length % edgesPerStep === 0) yield edges.length / this.listed.length;
    }
    this.touched.clear();
    return edges;
  }

  private edgeOf(link: IncrementalLink): GraphEdge {
    const { from, to, edge, observations } = link;
    if (edge && !this.touched.has(link)) {
      if (edge.from !== from.index || edge.to !== to.index)
        link.edge = { ...edge, from: from.index, to: to.index };
    } else {
      const made = edgeOf(from.index, to.index, observations);
      if (!edge || !isSameEdge(edge, made)) link.edge = made;
    }
    return link.edge!;
  }

  private letLoose(link: IncrementalLink): void {
    link.isPlaced = false;
    link.edge = null;
    if (link.observations.length > 0) this.loose.add(link);
  }

  private draw(observation: Observation): void {
    const { from, to } = this.nodes.endsOf(observation);
    const pair = from.ordinal * ordinalsBelow + to.ordinal;
    let link = this.byPair.get(pair);
    if (!link) {
      link = { from, to, observations: [], edge: null, isPlaced: false };
      this.byPair.set(pair, link);
    }
    link.observations.push(observation);
    this.touched.add(link);
    for (const node of [from, to]) this.nodes.addLinks(node, 1);
  }

  private erase(observations: readonly Observation[]): void {
    const gone = new Set(observations);
    const links = new Set<IncrementalLink>();
    for (const observation of observations) {
      const { from, to } = this.nodes.endsOf(observation);
      for (const node of [from, to]) this.nodes.addLinks(node, -1);
      links.add(this.byPair.get(from.ordinal * ordinalsBelow + to.ordinal)!);
    }
    for (const link of links) {
      const [first] = link.observations;
      link.observations = link.observations.filter((observation) => !gone.has(observation));
      this.touched.add(link);
      if (link.observations.length === 0) {
        this.byPair.delete(link.from.ordinal * ordinalsBelow + link.to.ordinal);
        this.loose.delete(link);
      } else if (first !== link.observations[0]) {
        link.isPlaced = false;
        this.isInOrder = false;
      }
    }
  }

  /** What is drawn of the version graph no more, and what is now. */
  private changeRuns({ removed, added }: ListChange<Observation>): {
    readonly gone: readonly Observation[];
    readonly come: Set<Observation>;
  } {
    const gone = new Set(removed.filter(isOfNoRun).filter(isOfVersions));
    const come = new Set(added.filter(isOfNoRun).filter(isOfVersions));
    const out = new Set(removed);
    const addedTo = new Map<RunId, Observation[]>();
    for (const { runId } of removed) if (runId !== null) addedTo.set(runId, []);
    for (const observation of added) {
      const { runId } = observation;
      if (runId === null) continue;
      const own = addedTo.get(runId);
      if (own) own.push(observation);
      else addedTo.set(runId, [observation]);
    }
    for (const [runId, own] of addedTo) {
      const before = this.ofRun.get(runId) ?? [];
      const after = out.size === 0 ? before.concat(own) : before.filter((each) => !out.has(each)).concat(own);
      if (after.length > 0) this.ofRun.set(runId, after);
      else this.ofRun.delete(runId);
      const [was, is] = [toldOf(before), toldOf(after)];
      for (const observation of was) if (!is.has(observation)) gone.add(observation);
      for (const observation of is) if (!was.has(observation)) come.add(observation);
    }
    return { gone: [...gone], come };
  }
}

/** Edges that are made between two stops: a millisecond's worth or two. */
const edgesPerStep = 1000;

/** More nodes than there ever are; a pair is one number below 2^53. */
const ordinalsBelow = 2 ** 26;

function isOfNoRun({ runId }: Observation): boolean {
  return runId === null;
}

function isOfVersions({ snapshotId }: Observation): boolean {
  return snapshotId !== null;
}

/** Of what is said of a run, what the version graph draws [L6]. */
function toldOf(observations: readonly Observation[]): ReadonlySet<Observation> {
  if (observations.every(isOfVersions)) return new Set(observations);
  return new Set(
    observations.filter(
      ({ snapshotId, role, artifactId }) =>
        snapshotId !== null ||
        !observations.some(
          (other) => other.snapshotId !== null && other.role === role && other.artifactId === artifactId,
        ),
    ),
  );
}

function isDrawn({ from, to, observations }: IncrementalLink): boolean {
  return from.node !== null && to.node !== null && observations.length > 0;
}

function inOrder(
  staying: readonly IncrementalLink[],
  late: readonly IncrementalLink[],
  touched: ReadonlySet<IncrementalLink>,
  observations: readonly Observation[],
): readonly IncrementalLink[] {
  const placeOf = new Map(observations.map((observation, place) => [observation, place]));
  const byPlace = (a: Observation, b: Observation): number => placeOf.get(a)! - placeOf.get(b)!;
  for (const link of [...touched, ...late]) link.observations.sort(byPlace);
  const byFirst = (a: IncrementalLink, b: IncrementalLink): number =>
    byPlace(a.observations[0]!, b.observations[0]!);
  return [...staying, ...late].sort(byFirst);
}

function countStayed(before: readonly IncrementalLink[], after: readonly IncrementalLink[]): number {
  let count = 0;
  while (count < before.length && before[count] === after[count]) count += 1;
  return count;
}

function isSameEdge(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.origins === b.origins &&
    a.firstSeen === b.firstSeen &&
    a.lastSeen === b.lastSeen &&
    a.observationIds.length === b.observationIds.length &&
    a.observationIds.every((id, at) => id === b.observationIds[at])
  );
}
