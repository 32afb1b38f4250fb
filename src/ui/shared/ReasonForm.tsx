import { Button, Group, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';

interface ReasonFormProps {
  /** What is asked for, for who does not see the form. */
  readonly label: string;
  readonly placeholder: string;
  /** The words of the button. */
  readonly action: string;
  /** Gets what was written, without blanks around it; never nothing. */
  readonly onSave: (reason: string) => Promise<unknown>;
  readonly onCancel: () => void;
}

/** Asks for a reason in one line; Enter saves, Escape leaves it. */
export function ReasonForm({ label, placeholder, action, onSave, onCancel }: ReasonFormProps) {
  const [draft, setDraft] = useState('');
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = draft.trim();
    if (reason !== '') await onSave(reason);
  };
  return (
    <form onSubmit={(event) => void save(event)} style={{ flex: '1 1 260px' }}>
      <Group gap="xs">
        <TextInput
          aria-label={label}
          placeholder={placeholder}
          value={draft}
          required
          maxLength={500}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a press on the button asked for it
          autoFocus
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onCancel();
          }}
          style={{ flex: 1, minWidth: 160, maxWidth: 520 }}
        />
        <Button type="submit">{action}</Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
