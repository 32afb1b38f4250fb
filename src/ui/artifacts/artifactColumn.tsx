import type { ArtifactView } from '../../operations/core/workspace';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { WithKind } from '../shared/WithKind';

/** The first column of a board: the artifact that a row is of, linked to its tab about that. */
export function artifactColumn<R extends { readonly artifact: ArtifactView }>(
  tab: 'freshness' | 'licence',
): TableColumn<R> {
  return {
    id: 'artifact',
    title: 'Artifact',
    width: 'minmax(130px, 1fr)',
    cell: ({ artifact }) => (
      <WithKind kind={artifact.artifact.kind}>
        <RowLink
          to="/artifacts/$artifactId"
          params={{ artifactId: artifact.artifact.id }}
          search={{ tab }}
          text={artifact.name}
        />
      </WithKind>
    ),
  };
}
