import { NativeSelect, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { GraphFormat } from '../../formats/graphExports/graphFormats';
import type { NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { Section } from '../shared/Section';
import classes from './ExchangePage.module.css';
import { parseExchangeSearch } from './exchangeSearch';
import { ExportFormat } from './ExportFormat';
import { nodeOptions } from './nodeOptions';
import { otherFormats } from './otherFormats';

export function ExportSection({ workspace }: { readonly workspace: Workspace }) {
  const services = useServices();
  const { within } = useSearch({ from: '/exchange' });
  const navigate = useNavigate();
  const choose = (next: string | null): void => {
    void navigate({
      to: '/exchange',
      search: parseExchangeSearch({ within: next ?? undefined }),
      replace: true,
    });
  };
  return (
    <Section label="Export">
      <Select
        label="What"
        description="Everything, or one node with all that it came from and all that came of it"
        placeholder="Everything"
        data={nodeOptions(workspace, within)}
        value={within ?? null}
        onChange={choose}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Export everything' }}
        limit={80}
        nothingFoundMessage="No such node"
        maw={520}
      />
      <div className={classes.formats}>
        <ExportFormat
          title="Throughline bundle"
          about="Lossless: imported into an empty workspace it gives the same one, audit log included. The files themselves are not in it."
          ending="throughline.json"
          write={() => services.exportBundle(within ?? null)}
        />
        <ExportFormat
          title="OpenLineage JSON"
          about="Events that Marquez, DataHub and other tools read: runs, jobs, datasets with schemas and versions."
          ending="openlineage.json"
          write={() => services.exportOpenLineage(within ?? null)}
        />
        <OtherFormats within={within ?? null} />
      </div>
    </Section>
  );
}

/** Further standards and drawings, one of which is chosen. */
function OtherFormats({ within }: { readonly within: NodeKey | null }) {
  const services = useServices();
  const [chosen, setChosen] = useState<GraphFormat>('prov-json');
  const format = otherFormats.find(({ value }) => value === chosen)!;
  return (
    <ExportFormat
      title={format.label}
      about={format.about}
      ending={format.ending}
      write={() => services.exportGraph(within, format.value)}
    >
      <NativeSelect
        aria-label="Another format"
        value={chosen}
        data={otherFormats.map(({ value, label }) => ({ value, label }))}
        onChange={(event) => setChosen(event.currentTarget.value as GraphFormat)}
      />
    </ExportFormat>
  );
}
