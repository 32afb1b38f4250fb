import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';

import { alikeJobs } from '../../operations/identities/alikeJobs';
import { useServices } from '../../state/services';
import { formatCounted } from '../shared/format';
import { EditForm, type FormProps } from './EditForm';
import { SplitVersions } from './SplitVersions';
import { keyOf, namedThings } from './thingWords';
import { useIdentityEdit } from './useIdentityEdit';

export function RenameForm({ named: { thing, name }, onClose }: FormProps) {
  const services = useServices();
  const edit = useIdentityEdit(onClose);
  const [wanted, setWanted] = useState(name);
  return (
    <EditForm
      verb="Rename"
      edit={edit}
      onClose={onClose}
      isReady={wanted.trim() !== '' && wanted.trim() !== name}
      onSubmit={() =>
        edit.make(`${name} is called ${wanted.trim()} now`, () => services.rename(thing, wanted))
      }
    >
      <TextInput
        label="Name"
        data-autofocus
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        Drops and imports under the old name still belong to it.
      </Text>
    </EditForm>
  );
}

export function MergeForm({ named: { thing, name }, workspace, onClose }: FormProps) {
  const services = useServices();
  const edit = useIdentityEdit(onClose);
  const [others, setOthers] = useState<readonly string[]>([]);
  const choices = namedThings(workspace).filter(
    (other) => other.thing.is === thing.is && other.thing.id !== thing.id,
  );
  const noun = thing.is === 'artifact' ? 'artifact' : 'job';
  const alike = (thing.is === 'job' ? alikeJobs(workspace, thing.id) : []).filter(
    ({ job }) => !others.includes(job.job.id),
  );
  return (
    <EditForm
      verb="Merge"
      edit={edit}
      onClose={onClose}
      isReady={others.length > 0}
      onSubmit={() =>
        edit.make(`Merged ${formatCounted(others.length, noun)} into ${name}`, () =>
          services.merge(thing, others),
        )
      }
    >
      <MultiSelect
        label={`Merge into ${name}`}
        placeholder={others.length === 0 ? 'Type a part of a name' : ''}
        searchable
        data-autofocus
        // The frame around it shows the focus.
        styles={{ inputField: { outline: 'none' } }}
        limit={40}
        nothingFoundMessage={`No other ${noun} has such a name.`}
        value={[...others]}
        data={choices.map((other) => ({ value: other.thing.id, label: other.label }))}
        onChange={setOthers}
      />
      {alike.map(({ job, evidence }) => (
        <Group key={job.job.id} gap="xs" wrap="nowrap" justify="space-between">
          <Text size="sm">
            <em>{job.job.name}</em> may be the same job: it {evidence.join(' and ')}.
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Add ${job.job.name}`}
            onClick={() => setOthers([...others, job.job.id])}
          >
            Add
          </Button>
        </Group>
      ))}
      <Text size="sm" c="dimmed">
        {thing.is === 'artifact'
          ? 'Their versions, links, aliases and notes belong to it from now on. So do later drops and imports under their names.'
          : 'Their runs and links belong to it from now on. So do later imports under their names.'}
      </Text>
    </EditForm>
  );
}

/** By names, by versions, or by either where it has several of both. */
export function SplitForm(props: FormProps) {
  const { names, versions } = props.named;
  const ways = [
    ...(names.length > 1 ? [{ value: 'names', label: 'By name' }] : []),
    ...(versions.length > 1 ? [{ value: 'versions', label: 'By version' }] : []),
  ];
  const [way, setWay] = useState(ways[0]?.value);
  if (way === undefined) return <NothingToSplit {...props} />;
  return (
    <>
      {ways.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label="What to split off"
          data={ways}
          value={way}
          onChange={setWay}
        />
      )}
      {way === 'names' ? <SplitNames {...props} /> : <SplitVersions {...props} />}
    </>
  );
}

function NothingToSplit({ named: { thing, name }, onClose }: FormProps) {
  return (
    <>
      <Text size="sm">
        {name} has one name{thing.is === 'artifact' && ' and at most one version'}, so there is nothing to
        split off.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </>
  );
}

function SplitNames({ named: { thing, name, names }, onClose }: FormProps) {
  const services = useServices();
  const edit = useIdentityEdit(onClose);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const going = names.filter((each) => chosen.includes(keyOf(each)));
  return (
    <EditForm
      verb="Split off"
      edit={edit}
      onClose={onClose}
      isReady={going.length > 0 && going.length < names.length}
      onSubmit={() =>
        edit.make(`Split ${formatCounted(going.length, 'name')} off ${name}`, () =>
          services.split(thing, going),
        )
      }
    >
      <Checkbox.Group
        label="Names to split off"
        description={`What came under them goes with them, as far as it was stored apart. Imports keep the two apart from now on.`}
        value={[...chosen]}
        onChange={setChosen}
      >
        <Stack gap={6} mt="xs">
          {names.map((each) => (
            <Checkbox key={keyOf(each)} value={keyOf(each)} label={`${each.name} (${each.namespace})`} />
          ))}
        </Stack>
      </Checkbox.Group>
    </EditForm>
  );
}

export function DeleteForm({ named: { thing, name, parts }, onClose }: FormProps) {
  const services = useServices();
  const edit = useIdentityEdit(onClose);
  return (
    <EditForm
      verb="Delete"
      edit={edit}
      onClose={onClose}
      isReady
      isDanger
      onSubmit={() => edit.make(`Deleted ${name}`, () => services.deleteThing(thing))}
    >
      <Text size="sm">
        {name} goes out of view with {parts === '' ? '' : `its ${parts} and `}its links. Imports leave it out
        from now on.
      </Text>
      <Text size="sm" c="dimmed">
        You can undo this here or in the audit log.
        {thing.is === 'artifact' && ' Stored files stay until a clean-up removes them.'}
      </Text>
    </EditForm>
  );
}
