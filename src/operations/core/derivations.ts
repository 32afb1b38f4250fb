import type { Derivation } from '../../lineage/graph';
import type { Claim } from '../../lineage/records';
import type { ColumnSource, Reference } from '../../lineage/reference';
import type { ArtifactId } from '../../versioning/records';

/** What finds the artifact that a name means now. */
export type NamedArtifact = (name: Reference) => ArtifactId | undefined;

/**
 * The artifacts that came of others by no job that is told of, by the names in the claims: one for each pair, way and claim.
 * A name that no artifact has leads nowhere, until one has it.
 */
export function derivationsOf(claims: Iterable<Claim>, artifactNamed: NamedArtifact): readonly Derivation[] {
  const found: Derivation[] = [];
  for (const claim of claims) {
    if (claim.artifactId === null || claim.body === null) continue;
    const { artifactId: to, eventTime, runId } = claim;
    const origin = runId === null ? 'declared' : 'observed';
    const add = (name: Reference, way: Derivation['way'], columns: readonly ColumnSource[]): void => {
      const from = artifactNamed(name);
      if (from !== undefined && from !== to) found.push({ from, to, way, origin, eventTime, columns });
    };
    if (claim.about === 'lifecycle' && claim.body.previous) add(claim.body.previous, 'renamed', []);
    if (claim.about === 'derivation') {
      const { sources, columns } = claim.body;
      const named = new Map(
        [...sources, ...columns.map(({ from }) => from)].map((name) => [keyOf(name), name]),
      );
      for (const [key, name] of named) {
        add(
          name,
          'derived',
          columns.filter(({ from }) => keyOf(from) === key),
        );
      }
    }
  }
  return found;
}

function keyOf({ namespace, name }: Reference): string {
  return JSON.stringify([namespace, name]);
}
