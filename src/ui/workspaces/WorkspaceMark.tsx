import type { WorkspaceColour, WorkspaceEntry } from '../../operations/workspaces/workspaces';
import classes from './WorkspaceMark.module.css';

/** A workspace at a glance: its first letter on its colour. Its name stands beside it. */
export function WorkspaceMark({ entry }: { readonly entry: Pick<WorkspaceEntry, 'name' | 'colour'> }) {
  const [letter = ''] = entry.name.trim();
  return (
    <span className={`${classes.mark} ${colourClass(entry.colour)}`} aria-hidden>
      {letter.toLocaleUpperCase()}
    </span>
  );
}

export function colourClass(colour: WorkspaceColour): string {
  return classes[colour] ?? '';
}

export const colourNames: Readonly<Record<WorkspaceColour, string>> = {
  blue: 'Blue',
  cyan: 'Cyan',
  green: 'Green',
  yellow: 'Yellow',
  red: 'Red',
  purple: 'Purple',
  grey: 'Grey',
};
