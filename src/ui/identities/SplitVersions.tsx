import { Autocomplete, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useServices } from '../../state/services';
import type { SnapshotId } from '../../versioning/records';
import { formatCounted } from '../shared/format';
import { EditForm, type FormProps } from './EditForm';
import classes from './SplitVersions.module.css';
import { namedThings } from './thingWords';
import { useIdentityEdit } from './useIdentityEdit';

/** Versions that came under one name, and the artifact that they are versions of from here on. */
export function SplitVersions({ named, workspace, onClose }: FormProps) {
  const { thing, name, namespace, versions } = named;
  const services = useServices();
  const edit = useIdentityEdit(onClose);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wanted, setWanted] = useState('');
  const others = namedThings(workspace).filter(
    (other) => other.thing.is === 'artifact' && other.namespace === namespace && other.thing.id !== thing.id,
  );
  const known = others.some((other) => other.name === wanted.trim());
  if (thing.is !== 'artifact') return null;
  const going = versions.filter(({ id }) => chosen.includes(id));
  return (
    <EditForm
      verb="Split off"
      edit={edit}
      onClose={onClose}
      isReady={going.length > 0 && going.length < versions.length && wanted.trim() !== ''}
      onSubmit={() =>
        edit.make(`Split ${formatCounted(going.length, 'version')} off ${name}`, () =>
          services.splitVersions(
            thing.id,
            going.map(({ id }) => id as SnapshotId),
            wanted,
          ),
        )
      }
    >
      <Checkbox.Group label="Versions to split off" value={[...chosen]} onChange={setChosen}>
        <Stack gap={6} mt="xs" className={classes.list}>
          {versions.map(({ id, label }) => (
            <Checkbox key={id} value={id} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Autocomplete
        label="They become versions of"
        placeholder="Name of a new artifact, or of one that is there"
        data={[...new Set(others.map((other) => other.name))]}
        limit={20}
        value={wanted}
        onChange={setWanted}
      />
      <Text size="sm" c="dimmed">
        {known ? `${wanted.trim()} is there already: they are added to it. ` : ''}
        Their links, aliases and notes go with them, and later imports leave them there. New files named{' '}
        {name} stay versions of {name}.
      </Text>
    </EditForm>
  );
}
