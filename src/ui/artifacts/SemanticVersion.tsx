import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';

import { faultOfVersion, objectionsTo, otherVersions } from '../../operations/taking/semanticVersion';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';

interface RuleVersionProps {
  readonly artifact: ArtifactView;
  readonly version: SnapshotView;
}

/** `suggested`, or that a person ruled otherwise. */
export function standingOf({ isSuggested }: NonNullable<SnapshotView['semanticVersion']>): string {
  return isSuggested ? 'suggested' : 'set by hand';
}

/** Opens the form in which a person overrules the semantic version that was suggested. */
export function RuleVersion({ artifact, version }: RuleVersionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { sequence } = version.snapshot;
  const label = `Set another semantic version of version ${sequence}`;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      trapFocus
      returnFocus
      position="bottom-start"
      shadow="md"
      width={340}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={label}
          title="Set another semantic version"
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconPencil size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <RuleForm artifact={artifact} version={version} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function RuleForm({ artifact, version: view, onDone }: RuleVersionProps & { readonly onDone: () => void }) {
  const services = useServices();
  const edit = useEdit();
  const { snapshot, semanticVersion } = view;
  const [version, setVersion] = useState(semanticVersion?.version ?? '');
  const [reason, setReason] = useState('');
  const [isMeant, setIsMeant] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const text = version.trim();
  const fault = faultOfVersion(text);
  const objections = objectionsTo(text, otherVersions(artifact, view));
  const isReady = fault === null && reason.trim() !== '' && (objections.length === 0 || isMeant);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setIsAsked(true);
    if (!isReady) return;
    const ruling = { version: text, reason: reason.trim(), isMeant: objections.length > 0 && isMeant };
    const saved = await edit(`Version ${snapshot.sequence} is ${text} now`, () =>
      services.ruleVersion(snapshot.id, ruling),
    );
    if (saved) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Semantic version"
          placeholder="2.1.0"
          value={version}
          data-autofocus
          error={isAsked || text !== '' ? fault : null}
          onChange={(event) => {
            setVersion(event.currentTarget.value);
            setIsMeant(false);
          }}
        />
        <TextInput
          label="Why"
          description="Kept beside the version, and shown instead of the reasons that were found"
          placeholder="Only a typo was mended"
          value={reason}
          maxLength={500}
          withAsterisk
          aria-required
          error={isAsked && reason.trim() === '' ? 'Say why' : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Objections {...{ objections, isAsked, isMeant, setIsMeant }} />
        <Group gap="xs">
          <Button type="submit" size="compact-sm">
            Save version
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ObjectionsProps {
  readonly objections: readonly string[];
  readonly isAsked: boolean;
  readonly isMeant: boolean;
  readonly setIsMeant: (isMeant: boolean) => void;
}

/** What speaks against the version, and that it is meant all the same. */
function Objections({ objections, isAsked, isMeant, setIsMeant }: ObjectionsProps) {
  if (objections.length === 0) return null;
  return (
    <>
      <Text size="sm" role="status">
        {objections.join(' ')}
      </Text>
      <Checkbox
        label="Use this version anyway"
        checked={isMeant}
        error={isAsked && !isMeant ? 'Choose a higher one, or say that it is meant' : null}
        onChange={(event) => setIsMeant(event.currentTarget.checked)}
      />
    </>
  );
}
