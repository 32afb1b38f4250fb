import { Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import type { Thing } from '../../operations/identities/thing';
import { type IdentityAct, useIdentityDialog } from '../../state/identityDialog';
import { useWorkspace } from '../../state/useWorkspace';
import { DeleteForm, MergeForm, RenameForm, SplitForm } from './IdentityForms';
import { namedThing, namedThings } from './thingWords';

const titles: Readonly<Record<IdentityAct, string>> = {
  rename: 'Rename',
  merge: 'Merge',
  split: 'Split',
  delete: 'Delete',
};

const forms = { rename: RenameForm, merge: MergeForm, split: SplitForm, delete: DeleteForm };

/** Asks what is to become of an artifact or a job. */
export default function IdentityDialog() {
  const { asked, close } = useIdentityDialog();
  const state = useWorkspace();
  if (!asked || state.status !== 'ready') return null;
  const { act, thing } = asked;
  const named = thing && namedThing(state.workspace, thing);
  return (
    <Modal
      opened
      onClose={close}
      title={named ? `${titles[act]} ${named.name}` : `${titles[act]} an artifact or a job`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Asked act={act} first={thing} workspace={state.workspace} onClose={close} />
    </Modal>
  );
}

interface AskedProps {
  readonly act: IdentityAct;
  readonly first: Thing | null;
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

/** Which one, where the place that asks does not say, and the form for it. */
function Asked({ act, first, workspace, onClose }: AskedProps) {
  const [chosen, setChosen] = useState(first);
  const named = chosen && namedThing(workspace, chosen);
  const Form = forms[act];
  const all = first ? [] : namedThings(workspace);
  return (
    <Stack gap="md">
      {!first && (
        <Select
          label="Artifact or job"
          placeholder="Type a part of its name"
          searchable
          data-autofocus
          limit={40}
          nothingFoundMessage="No artifact or job has such a name."
          value={chosen?.id ?? null}
          data={all.map(({ thing, label }) => ({ value: thing.id, label }))}
          onChange={(id) => setChosen(all.find(({ thing }) => thing.id === id)?.thing ?? null)}
        />
      )}
      {named && <Form key={named.thing.id} named={named} workspace={workspace} onClose={onClose} />}
    </Stack>
  );
}
