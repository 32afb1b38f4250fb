import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconClockHour4, IconEye, IconLicense, IconUserShield, type Icon } from '@tabler/icons-react';

import type { HistoryStep, Lens, LineageSearch } from './lineageSearch';
import { lenses, without } from './lineageSearch';

const names: Readonly<Record<Lens, string>> = {
  privacy: 'Personal data',
  freshness: 'Freshness',
  licence: 'Licences',
};

const icons: Readonly<Record<Lens, Icon>> = {
  privacy: IconUserShield,
  freshness: IconClockHour4,
  licence: IconLicense,
};

interface LensMenuProps {
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch, step?: HistoryStep) => void;
}

/** Chooses what cards say beside what they always say. */
export function LensMenu({ search, onSearchChange }: LensMenuProps) {
  const { lens } = search;
  const Shape = lens === undefined ? IconEye : icons[lens];
  const words = lens === undefined ? 'Lens' : `Lens: ${names[lens]}`;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={words}>
          <ActionIcon size={30} variant={lens === undefined ? 'default' : 'filled'} aria-label={words}>
            <Shape size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {lenses.map((each) => {
          const Own = icons[each];
          return (
            <Menu.Item
              key={each}
              leftSection={<Own size={16} />}
              onClick={() => onSearchChange({ ...search, lens: each }, 'replace')}
            >
              {names[each]}
            </Menu.Item>
          );
        })}
        <Menu.Item
          disabled={lens === undefined}
          onClick={() => onSearchChange(without(search, 'lens'), 'replace')}
        >
          No lens
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
