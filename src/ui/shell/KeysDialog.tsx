import { Group, Kbd, Modal, Stack, Table, Title } from '@mantine/core';

import { usePanels } from '../../state/panels';
import { keyGroups } from './keyList';

export function KeysDialog() {
  const isOpen = usePanels((panels) => panels.isKeysOpen);
  const setKeysOpen = usePanels((panels) => panels.setKeysOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => setKeysOpen(false)}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {keyGroups.map(({ title, keys }) => (
          <section key={title}>
            <Title order={3} size="h6" mb={4}>
              {title}
            </Title>
            <Table verticalSpacing={6} withRowBorders={false}>
              <Table.Tbody>
                {keys.map(({ keys: pressed, does }) => (
                  <Table.Tr key={does}>
                    <Table.Td pl={0}>{does}</Table.Td>
                    <Table.Td pr={0}>
                      <Group gap={4} justify="flex-end" wrap="nowrap">
                        {pressed.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
