import { Button, Menu } from '@mantine/core';
import { IconFile, IconFileImport, IconFolder } from '@tabler/icons-react';

import { useFileIntake } from './fileIntake';

/** `wordsClassName`: hides the word where there is no room for it. */
export function DropMenu({ wordsClassName }: { readonly wordsClassName: string }) {
  const { chooseFiles, chooseFolder } = useFileIntake();
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button size="sm" h={34} px={12} aria-label="Drop files">
          <IconFileImport size={17} stroke={1.8} aria-hidden />
          <span className={wordsClassName} style={{ marginLeft: 6 }}>
            Drop files
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Drop or paste files anywhere, or</Menu.Label>
        <Menu.Item leftSection={<IconFile size={16} />} onClick={chooseFiles}>
          Choose files
        </Menu.Item>
        <Menu.Item leftSection={<IconFolder size={16} />} onClick={chooseFolder}>
          Choose a folder
        </Menu.Item>
        <Menu.Label>Symbolic links are not seen by a browser</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
