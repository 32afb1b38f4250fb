import { Button, Group, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';

import { wayOf } from '../../lineage/tags';
import { reachOf, type Reach, type Reached } from '../../operations/contracts/reach';
import type { Workspace } from '../../operations/core/workspace';
import { Section } from '../inspector/Facts';
import { useInspector } from '../inspector/inspectorContext';
import { NodeLink } from '../inspector/NodeLink';
import { nameOfKey } from '../lineage/nodeFacts';
import { linkOrigins, tagsOf, tagWords } from '../privacy/privacyWords';
import { usePersonalTags } from '../privacy/usePersonalTags';
import classes from '../privacy/Privacy.module.css';
import { formatCounted } from '../shared/format';
import { kindNames } from '../shared/kindNames';

/** More are counted. */
const shownMost = 40;

/** Which models and endpoints, and what else, something reaches: in general, or for one kind of personal data. */
export function ReachPart() {
  const { workspace, graph, nodeKey } = useInspector();
  const [isAsked, setIsAsked] = useState(false);
  const [tag, setTag] = useState<string | null>(null);
  const personal = usePersonalTags(workspace, graph.kind, isAsked);
  const tags = tagsOf(personal?.at.get(nodeKey) ?? []).map((each) => each.tag);
  const reach = useMemo(
    () => (isAsked ? reachOf(workspace, graph.kind, [nodeKey], tag) : null),
    [isAsked, workspace, graph.kind, nodeKey, tag],
  );
  if (!reach)
    return (
      <Section
        title="What does this reach?"
        action={
          <Button size="compact-xs" variant="default" onClick={() => setIsAsked(true)}>
            Show
          </Button>
        }
      >
        {null}
      </Section>
    );
  return (
    <Section title="What does this reach?" count={countWords(reach.reached)}>
      {tags.length > 0 && (
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label="What goes along the links"
            value={tag ?? ''}
            data={[
              { value: '', label: 'Anything, such as a mistake or staleness' },
              ...tags.map((each) => ({ value: each, label: `Only ${tagWords(each)}` })),
            ]}
            onChange={(event) => setTag(event.currentTarget.value || null)}
          />
        </Group>
      )}
      <ul className={classes.tags}>
        {reach.reached.slice(0, shownMost).map((each) => (
          <Line key={each.key} reached={each} reach={reach} workspace={workspace} />
        ))}
      </ul>
      {reach.reached.length > shownMost && (
        <p className={classes.quiet}>and {formatCounted(reach.reached.length - shownMost, 'more')}</p>
      )}
      {reach.removedAt.length > 0 && (
        <p className={classes.quiet}>
          It is removed by{' '}
          {reach.removedAt.map(({ node }) => nameOfKey(workspace, reach.graph.nodes[node]!.key)).join(', ')}.
        </p>
      )}
    </Section>
  );
}

function countWords(reached: readonly Reached[]): string {
  if (reached.length === 0) return 'nothing';
  const of = (kind: string): number =>
    reached.filter(({ artifact }) => artifact.artifact.kind === kind).length;
  const [endpoints, models] = [of('endpoint'), of('model')];
  const rest = reached.length - endpoints - models;
  return [
    ...(endpoints > 0 ? [formatCounted(endpoints, 'endpoint')] : []),
    ...(models > 0 ? [formatCounted(models, 'model')] : []),
    ...(rest > 0 ? [formatCounted(rest, 'other')] : []),
  ].join(', ');
}

function Line({
  reached: { key, artifact, certainty, arrival },
  reach: { graph },
  workspace,
}: {
  readonly reached: Reached;
  readonly reach: Reach;
  readonly workspace: Workspace;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li>
      {certainty === 'possible' && 'Possibly '}
      <NodeLink to={key}>{nameOfKey(workspace, key)}</NodeLink>
      <span className={classes.quiet}> · {kindNames[artifact.artifact.kind].toLowerCase()}</span>{' '}
      <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide the way' : 'By which way?'}
      </Button>
      {isOpen && (
        <ol className={classes.way} aria-label={`The way to ${nameOfKey(workspace, key)}`}>
          {wayOf(arrival).map((step) => {
            const own = graph.nodes[step.node]!.key;
            const link = step.edge === null ? null : graph.edges[step.edge];
            return (
              <li key={`${step.hops} ${own}`}>
                <NodeLink to={own}>{nameOfKey(workspace, own)}</NodeLink>
                {link && (
                  <span className={classes.quiet}>
                    {` · ${link.origins.map((origin) => linkOrigins[origin]).join(', ')}`}
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </li>
  );
}
