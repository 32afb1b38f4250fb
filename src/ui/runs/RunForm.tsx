import { Autocomplete, Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type SubmitEvent } from 'react';

import { runStates } from '../../lineage/records';
import type { Workspace } from '../../operations/core/workspace';
import { usePreferences } from '../../state/preferences';
import { useServices } from '../../state/services';
import { ButtonLink } from '../shared/ButtonLink';
import { useEdit } from '../shared/useEdit';
import classes from './NewRunPage.module.css';
import { CodeVersionInput } from './CodeVersionInput';
import {
  draftFromForm,
  emptyRunForm,
  type PickedVersion,
  type RunFormErrors,
  type RunFormValues,
} from './runForm';
import { runStateNames } from './runWords';
import { VersionPicker } from './VersionPicker';

interface RunFormProps {
  readonly workspace: Workspace;
  readonly inputs: readonly PickedVersion[];
  readonly outputs: readonly PickedVersion[];
}

export function RunForm({ workspace, inputs, outputs }: RunFormProps) {
  const { form, values, errors, set, text, submit, isSaving } = useRunForm(inputs, outputs);
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <Autocomplete
        label="Job"
        description="The recurring process that this was a run of"
        placeholder="train_demand"
        withAsterisk
        data={jobNames(workspace)}
        value={values.jobName}
        onChange={(jobName) => set({ jobName })}
        error={errors.jobName}
        aria-required
      />
      <NativeSelect
        label="State"
        description="How it ended, or where it is"
        value={values.state}
        data={runStates.map((state) => ({ value: state, label: runStateNames[state] }))}
        onChange={(event) =>
          set({ state: runStates.find((state) => state === event.currentTarget.value) ?? 'unknown' })
        }
      />
      <VersionFields workspace={workspace} values={values} errors={errors} set={set} />
      <WhatItDid text={text} />
      <CodeVersionInput
        workspace={workspace}
        value={values.codeVersion}
        error={errors.codeVersion}
        onChange={(codeVersion) => set({ codeVersion })}
      />
      <WhereItRan text={text} />
      <Group className={classes.wide ?? ''}>
        <Button type="submit" loading={isSaving}>
          Record the run
        </Button>
        <ButtonLink to="/runs" variant="default">
          Cancel
        </ButtonLink>
      </Group>
    </form>
  );
}

/** What was entered, what is wrong with it once it was asked for, and the recording of it. */
function useRunForm(inputs: readonly PickedVersion[], outputs: readonly PickedVersion[]) {
  const services = useServices();
  const edit = useEdit();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const actorName = usePreferences((preferences) => preferences.actorName);
  const [values, setValues] = useState<RunFormValues>({ ...emptyRunForm, inputs, outputs, actor: actorName });
  const [isAsked, setIsAsked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);

  const draft = draftFromForm(values);
  const errors: RunFormErrors = isAsked && !draft.ok ? draft.error : {};
  const set = (change: Partial<RunFormValues>): void => setValues((known) => ({ ...known, ...change }));
  const text = (field: TextField) => ({
    value: values[field],
    error: errors[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      set({ [field]: event.currentTarget.value }),
  });

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setIsAsked(true);
    if (!draft.ok) {
      // After React has marked them.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setIsSaving(true);
    const change = await edit(`Run of ${draft.value.job.name} recorded`, () =>
      services.recordRun(draft.value),
    );
    setIsSaving(false);
    if (change) await navigate({ to: '/runs/$runId', params: { runId: change.value } });
  };
  return { form, values, errors, set, text, submit, isSaving };
}

type RunFormParts = ReturnType<typeof useRunForm>;

function VersionFields({
  workspace,
  values,
  errors,
  set,
}: Pick<RunFormParts, 'values' | 'errors' | 'set'> & { readonly workspace: Workspace }) {
  return (
    <>
      <VersionPicker
        label="Inputs"
        hint="The versions that it read"
        workspace={workspace}
        picked={values.inputs}
        error={errors.inputs}
        onChange={(picked) => set({ inputs: picked })}
      />
      <VersionPicker
        label="Outputs"
        hint="The versions that it wrote"
        workspace={workspace}
        picked={values.outputs}
        error={errors.outputs}
        onChange={(picked) => set({ outputs: picked })}
      />
    </>
  );
}

function WhatItDid({ text }: Pick<RunFormParts, 'text'>) {
  return (
    <>
      <TextInput label="Started" type="datetime-local" step={1} {...text('startedAt')} />
      <TextInput label="Ended" type="datetime-local" step={1} {...text('endedAt')} />
      <Textarea
        className={classes.text ?? ''}
        label="Parameters"
        description="name = value, one a line"
        placeholder={'learning_rate = 0.1\nmax_depth = 6'}
        autosize
        minRows={3}
        {...text('parameters')}
      />
      <Textarea
        className={classes.text ?? ''}
        label="Metrics"
        description="name = number, one a line"
        placeholder={'rmse = 12.4\nr2 = 0.81'}
        autosize
        minRows={3}
        {...text('metrics')}
      />
    </>
  );
}

function WhereItRan({ text }: Pick<RunFormParts, 'text'>) {
  return (
    <>
      <TextInput
        label="Environment"
        description="An image, or versions"
        placeholder="python 3.12"
        {...text('environment')}
      />
      <TextInput label="Seed" inputMode="numeric" placeholder="42" {...text('seed')} />
      <TextInput label="By" placeholder="Your name, or a program" {...text('actor')} />
      <TextInput
        className={classes.wide ?? ''}
        label="Namespace of the job"
        description="Where several systems have jobs of the same name; else leave it empty"
        {...text('jobNamespace')}
      />
    </>
  );
}

type TextField = {
  [K in keyof RunFormValues]: string extends RunFormValues[K] ? K : never;
}[keyof RunFormValues];

function jobNames(workspace: Workspace): string[] {
  return [...new Set([...workspace.jobs.values()].map(({ job }) => job.name))].sort();
}
