import { Button, Text } from '@mantine/core';
import { useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { Section } from '../shared/Section';
import { WipeDialog } from './WipeDialog';

export function WipeSection({ workspace }: { readonly workspace: Workspace }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section label="Wipe">
      <Text size="sm" c="dimmed" mb="sm" maw={620}>
        Empties this workspace in this browser. Your files stay where they are.
      </Text>
      <Button variant="outline" color="bad" onClick={() => setIsOpen(true)}>
        Wipe the workspace
      </Button>
      <WipeDialog workspace={workspace} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </Section>
  );
}
