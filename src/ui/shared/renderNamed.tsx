import type { ComboboxItem } from '@mantine/core';

import { MiddleCut } from './MiddleCut';
import { tellApart } from './tellApart';

/** Draws the options of a list of names, each as the shortest end of its path that no other has; search and hover have the whole name. */
export function renderNamed(options: readonly ComboboxItem[]) {
  const shown = tellApart(options.map(({ label }) => label));
  return function NamedOption({ option }: { readonly option: ComboboxItem }) {
    return <MiddleCut text={shown.get(option.label) ?? option.label} whole={option.label} />;
  };
}
