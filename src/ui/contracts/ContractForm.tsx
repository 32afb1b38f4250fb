import { Button, NativeSelect, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { ContractEdit } from '../../formats/odcs/editContract';
import type { OutlinedContract, OutlinedTable } from '../../formats/odcs/outlineContract';
import type { ArtifactView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useWorkspace } from '../../state/useWorkspace';
import { ColumnsForm } from './ColumnsForm';
import classes from './ContractForm.module.css';
import { FieldText } from './FieldText';
import { useExplained } from './useExplained';

interface ContractFormProps {
  readonly view: ArtifactView;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The contract as a form, and all its clauses in words. What is changed here changes the text, whose comments stay. */
export function ContractForm({ view, text, onText }: ContractFormProps) {
  const services = useServices();
  const outlined = useOutlined(text);
  if (outlined === 'loading') return null;
  if (outlined === null)
    return (
      <Text size="sm">The form is back as soon as the text is YAML again; see the problems below it.</Text>
    );
  const edit = (...edits: readonly ContractEdit[]): void =>
    void services.contracts.edit(text, edits).then((edited) => {
      if (edited !== null) onText(edited);
    });
  return (
    <div className={classes.form}>
      <div className={classes.head}>
        <FieldText label="Name" value={outlined.name} onValue={(name) => edit(textEdit('/name', name))} />
        <FieldText
          label="Version"
          value={outlined.version}
          onValue={(version) => edit(textEdit('/version', version))}
        />
        <FieldText
          label="Status"
          value={outlined.status}
          onValue={(status) => edit(textEdit('/status', status))}
        />
      </div>
      {outlined.tables.map((table) => (
        <TableForm key={table.pointer} table={table} isAlone={outlined.tables.length === 1} onEdit={edit} />
      ))}
      <InWords view={view} text={text} />
    </div>
  );
}

interface TableFormProps {
  readonly table: OutlinedTable;
  readonly isAlone: boolean;
  readonly onEdit: (...edits: readonly ContractEdit[]) => void;
}

function TableForm({ table, isAlone, onEdit }: TableFormProps) {
  const { pointer, name, columns } = table;
  const add = { name: `column_${columns.length + 1}`, logicalType: 'string' };
  return (
    <fieldset className={classes.table}>
      <legend>Table {name}</legend>
      {!isAlone && <ArtifactChoice table={table} onEdit={onEdit} />}
      {columns.length > 0 && <ColumnsForm columns={columns} onEdit={onEdit} />}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onEdit({ kind: 'add', pointer: `${pointer}/properties`, value: add })}
      >
        Add a column
      </Button>
    </fieldset>
  );
}

/** Which artifact stands for a table of a contract that has several. */
function ArtifactChoice({ table: { pointer, name, artifact }, onEdit }: Omit<TableFormProps, 'isAlone'>) {
  const state = useWorkspace();
  const names =
    state.status === 'ready'
      ? [...new Set(Array.from(state.workspace.artifacts.values(), (view) => view.name))].sort()
      : [];
  const choose = (chosen: string): void => {
    const property = 'throughlineArtifact';
    if (chosen === '') {
      if (artifact) onEdit({ kind: 'remove', pointer: artifact.pointer });
    } else if (artifact) onEdit({ kind: 'set', pointer: `${artifact.pointer}/value`, value: chosen });
    else onEdit({ kind: 'add', pointer: `${pointer}/customProperties`, value: { property, value: chosen } });
  };
  return (
    <NativeSelect
      size="xs"
      label="Artifact that stands for it"
      value={artifact?.name ?? ''}
      data={[
        { value: '', label: `The one that is called ${name}` },
        ...[...new Set([...(artifact ? [artifact.name] : []), ...names])].map((value) => ({
          value,
          label: value,
        })),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
      mb="xs"
    />
  );
}

function InWords({ view, text }: Pick<ContractFormProps, 'view' | 'text'>) {
  const explained = useExplained(view, text);
  if (!explained || explained.length === 0) return null;
  return (
    <section aria-label="In words">
      <Text size="sm" fw={600}>
        In words
      </Text>
      <ul className={classes.words}>
        {explained.map(({ key, pointer, words, severity }) => (
          <li key={`${pointer} ${key.clause} ${key.use}`} title={pointer}>
            {words}
            {severity !== null && <span className={classes.quiet}> {severity}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A key with a text; taken away where the text is empty. */
export function textEdit(pointer: string, text: string): ContractEdit {
  return text === '' ? { kind: 'remove', pointer } : { kind: 'set', pointer, value: text };
}

/** What the form shows of a text; what it showed before stays while the next one is read. */
function useOutlined(text: string): OutlinedContract | null | 'loading' {
  const services = useServices();
  const [outlined, setOutlined] = useState<OutlinedContract | null | 'loading'>('loading');
  useEffect(() => {
    let isCurrent = true;
    void services.contracts.outline(text).then((found) => {
      if (isCurrent) setOutlined(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [services, text]);
  return outlined;
}
