import { Button, Group, Modal, NativeSelect, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { baselineFault, type BaselineChoice, longestWindow } from '../../drift/baseline';
import { baselineBy } from '../../operations/comparing/baselineOf';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { usePanels } from '../../state/panels';
import { useServices } from '../../state/services';
import { useWorkspace } from '../../state/useWorkspace';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { useEdit } from '../shared/useEdit';

/** Chooses what an artifact's versions are compared with. */
export function BaselineDialog() {
  const id = usePanels((panels) => panels.baselineOf);
  const close = usePanels((panels) => panels.chooseBaselineOf);
  const state = useWorkspace();
  const view = id !== null && state.status === 'ready' ? state.workspace.artifacts.get(id) : undefined;
  return (
    <Modal
      opened={view !== undefined}
      onClose={() => close(null)}
      title={view ? `Baseline of ${view.name}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {view && state.status === 'ready' && (
        <Choice key={id} view={view} workspace={state.workspace} onDone={() => close(null)} />
      )}
    </Modal>
  );
}

interface ChoiceProps {
  readonly view: ArtifactView;
  readonly workspace: Workspace;
  readonly onDone: () => void;
}

function Choice({ view, workspace, onDone }: ChoiceProps) {
  const services = useServices();
  const edit = useEdit();
  const options = optionsOf(view, workspace);
  const [draft, setDraft] = useState<Draft>(() => draftOf(view.baseline, options));
  const choice = choiceOf(draft);
  const fault = baselineFault(choice);
  const save = async (): Promise<void> => {
    const done = await edit(`Baseline of ${view.name} changed`, () =>
      services.setBaseline(view.artifact.id, choice),
    );
    if (done) onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) void save();
      }}
    >
      <Stack gap="sm">
        <Radio.Group
          label="Each version is compared with"
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        >
          <Stack gap={10} mt="xs">
            <Radio
              value="default"
              label="The default"
              description="Data served to a model: what the model was trained on. All else: the version before."
            />
            <Radio value="parent" label="The version before" />
            <Radio value="version" label="One version" />
            <Radio value="alias" label="What an alias points to" disabled={options.aliases.length === 0} />
            <Radio
              value="trainedOn"
              label="What a model was trained on"
              disabled={options.models.length === 0}
            />
            <Radio value="window" label="A window of the last versions" />
          </Stack>
        </Radio.Group>
        <Detail draft={draft} options={options} fault={fault} onChange={setDraft} />
        <Preview view={view} workspace={workspace} choice={choice} isChoice={fault === null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={fault !== null}>
            Set baseline
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Options {
  readonly versions: readonly Option[];
  readonly aliases: readonly Option[];
  readonly models: readonly Option[];
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What is chosen of each kind, so that nothing is lost while a person looks at another. */
interface Draft {
  readonly kind: BaselineChoice['kind'];
  readonly version: string;
  readonly alias: string;
  readonly model: string;
  readonly count: number | string;
}

function optionsOf(view: ArtifactView, workspace: Workspace): Options {
  return {
    versions: view.snapshots
      .filter(({ reading }) => reading !== null)
      .map(({ snapshot }) => ({ value: snapshot.id, label: `v${snapshot.sequence}` }))
      .toReversed(),
    aliases: view.aliases
      .filter(({ snapshotId }) => snapshotId !== null)
      .map(({ name }) => ({ value: name, label: `@${name}` })),
    models: [...workspace.artifacts.values()]
      .filter(({ artifact }) => artifact.kind === 'model')
      .map(({ artifact, name }) => ({ value: artifact.id, label: name })),
  };
}

function draftOf(choice: BaselineChoice, { versions, aliases, models }: Options): Draft {
  return {
    kind: choice.kind,
    version: choice.kind === 'version' ? choice.snapshotId : (versions[0]?.value ?? ''),
    alias: choice.kind === 'alias' ? choice.name : (aliases[0]?.value ?? ''),
    model: choice.kind === 'trainedOn' ? choice.modelId : (models[0]?.value ?? ''),
    count: choice.kind === 'window' ? choice.count : 5,
  };
}

function choiceOf({ kind, version, alias, model, count }: Draft): BaselineChoice {
  switch (kind) {
    case 'version':
      return { kind, snapshotId: version as SnapshotId };
    case 'alias':
      return { kind, name: alias };
    case 'trainedOn':
      return { kind, modelId: model as ArtifactId };
    case 'window':
      return { kind, count: Number(count) };
    default:
      return { kind };
  }
}

interface DetailProps {
  readonly draft: Draft;
  readonly options: Options;
  readonly fault: string | null;
  readonly onChange: (draft: Draft) => void;
}

/** Which version, alias or model, or how many versions. */
function Detail({ draft, options, fault, onChange }: DetailProps) {
  const select = (label: string, member: 'version' | 'alias' | 'model', data: readonly Option[]) => (
    <NativeSelect
      label={label}
      value={draft[member]}
      data={[...data]}
      onChange={(event) => onChange({ ...draft, [member]: event.currentTarget.value })}
    />
  );
  switch (draft.kind) {
    case 'version':
      return select('Version', 'version', options.versions);
    case 'alias':
      return select('Alias', 'alias', options.aliases);
    case 'trainedOn':
      return select('Model', 'model', options.models);
    case 'window':
      return (
        <NumberInput
          label="Versions in the window"
          description="Versions that are marked as part of an incident do not count."
          value={draft.count}
          min={2}
          max={longestWindow}
          allowDecimal={false}
          error={fault}
          onChange={(count) => onChange({ ...draft, count })}
        />
      );
    default:
      return null;
  }
}

interface PreviewProps {
  readonly view: ArtifactView;
  readonly workspace: Workspace;
  readonly choice: BaselineChoice;
  readonly isChoice: boolean;
}

/** What the choice makes of the latest version. */
function Preview({ view, workspace, choice, isChoice }: PreviewProps) {
  const latest = view.snapshots.findLast(({ reading }) => reading !== null);
  if (!latest || !isChoice) return null;
  const { versions, words } = baselineBy(workspace, view, latest, choice);
  const { sequence } = latest.snapshot;
  return (
    <Text size="sm" c="dimmed" role="status">
      {versions.length > 0 ? `v${sequence} is compared ${words}.` : `v${sequence} is not compared: ${words}.`}
    </Text>
  );
}
