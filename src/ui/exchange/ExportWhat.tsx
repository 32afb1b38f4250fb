import { MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { type ExchangeSearch, parseExchangeSearch } from './exchangeSearch';
import { nodeOptions } from './nodeOptions';

type Way = 'all' | 'within' | 'only';

const ways = [
  { value: 'all', label: 'Everything' },
  { value: 'within', label: 'One node’s lineage' },
  { value: 'only', label: 'Chosen nodes' },
] as const satisfies readonly { readonly value: Way; readonly label: string }[];

const unchosen = 'Until one is chosen, everything is exported';

interface ExportWhatProps {
  readonly search: ExchangeSearch;
  readonly workspace: Workspace;
}

/** What is exported: all, one node with what it came from and what came of it, or some nodes. */
export function ExportWhat({ search: { within, only }, workspace }: ExportWhatProps) {
  const navigate = useNavigate();
  const said: Way = within !== undefined ? 'within' : only !== undefined ? 'only' : 'all';
  const [way, setWay] = useState(said);
  const choose = (next: { readonly within?: string; readonly only?: readonly string[] }): void => {
    void navigate({ to: '/exchange', search: parseExchangeSearch(next), replace: true });
  };
  return (
    <Stack gap="xs" align="flex-start" w="100%" maw={520}>
      <SegmentedControl
        aria-label="What to export"
        size="xs"
        data={[...ways]}
        value={way}
        onChange={(next) => {
          setWay(next);
          choose({});
        }}
      />
      {way === 'within' && (
        <Select
          label="Node"
          description={within === undefined ? unchosen : 'With all that it came from and all that came of it'}
          data={nodeOptions(workspace, within)}
          value={within ?? null}
          onChange={(next) => choose(next === null ? {} : { within: next })}
          placeholder="Choose a node"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Export everything' }}
          limit={80}
          nothingFoundMessage="No such node"
          w="100%"
        />
      )}
      {way === 'only' && (
        <MultiSelect
          label="Nodes"
          description={
            only && only.length > 0 ? 'Each with its versions or runs, and the links between them' : unchosen
          }
          data={nodeOptions(workspace, undefined)}
          value={[...(only ?? [])]}
          onChange={(next) => choose({ only: next })}
          placeholder={only && only.length > 0 ? '' : 'Choose nodes'}
          searchable
          clearable
          limit={80}
          nothingFoundMessage="No such node"
          w="100%"
        />
      )}
    </Stack>
  );
}
