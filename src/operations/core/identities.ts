import type { Decision } from '../../lineage/records';
import { compareChanges } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';

/** Which artifacts, or which jobs, are one thing. */
export interface Identities<I = ArtifactId> {
  /** The one that stands for all that are one with it: of artifacts the oldest, of jobs the least by name. One on its own is its own. */
  readonly rootOf: (id: I) => I;
  /** Every one that is one with it, itself included. */
  readonly membersOf: (id: I) => readonly I[];
  /** Whether any two are one. */
  readonly hasAny: boolean;
}

/** What is an artifact's of a decision, or a job's. */
interface Said<I> {
  readonly says: Decision['says'];
  readonly id: I;
  readonly other: I | null;
  readonly change: number;
}

/** Which artifacts in view are one: by bindings in view, and by what people decided ([L40], [L54], [L55]). */
export function identitiesOf(
  artifacts: readonly Artifact[],
  bindings: readonly Binding[],
  decisions: readonly Decision[],
): Identities {
  const told = bindings.flatMap(({ artifactId, same }) => (same === undefined ? [] : [[artifactId, same]]));
  const said = decisions.flatMap(({ says, artifactId: id, otherArtifactId: other, change = 0 }) =>
    id === null ? [] : { says, id, other, change },
  );
  return classesOf(artifacts, told, said, compareAge);
}

/** Classes of things: by groups that sources tell are one, and by what people decided. The least of a class stands for it. */
export function classesOf<I extends string, T extends { readonly id: I }>(
  things: readonly T[],
  told: readonly (readonly I[])[],
  said: readonly Said<I>[],
  compare: (a: T, b: T) => number,
): Identities<I> {
  const classOf = new Map<I, I[]>();
  const apartSince = new Map<I, number>();
  const since = (id: I): number => apartSince.get(id) ?? -1;
  for (const { says, id, change } of said)
    if (says === 'apart') apartSince.set(id, Math.max(change, since(id)));
  const pairs = [
    ...told.flatMap((group) => {
      const together = group.filter((id) => !apartSince.has(id));
      return together.slice(1).map((id) => [together[0]!, id] as const);
    }),
    // Of one change, what it sets apart is one with what it says so of.
    ...said.flatMap(({ says, id, other, change }) =>
      says === 'same' && other !== null && change >= since(id) && change >= since(other)
        ? [[id, other] as const]
        : [],
    ),
  ];
  const byId = pairs.length === 0 ? null : new Map(things.map((thing) => [thing.id, thing]));
  for (const [one, other] of pairs) {
    if (!byId?.has(one) || !byId.has(other)) continue;
    const [first, second] = [classOf.get(one) ?? [one], classOf.get(other) ?? [other]];
    if (first === second) continue;
    const joined = [...first, ...second.filter((id) => !first.includes(id))];
    for (const id of joined) classOf.set(id, joined);
  }
  for (const members of new Set(classOf.values())) {
    members.sort((a, b) => compare(byId!.get(a)!, byId!.get(b)!));
  }
  return {
    rootOf: (id) => classOf.get(id)?.[0] ?? id,
    membersOf: (id) => classOf.get(id) ?? [id],
    hasAny: classOf.size > 0,
  };
}

/** Whether a binding is a name of its artifact: one that says that two are one is none while they are two. */
export function isName({ artifactId, same }: Binding, { rootOf }: Pick<Identities, 'rootOf'>): boolean {
  return same === undefined || rootOf(same) === rootOf(artifactId);
}

/** The older first. */
export function compareAge(
  a: { readonly id: string; readonly createdAt: string },
  b: { readonly id: string; readonly createdAt: string },
): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The order in which the last binding of an artifact is the name that it is shown by: further names first, then by change. */
export function byShownName(a: Binding, b: Binding): number {
  if (a.isOtherName !== b.isOtherName) return a.isOtherName ? -1 : 1;
  return compareChanges(a, b);
}
