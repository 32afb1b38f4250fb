import { Button, Group, Table, Text } from '@mantine/core';
import { useMemo } from 'react';

import { compareManifests, type NodeChange } from '../../formats/dbt/compareManifests';
import { formatCounted } from '../shared/format';
import { WideTable } from '../shared/WideTable';
import classes from './Revisions.module.css';

/** The text of a manifest, with its file's name. */
interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** Two manifests; null where one is still missing. */
export interface ComparedManifests {
  readonly before: NamedText | null;
  readonly after: NamedText | null;
}

interface ManifestChangesProps {
  readonly manifests: ComparedManifests;
  readonly onSwap: () => void;
}

/** The nodes of two manifests that differ, as `state:modified` has them, with why. */
export function ManifestChanges({ manifests: { before, after }, onSwap }: ManifestChangesProps) {
  const compared = useMemo(
    () => (before && after ? compareManifests(before.text, after.text) : null),
    [before, after],
  );
  if (!before || !after)
    return <Text>{(before ?? after)?.path} is the manifest before. Drop the manifest after it.</Text>;
  return (
    <>
      <Group gap="sm" mb="sm">
        <Text size="sm">
          Before: {before.path}. After: {after.path}.
        </Text>
        <Button size="compact-sm" variant="default" onClick={onSwap}>
          Swap
        </Button>
      </Group>
      {compared?.ok === false && (
        <Text size="sm" c="var(--tl-bad-text)" role="alert">
          The manifest {compared.error.side === 'before' ? before.path : after.path} could not be read:{' '}
          {compared.error.place === '' ? '' : `${compared.error.place}: `}
          {compared.error.message}
        </Text>
      )}
      {compared?.ok && <Nodes changes={compared.value} />}
    </>
  );
}

function Nodes({ changes }: { readonly changes: readonly NodeChange[] }) {
  const count = (kind: NodeChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  return (
    <>
      <Text size="sm" role="status" mb="xs">
        {changes.length === 0
          ? 'No node differs.'
          : `${formatCounted(changes.length, 'node')}: ${count('modified')} modified, ${count('new')} new, ${count('removed')} removed`}
      </Text>
      {changes.length > 0 && (
        <WideTable minWidth={520}>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Node</Table.Th>
                <Table.Th>Change</Table.Th>
                <Table.Th>What differs</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ id, change, reasons }) => (
                <Table.Tr key={id}>
                  <Table.Td>{id}</Table.Td>
                  <Table.Td>{change}</Table.Td>
                  <Table.Td>{reasons.map((each) => each.replaceAll('_', ' ')).join(', ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </>
  );
}
