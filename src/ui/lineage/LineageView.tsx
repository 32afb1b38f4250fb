import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { EmptyState } from '../shared/EmptyState';
import { showFailure } from '../shared/useEdit';
import { usePageTitle } from '../shared/usePageTitle';
import { WithWorkspace } from '../shared/WithWorkspace';
import { LineageExplorer } from './LineageExplorer';
import type { HistoryStep, LineageSearch } from './lineageSearch';
import classes from './LineageView.module.css';

export type { HistoryStep } from './lineageSearch';

interface LineageViewProps {
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch, step: HistoryStep) => void;
}

/** Where things come from and what comes of them: the graph of the workspace, with the inspector beside it. */
export function LineageView({ search, onSearchChange }: LineageViewProps) {
  usePageTitle('Lineage');
  return (
    <div className={classes.view}>
      <VisuallyHidden component="h1">Lineage</VisuallyHidden>
      <WithWorkspace>
        {(workspace) =>
          isEmpty(workspace) ? (
            <Nothing />
          ) : (
            <LineageExplorer workspace={workspace} search={search} onSearchChange={onSearchChange} />
          )
        }
      </WithWorkspace>
    </div>
  );
}

function isEmpty(workspace: Workspace): boolean {
  return workspace.artifacts.size === 0 && workspace.jobs.size === 0;
}

function Nothing() {
  const services = useServices();
  const [isLoading, setLoading] = useState(false);
  const load = async () => {
    setLoading(true);
    const result = await services.loadSample();
    setLoading(false);
    if (!result.ok) showFailure(result.error);
  };
  return (
    <div className={classes.centre}>
      <EmptyState
        title="Nothing to trace yet"
        hint="Drop files anywhere on this page: each becomes an artifact with versions. Record a run or import lineage, and the links between them appear here."
        actions={
          <Button loading={isLoading} onClick={() => void load()}>
            Open the sample project
          </Button>
        }
      />
    </div>
  );
}
