import { Input, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

import { workspaceColours, type WorkspaceColour } from '../../operations/workspaces/workspaces';
import { colourClass, colourNames } from './WorkspaceMark';
import classes from './Workspaces.module.css';

interface ColourPickerProps {
  readonly value: WorkspaceColour;
  readonly onChange: (colour: WorkspaceColour) => void;
}

/** One of the seven colours; arrows walk among them. */
export function ColourPicker({ value, onChange }: ColourPickerProps) {
  const step = (event: React.KeyboardEvent, by: number): void => {
    event.preventDefault();
    const next = (workspaceColours.indexOf(value) + by + workspaceColours.length) % workspaceColours.length;
    const group = event.currentTarget.parentElement;
    onChange(workspaceColours[next]!);
    group?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };
  return (
    <Input.Wrapper label="Colour" labelElement="div">
      <div className={classes.colours} role="radiogroup" aria-label="Colour">
        {workspaceColours.map((colour) => (
          <UnstyledButton
            key={colour}
            role="radio"
            aria-checked={colour === value}
            aria-label={colourNames[colour]}
            title={colourNames[colour]}
            tabIndex={colour === value ? 0 : -1}
            className={`${classes.colour} ${colourClass(colour)}`}
            onClick={() => onChange(colour)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(event, 1);
              if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(event, -1);
            }}
          >
            {colour === value && <IconCheck size={16} aria-hidden />}
          </UnstyledButton>
        ))}
      </div>
    </Input.Wrapper>
  );
}
