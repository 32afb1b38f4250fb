import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useMemo, useState } from 'react';

import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { formatCount } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { tellApart } from '../shared/tellApart';
import { cardDetails } from './cardText';
import classes from './LineageView.module.css';
import { kindOf, type NodeSubject, subjectOf, titleOf } from './nodeFacts';

interface NodeSearchProps {
  readonly workspace: Workspace;
  readonly graph: LineageGraph;
  readonly input: RefObject<HTMLInputElement | null>;
  /** A node was chosen; the view selects it and brings it into view. */
  readonly onFind: (key: NodeKey) => void;
}

const maxShown = 8;

/** Finds a node of the graph by its name, kind, version or the beginning of its digest. */
export function NodeSearch({ workspace, graph, input, onFind }: NodeSearchProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState('');
  const found = useMemo(() => matches(workspace, graph, text), [workspace, graph, text]);
  // What Enter takes is there as soon as anything was found, whether it was typed or pasted.
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (found.count > 0) selectFirstOption();
  }, [found, selectFirstOption]);
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        setText('');
        onFind(value as NodeKey);
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          className={classes.search ?? ''}
          size="xs"
          type="search"
          aria-label="Find in the graph"
          placeholder="Find  /"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setText('');
            event.currentTarget.blur();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''} miw={300}>
        <FoundNodes workspace={workspace} found={found} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function FoundNodes({ workspace, found }: { readonly workspace: Workspace; readonly found: Found }) {
  const names = tellApart(found.shown.map(titleOf));
  return (
    <>
      <Combobox.Options aria-label="Nodes found">
        {found.shown.map((subject) => (
          <Combobox.Option key={subject.key} value={subject.key} className={classes.found ?? ''}>
            <KindIcon kind={kindOf(subject)} size={15} />
            <MiddleCut text={names.get(titleOf(subject)) ?? titleOf(subject)} whole={titleOf(subject)} />
            <span className={classes.foundDetails}>{cardDetails(workspace, subject)[0]}</span>
          </Combobox.Option>
        ))}
        {found.count === 0 && <Combobox.Empty>Nothing here is called that</Combobox.Empty>}
      </Combobox.Options>
      {found.count > found.shown.length && (
        <Combobox.Footer className={classes.foundDetails ?? ''}>
          {formatCount(found.count - found.shown.length)} more
        </Combobox.Footer>
      )}
    </>
  );
}

interface Found {
  readonly shown: readonly NodeSubject[];
  readonly count: number;
}

/** Names that begin with the text first, then those that contain it. */
function matches(workspace: Workspace, graph: LineageGraph, text: string): Found {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { shown: [], count: 0 };
  const first: NodeSubject[] = [];
  const others: NodeSubject[] = [];
  for (const node of graph.nodes) {
    const subject = subjectOf(workspace, node);
    if (!subject) continue;
    const name = titleOf(subject).toLowerCase();
    if (name.startsWith(wanted)) first.push(subject);
    else if (searchable(name, subject).includes(wanted)) others.push(subject);
  }
  const all = [...first, ...others];
  return { shown: all.slice(0, maxShown), count: all.length };
}

function searchable(name: string, subject: NodeSubject): string {
  if (!('artifact' in subject)) return subject.type === 'run' ? `${name} ${subject.run.run.id}` : name;
  const version = subject.snapshot
    ? `v${subject.snapshot.snapshot.sequence} ${subject.snapshot.snapshot.digest ?? ''}`
    : '';
  return `${subject.artifact.namespace.toLowerCase()} ${name} ${subject.artifact.artifact.kind} ${version}`;
}
