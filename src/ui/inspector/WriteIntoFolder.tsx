import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';

import type { RestoreSubject } from '../../state/restoreBytes';
import { formatBytes, formatCount, formatCounted } from '../shared/format';
import type { WritingIntoFolder } from './useWriteIntoFolder';

interface WriteIntoFolderProps {
  readonly subject: RestoreSubject;
  readonly writing: WritingIntoFolder;
}

/** Asks once about every file that would be written over. */
export function WriteIntoFolder({ subject, writing: { state, close } }: WriteIntoFolderProps) {
  return (
    <Modal
      opened={state?.kind === 'asking'}
      onClose={close}
      title={`Write ${subject.title} over other files?`}
      closeButtonProps={{ 'aria-label': 'Write nothing' }}
      size="lg"
    >
      {state?.kind === 'asking' && (
        <Stack gap="md">
          <Text size="sm">
            {formatCounted(state.plan.over.length, 'file')} in {state.folder}{' '}
            {state.plan.over.length === 1 ? 'has' : 'have'} other bytes, and would be lost where no version
            has them:
          </Text>
          <List size="sm" style={{ maxHeight: 260, overflow: 'auto' }}>
            {state.plan.over.map(({ path, foundByteLength, byteLength }) => (
              <List.Item key={path} style={{ overflowWrap: 'anywhere' }}>
                {path}{' '}
                <Text span inherit c="dimmed">
                  {formatBytes(foundByteLength)}, would be {formatBytes(byteLength)}
                </Text>
              </List.Item>
            ))}
          </List>
          <Text size="sm" c="dimmed">
            {formatCount(state.plan.added.length)} more would be new, {formatCount(state.plan.same.length)}{' '}
            are there already with the same bytes. Other files of the folder stay as they are.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Write nothing
            </Button>
            <Button color="bad" onClick={state.write}>
              Write over {formatCounted(state.plan.over.length, 'file')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
