import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';

import type { Json } from '../../lib/json';
import classes from './Freshness.module.css';

interface ObjectiveFormProps {
  /** The columns with dates or times, that it can be judged by. */
  readonly columns: readonly string[];
  readonly onSave: (column: string | null, objective: Json) => Promise<boolean>;
  readonly onCancel: () => void;
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Asks how fresh an artifact has to be. Every part is checked when it is saved. */
export function ObjectiveForm({ columns, onSave, onCancel }: ObjectiveFormProps) {
  const [draft, setDraft] = useState({
    column: '',
    warn: '',
    late: '24 h',
    zone: 'UTC',
    days: '',
    holidays: '',
    target: '99',
    window: '30 d',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const made = objectiveOf(draft);
    setProblem(made.problem);
    if (made.problem === null && (await onSave(draft.column === '' ? null : draft.column, made.objective)))
      onCancel();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} aria-label="Set an objective">
      <NativeSelect
        label="Judged by"
        data={[
          { value: '', label: 'The arrival of a version' },
          ...columns.map((name) => ({ value: name, label: `Newest ${name}` })),
        ]}
        {...field('column')}
      />
      <TextInput label="Warn after" placeholder="none" w={110} {...field('warn')} />
      <TextInput label="Late after" placeholder="none" w={110} {...field('late')} />
      <NativeSelect label="Time zone" data={zones} w={170} {...field('zone')} />
      <TextInput label="Days that count" placeholder="all, or mon-fri" w={150} {...field('days')} />
      <TextInput label="Holidays" placeholder="2026-12-25, …" w={170} {...field('holidays')} />
      <TextInput label="Fresh, in percent" w={130} {...field('target')} />
      <TextInput label="Of the last" w={90} {...field('window')} />
      <Button type="submit">Save objective</Button>
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      {problem !== null && (
        <Text size="sm" c="bad" role="alert" w="100%">
          {problem}
        </Text>
      )}
    </form>
  );
}

type Draft = Readonly<
  Record<'column' | 'warn' | 'late' | 'zone' | 'days' | 'holidays' | 'target' | 'window', string>
>;

function objectiveOf(draft: Draft): { readonly objective: Json; readonly problem: string | null } {
  const [warn, late, window] = [spanOf(draft.warn), spanOf(draft.late), spanOf(draft.window)];
  if (warn === undefined || late === undefined || window === undefined || window === null)
    return { objective: null, problem: 'A span is a number and a unit, such as 90 min, 12 h or 2 d.' };
  if (warn === null && late === null)
    return { objective: null, problem: 'Say after how long it warns, or is late.' };
  const listed = (text: string): string[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const objective = {
    ...(warn !== null && { warn_after: warn }),
    ...(late !== null && { error_after: late }),
    ...(draft.column !== '' && { loaded_at_field: draft.column }),
    timezone: draft.zone,
    ...(listed(draft.days).length > 0 && { weekdays: listed(draft.days) }),
    ...(listed(draft.holidays).length > 0 && { holidays: listed(draft.holidays) }),
    target: Number(draft.target),
    window,
  };
  return { objective, problem: null };
}

/** Null for none, undefined for what is no span. */
function spanOf(text: string): { readonly count: number; readonly period: string } | null | undefined {
  if (text.trim() === '') return null;
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  return count === undefined || unit === undefined ? undefined : { count: Number(count), period: unit };
}
