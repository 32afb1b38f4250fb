import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';

interface FilterBoxProps {
  readonly label: string;
  /** As the link has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A text that narrows a list and stands in the link; keeps what is typed while the link follows. */
export function FilterBox({ label, value, onChange }: FilterBoxProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  // The link changed by another way than this box, such as the browser's Back.
  if (value !== seen) {
    setSeen(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const change = (text: string): void => {
    setTyped(text);
    onChange(text.trim());
  };
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconFilter size={16} stroke={1.6} aria-hidden />}
      rightSection={
        typed === '' ? null : (
          <CloseButton size="sm" aria-label="Clear the filter" onClick={() => change('')} />
        )
      }
      style={{ flex: '1 1 220px', maxWidth: 340 }}
    />
  );
}
