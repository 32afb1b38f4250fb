import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says that a newer build is ready; the page changes only when the person says so. */
export function offerUpdate(apply: () => void): void {
  notifications.show({
    id: 'update',
    autoClose: false,

    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">A newer Throughline is ready</Text>
        <Button size="compact-sm" variant="subtle" onClick={apply}>
          Reload into it
        </Button>
      </Group>
    ),
  });
}
