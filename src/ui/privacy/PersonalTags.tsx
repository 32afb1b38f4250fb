import { Button } from '@mantine/core';
import { useState } from 'react';

import type { LineageGraph } from '../../lineage/graph';
import { type TagArrival, wayOf } from '../../lineage/tags';
import type { Workspace } from '../../operations/core/workspace';
import { Section } from '../inspector/Facts';
import { useInspector } from '../inspector/inspectorContext';
import { NodeLink } from '../inspector/NodeLink';
import { nameOfKey } from '../lineage/nodeFacts';
import classes from './Privacy.module.css';
import { linkOrigins, tagsOf, tagWords } from './privacyWords';
import { usePersonalTags } from './usePersonalTags';

/** Which personal data reaches what is inspected, and why: the way of each kind, with how each link is known. */
export function PersonalTags() {
  const { workspace, graph, nodeKey, search, onSearchChange } = useInspector();
  const isOn = search.lens === 'privacy';
  const tags = usePersonalTags(workspace, graph.kind, isOn);
  if (!isOn)
    return (
      <Section
        title="Personal data"
        action={
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onSearchChange({ ...search, lens: 'privacy' }, 'replace')}
          >
            Trace personal data
          </Button>
        }
      >
        {null}
      </Section>
    );
  const own = tagsOf(tags?.at.get(nodeKey) ?? []);
  return (
    <Section
      title="Personal data"
      count={tags === null ? 'looking…' : own.length === 0 ? 'none reaches it' : String(own.length)}
    >
      <ul className={classes.tags}>
        {own.map(({ tag, certainty, arrivals }) => (
          <li key={tag}>
            {certainty === 'possible' && 'Possibly '}
            {tagWords(tag)}
            {columnsOf(arrivals)}
            <Way graph={tags!.graph} arrival={arrivals[0]!} workspace={workspace} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function columnsOf(arrivals: readonly TagArrival[]): string {
  const columns = arrivals.flatMap(({ column }) => column ?? []);
  if (columns.length === 0) return '';
  const more = columns.length > 3 ? ` and ${columns.length - 3} more` : '';
  return ` in ${columns.slice(0, 3).join(', ')}${more}`;
}

function Way({
  graph,
  arrival,
  workspace,
}: {
  readonly graph: LineageGraph;
  readonly arrival: TagArrival;
  readonly workspace: Workspace;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const way = wayOf(arrival);
  if (way.length === 1) return <span className={classes.quiet}> · found in its own values</span>;
  return (
    <>
      <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide the way' : 'Why?'}
      </Button>
      {isOpen && (
        <ol className={classes.way} aria-label={`The way of ${tagWords(arrival.tag)}`}>
          {way.map((step, at) => {
            const { key } = graph.nodes[step.node]!;
            const link = step.edge === null ? null : graph.edges[step.edge];
            return (
              <li key={`${step.hops} ${key}`}>
                <NodeLink to={key}>{nameOfKey(workspace, key)}</NodeLink>
                {step.column !== null &&
                  !key.startsWith('job:') &&
                  !key.startsWith('run:') &&
                  `, ${step.column}`}
                <span className={classes.quiet}>
                  {at === 0
                    ? ' · found here'
                    : link
                      ? ` · ${link.origins.map((origin) => linkOrigins[origin]).join(', ')}`
                      : ' · of a version that is not told'}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
