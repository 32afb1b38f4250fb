import { Button, Popover, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';

import { patternsOf } from '../../operations/taking/leaveOut';
import type { LeaveOutWay } from '../../state/activities';
import { formatBytes, formatCounted } from '../shared/format';
import { useFollowNext } from './useAcceptItems';

interface LeaveFilesOutProps {
  readonly folder: string;
  readonly way: LeaveOutWay;
  /** What is left out now. */
  readonly patterns: readonly string[];
  /** Called first: ends what is under way. */
  readonly onTake: () => void;
}

/** Takes a dropped folder once more, without some of its files. */
export function LeaveFilesOut({ folder, way, patterns, onTake }: LeaveFilesOutProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width={340} position="bottom-start" trapFocus withArrow>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          mt={4}
          aria-label={`Leave files of ${folder} out`}
          onClick={() => setIsOpen((open) => !open)}
        >
          Leave files out
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Choice
          way={way}
          patterns={patterns}
          onTake={() => {
            setIsOpen(false);
            onTake();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice({ way, patterns, onTake }: Omit<LeaveFilesOutProps, 'folder'>) {
  const follow = useFollowNext();
  const [text, setText] = useState(patterns.join('\n'));
  const [suggestions] = useState(() => way.suggestions());
  const chosen = patternsOf(text);
  const isSame = chosen.join('\n') === patterns.join('\n');
  const take = (): void => {
    onTake();
    follow();
    way.take(chosen);
  };
  return (
    <Stack gap="xs">
      <Textarea
        label="Leave out"
        description="One pattern a line, as in .gitignore"
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {suggestions
        .filter(({ name }) => !chosen.includes(`/${name}`))
        .map(({ name, fileCount, byteLength }) => (
          <Button
            key={name}
            size="compact-xs"
            variant="light"
            justify="space-between"
            rightSection={`${formatCounted(fileCount, 'file')}, ${formatBytes(byteLength)}`}
            onClick={() => setText([...chosen, `/${name}`].join('\n'))}
          >
            {name}
          </Button>
        ))}
      <Text size="xs" c="dimmed">
        The folder gets a digest of its own. It is never compared with versions that leave out other files.
      </Text>
      <Button size="xs" disabled={isSame} onClick={take}>
        {chosen.length === 0 ? 'Take the whole folder' : 'Take it without these'}
      </Button>
    </Stack>
  );
}
