import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';

interface FieldTextProps {
  readonly label: string;
  /** In a table its heading is seen, and the label is only read out. */
  readonly isLabelHidden?: boolean;
  readonly value: string | null;
  readonly onValue: (value: string) => void;
}

/** A text of the contract, which changes when it is left or Enter is pressed. */
export function FieldText({ label, isLabelHidden = false, value, onValue }: FieldTextProps) {
  const leave = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') event.currentTarget.blur();
  };
  return (
    <TextInput
      key={value}
      size="xs"
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      defaultValue={value ?? ''}
      onKeyDown={leave}
      onBlur={(event) => {
        const text = event.currentTarget.value.trim();
        if (text !== (value ?? '')) onValue(text);
      }}
    />
  );
}
