import { useParams, useSearch } from '@tanstack/react-router';

import { fileNamespace } from '../../operations/taking/snapshotUnit';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import type { ArtifactId } from '../../versioning/records';
import { OpenDriftCount } from '../drift/OpenDriftCount';
import { BaselineButton } from '../drift/BaselineButton';
import { AbsentPage } from '../shared/AbsentPage';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { formatCounted } from '../shared/format';
import { KindChoice } from '../shared/KindChoice';
import { MiddleCut } from '../shared/MiddleCut';
import { Page } from '../shared/Page';
import { RelativeTime } from '../shared/RelativeTime';
import { WithKind } from '../shared/WithKind';
import { Told } from '../told/Told';
import { WithWorkspace } from '../shared/WithWorkspace';
import { ArtifactActions } from './ArtifactActions';
import classes from './ArtifactPage.module.css';
import { VersionDetails } from './VersionDetails';
import { VersionTimeline } from './VersionTimeline';

export function ArtifactPage() {
  const { artifactId } = useParams({ from: '/artifacts/$artifactId' });
  return (
    <WithWorkspace>
      {(workspace) => {
        const view = workspace.artifacts.get(artifactId as ArtifactId);
        return view ? <Artifact view={view} workspace={workspace} /> : <NoArtifact />;
      }}
    </WithWorkspace>
  );
}

interface ArtifactProps {
  readonly view: ArtifactView;
  readonly workspace: Workspace;
}

function Artifact({ view, workspace }: ArtifactProps) {
  const search = useSearch({ from: '/artifacts/$artifactId' });
  const chosen =
    view.snapshots.find(({ snapshot }) => snapshot.sequence === search.version) ?? view.snapshots.at(-1);
  return (
    <Page
      title={chosen && search.version !== undefined ? `${view.name} v${chosen.snapshot.sequence}` : view.name}
      heading={
        <WithKind kind={view.artifact.kind} size={22} isDecorative>
          <MiddleCut text={view.name} />
        </WithKind>
      }
      actions={<ArtifactActions view={view} chosen={chosen ?? null} />}
    >
      <div className={classes.subtitle}>
        <KindChoice view={view} />
        <BaselineButton view={view} workspace={workspace} />
        <OpenDriftCount workspace={workspace} artifact={view} />
        {view.namespace !== '' && view.namespace !== fileNamespace && <span>in {view.namespace}</span>}
        <span>{formatCounted(view.snapshots.length, 'version')}</span>
        {view.names.length > 1 && <span>once named {view.names[0]?.name}</span>}
        <span>
          since <RelativeTime at={view.artifact.createdAt} />
        </span>
      </div>
      {chosen ? (
        <div className={classes.columns}>
          <div className={classes.timeline}>
            <VersionTimeline view={view} chosen={chosen} search={search} workspace={workspace} />
          </div>
          <VersionDetails view={view} version={chosen} search={search} workspace={workspace} />
        </div>
      ) : (
        <EmptyState
          title="No version yet"
          hint={`Lineage names ${view.name}, and no bytes of it were dropped. Drop the file to see its schema, profile and drift.`}
        />
      )}
      <Told
        key={chosen?.snapshot.id ?? view.artifact.id}
        subject={{ type: 'artifact', artifact: view, snapshotId: chosen?.snapshot.id ?? null }}
        workspace={workspace}
      />
    </Page>
  );
}

function NoArtifact() {
  return (
    <AbsentPage noun="artifact">
      <ButtonLink to="/artifacts">Show all artifacts</ButtonLink>
    </AbsentPage>
  );
}
