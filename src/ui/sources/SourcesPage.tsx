import { Button, Text } from '@mantine/core';

import { importSources, type ImportSource } from '../../operations/audit/importSources';
import type { AuditLog } from '../../operations/audit/auditLog';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useAuditLog } from '../audit/useAuditLog';
import { useFileIntake } from '../drop/fileIntake';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FailureNotice } from '../shared/FailureNotice';
import { formatCounted } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { RelativeTime } from '../shared/RelativeTime';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useEdit } from '../shared/useEdit';
import { WithWorkspace } from '../shared/WithWorkspace';
import { broughtWords, formatWords } from './sourceWords';
import { FollowedEvents } from './FollowedEvents';
import { Vanished } from './Vanished';
import classes from './Sources.module.css';

/** What was dropped that holds lineage: what each source brought, what is to be known of it, and what vanished from it. */
export function SourcesPage() {
  return <WithWorkspace>{(workspace) => <LoadedSources workspace={workspace} />}</WithWorkspace>;
}

function LoadedSources({ workspace }: { readonly workspace: Workspace }) {
  const state = useAuditLog(workspace.auditSequence);
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'failed':
      return <FailureNotice title="The sources could not be read" failure={state.failure} />;
    case 'ready':
      return <SourceList workspace={workspace} log={state.log} />;
  }
}

function SourceList({ workspace, log }: { readonly workspace: Workspace; readonly log: AuditLog }) {
  const { chooseFolder } = useFileIntake();
  const sources = importSources(log);
  const inView = sources.filter(({ isTakenBack }) => !isTakenBack);
  return (
    <ListPage
      title="Sources"
      count={sources.length === 0 ? '' : formatCounted(inView.length, 'source')}
      bar={
        inView.length > 0 && (
          <ButtonLink to="/lineage" variant="default">
            Open lineage
          </ButtonLink>
        )
      }
    >
      <FollowedEvents />
      {sources.length === 0 ? (
        <EmptyState
          title="No lineage was imported yet"
          hint="Drop the folder that you work in: pipelines of DVC, dbt artifacts, MLflow stores, Git history and OpenLineage events are read from it."
          actions={<Button onClick={chooseFolder}>Choose a folder</Button>}
        />
      ) : (
        <div className={classes.sources}>
          <Text size="sm" c="dimmed" maw={680}>
            Drop a source again to bring it up to date. What it no longer tells of stays in the graph and is
            marked.
          </Text>
          {sources.map((source) => (
            <Source key={source.name} source={source} workspace={workspace} />
          ))}
        </div>
      )}
    </ListPage>
  );
}

function Source({ source, workspace }: { readonly source: ImportSource; readonly workspace: Workspace }) {
  const { name, isTakenBack, formats, counts, importCount, firstAt, lastAt } = source;
  const services = useServices();
  const edit = useEdit();
  return (
    <section aria-label={name} className={classes.source}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        {isTakenBack ? (
          <Text size="sm" c="dimmed">
            taken back
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Take ${name} back`}
            onClick={() => void edit(`Took ${name} back`, () => services.takeBackSource(name))}
          >
            Take back
          </Button>
        )}
      </div>
      <Text size="sm">
        {formatWords(formats)}
        {' · '}
        {broughtWords(counts)}
      </Text>
      <Text size="sm" c="dimmed">
        {importCount === 1 ? (
          <>
            imported <RelativeTime at={lastAt} />
          </>
        ) : (
          <>
            {formatCounted(importCount, 'import')}, first <RelativeTime at={firstAt} />, last{' '}
            <RelativeTime at={lastAt} />
          </>
        )}
      </Text>
      {!isTakenBack && <Vanished vanished={source.vanished} workspace={workspace} />}
      <Notes source={source} />
    </section>
  );
}

function Notes({ source: { notedFiles, moreNoted } }: { readonly source: ImportSource }) {
  if (notedFiles.length === 0) return null;
  const count = notedFiles.reduce((sum, { notes }) => sum + notes.length, 0);
  const refused = notedFiles.filter(({ isRefused }) => isRefused).length;
  return (
    <details className={classes.notes}>
      <summary>
        {formatCounted(count, 'warning')}
        {refused > 0 && `, ${formatCounted(refused, 'file')} left out`}
      </summary>
      <ul className={classes.list}>
        {notedFiles.map(({ path, notes, isRefused }) => (
          <li key={path}>
            <span className={classes.path}>{path}</span>
            {isRefused && <strong> left out</strong>}
            <ul className={classes.list}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </li>
        ))}
        {moreNoted > 0 && <li>{formatCounted(moreNoted, 'more file')} with warnings</li>}
      </ul>
    </details>
  );
}
