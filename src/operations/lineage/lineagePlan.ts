import type { DatasetFact, JobFact, LineageStatement } from '../../lineage/facts';
import type { Reference } from '../../lineage/records';
import type { ArtifactKind } from '../../versioning/records';
import { PairMap } from '../core/pairMap';

/** A statement under the digest of its record's canonical form. */
export interface DigestedStatement {
  readonly digest: string;
  /** The canonical form of all of the record. */
  readonly text: string;
  readonly statement: LineageStatement;
  readonly place: string;
  /** The file that it stands in, as people see it. */
  readonly path: string;
  /** The file's format. */
  readonly format: string;
}

/** What an import's statements name, before any of it is looked up. */
export interface LineagePlan {
  readonly statements: readonly DigestedStatement[];
  /** Each thing once, with all the names that the import gives it. */
  readonly datasets: readonly PlannedDataset[];
  readonly jobs: readonly PlannedJob[];
}

/** One thing under all its names: those of one import are an equivalence, whichever names which. */
export interface PlannedDataset {
  /** Ascending by namespace and name. At least one is used directly. */
  readonly names: readonly PlannedName[];
  readonly kind: ArtifactKind | null;
}

/** A name that an import gives a dataset. */
export interface PlannedName extends Reference {
  /** Whether a statement speaks of the thing by this name, and not only as a further one. */
  readonly isDirect: boolean;
}

/** A job of an import, with the first description that is told of it. */
export interface PlannedJob extends Reference {
  description: string | null;
  /** Each once, in their order. */
  otherNames: readonly Reference[];
}

/** Each statement once, and what all of them name. */
export function planLineage(statements: readonly DigestedStatement[]): LineagePlan {
  const distinct = new Map<string, DigestedStatement>();
  for (const each of statements) if (!distinct.has(each.digest)) distinct.set(each.digest, each);
  const digested = [...distinct.values()];
  const names = new NameClasses();
  const jobs = new PairMap<PlannedJob>();
  for (const { statement } of digested) {
    for (const job of statement.jobs) addJob(jobs, job);
    for (const dataset of statement.datasets) names.add(dataset);
  }
  return { statements: digested, datasets: names.list(), jobs: jobs.values() };
}

function addJob(jobs: PairMap<PlannedJob>, { namespace, name, description, otherNames = [] }: JobFact): void {
  const known = jobs.get(namespace, name);
  if (!known) jobs.set(namespace, name, { namespace, name, description, otherNames });
  else {
    known.description ??= description;
    if (otherNames.length > 0) known.otherNames = distinctNames([...known.otherNames, ...otherNames]);
  }
}

function distinctNames(names: readonly Reference[]): readonly Reference[] {
  const distinct = new Map(names.map((each) => [JSON.stringify([each.namespace, each.name]), each]));
  return [...distinct.values()].sort(compareNames);
}

interface NameNode extends Reference {
  isDirect: boolean;
  kind: ArtifactKind | null;
  parent: NameNode | null;
}

/** Names that mean one thing, joined as statements tell of it. */
class NameClasses {
  private readonly nodes = new PairMap<NameNode>();

  add({ namespace, name, kind, otherNames }: DatasetFact): void {
    const node = this.node(namespace, name);
    node.isDirect = true;
    if (kind !== null) node.kind = moreTelling(node.kind, kind);
    for (const other of otherNames) join(node, this.node(other.namespace, other.name));
  }

  list(): PlannedDataset[] {
    const classes = new Map<NameNode, NameNode[]>();
    for (const node of this.nodes.values()) {
      const root = rootOf(node);
      const members = classes.get(root);
      if (members) members.push(node);
      else classes.set(root, [node]);
    }
    return [...classes.values()].map((members) => ({
      names: members.length === 1 ? members : members.sort(compareNames),
      kind: members.reduce<ArtifactKind | null>(
        (kind, each) => (each.kind === null ? kind : moreTelling(kind, each.kind)),
        null,
      ),
    }));
  }

  private node(namespace: string, name: string): NameNode {
    const known = this.nodes.get(namespace, name);
    if (known) return known;
    const node: NameNode = { namespace, name, isDirect: false, kind: null, parent: null };
    this.nodes.set(namespace, name, node);
    return node;
  }
}

/** `dataset` is what everything is that nothing else is said of. */
export function moreTelling(known: ArtifactKind | null, said: ArtifactKind): ArtifactKind {
  return known === null || known === 'dataset' ? said : known;
}

function rootOf(node: NameNode): NameNode {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

function join(a: NameNode, b: NameNode): void {
  const [rootA, rootB] = [rootOf(a), rootOf(b)];
  if (rootA !== rootB) rootB.parent = rootA;
}

/** By namespace, then name. */
export function compareNames(a: Reference, b: Reference): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
