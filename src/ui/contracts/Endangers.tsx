import { endangeredArtifacts } from '../../operations/lineage/endangered';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import { TextLink } from '../shared/TextLink';
import classes from './Contracts.module.css';

interface EndangersProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
}

/** What lies downstream of a gate that does not pass, with the way to see it lit on the graph. */
export function Endangers({ workspace, view }: EndangersProps) {
  const endangered = endangeredArtifacts(workspace, [view.artifact.id]);
  if (endangered.length === 0) return null;
  const endpoints = endangered.filter(({ artifact }) => artifact.kind === 'endpoint');
  const node = `artifact:${view.artifact.id}` as const;
  return (
    <p className={classes.lead} data-testid="endangers">
      Endangers {formatCounted(endangered.length, 'artifact')} downstream
      {endpoints.length > 0 && <>, {formatCounted(endpoints.length, 'endpoint')} among them</>}.{' '}
      <TextLink
        to="/lineage"
        search={{ graph: 'definition', focus: node, up: 0, down: 'all', select: node }}
        inherit
      >
        Show them on the graph
      </TextLink>
    </p>
  );
}
