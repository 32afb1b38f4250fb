import { TextInput } from '@mantine/core';

import classes from './Audit.module.css';

interface MomentBoxProps {
  readonly label: string;
  /** `2026-03-12T08:30` or a day alone, as the link has it. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A day and a time of the reader's zone. */
export function MomentBox({ label, value, onChange }: MomentBoxProps) {
  const shown = value === undefined ? '' : value.length > 10 ? value : `${value}T00:00`;
  return (
    <label className={classes.moment}>
      {label}
      <TextInput
        type="datetime-local"
        // Uncontrolled: while a part is missing the browser gives no value, and must not lose what was typed.
        key={shown}
        defaultValue={shown}
        onChange={(event) => {
          const { value: next, validity } = event.currentTarget;
          if (!validity.badInput) onChange(next === '' ? undefined : next);
        }}
      />
    </label>
  );
}
