import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

import type { BaselineChoice } from '../../drift/baseline';
import { trainedOnForServing } from '../../operations/comparing/trainedOn';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { usePanels } from '../../state/panels';

interface BaselineButtonProps {
  readonly view: ArtifactView;
  readonly workspace: Workspace;
}

/** What an artifact's versions are compared with, and the way to choose another; nothing where none is a table. */
export function BaselineButton({ view, workspace }: BaselineButtonProps) {
  const chooseBaselineOf = usePanels((panels) => panels.chooseBaselineOf);
  if (!view.snapshots.some(({ reading }) => reading !== null)) return null;
  const words = choiceWords(workspace, view, view.baseline);
  return (
    <UnstyledButton
      aria-label={`Baseline: ${words}. Change it`}
      title="Change the baseline"
      aria-haspopup="dialog"
      onClick={() => chooseBaselineOf(view.artifact.id)}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4, fontSize: 'inherit' }}
    >
      Baseline: {words}
      <IconChevronDown size={14} aria-hidden />
    </UnstyledButton>
  );
}

/** A choice in a few words: `the last 5 versions` */
function choiceWords(workspace: Workspace, view: ArtifactView, choice: BaselineChoice): string {
  switch (choice.kind) {
    case 'default': {
      const latest = view.snapshots.at(-1);
      const training = latest && trainedOnForServing(workspace, latest);
      return training ? 'what its model was trained on' : 'the version before';
    }
    case 'parent':
      return 'the version before';
    case 'version': {
      const pinned = workspace.snapshots.get(choice.snapshotId);
      return pinned ? `v${pinned.snapshot.sequence}, pinned` : 'a version that is not there';
    }
    case 'alias':
      return `@${choice.name}`;
    case 'trainedOn':
      return `what ${workspace.artifacts.get(choice.modelId)?.name ?? 'a model'} was trained on`;
    case 'window':
      return `the last ${choice.count} versions`;
  }
}
