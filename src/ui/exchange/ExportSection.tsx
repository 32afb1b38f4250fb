import { Checkbox, NativeSelect } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { ExportScope } from '../../operations/lineage/lineageSelection';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { Section } from '../shared/Section';
import classes from './ExchangePage.module.css';
import { exportScope } from './exchangeSearch';
import { ExportArchiveFormat } from './ExportArchiveFormat';
import { ExportFormat } from './ExportFormat';
import { ExportWhat } from './ExportWhat';
import { archiveFormats, otherFormats } from './otherFormats';

export function ExportSection({ workspace }: { readonly workspace: Workspace }) {
  const services = useServices();
  const search = useSearch({ from: '/exchange' });
  const scope = exportScope(search);
  return (
    <Section label="Export">
      <ExportWhat search={search} workspace={workspace} />
      <div className={classes.formats}>
        <Bundle scope={scope} />
        <ExportFormat
          title="OpenLineage JSON"
          about="Events that Marquez, DataHub and other tools read: runs, jobs, datasets with schemas and versions."
          ending="openlineage.json"
          write={() => services.exportOpenLineage(scope)}
        />
        <OtherFormats scope={scope} />
      </div>
    </Section>
  );
}

/** All records. Of a part, values of personal columns are masked; of everything a person says so, as the log goes then. */
function Bundle({ scope }: { readonly scope: ExportScope }) {
  const services = useServices();
  const [isMasked, setIsMasked] = useState(false);
  const about =
    scope !== null || isMasked
      ? 'Its profiles have no values of columns that hold personal data. The audit log and the files themselves are not in it.'
      : 'Lossless: imported into an empty workspace it gives the same one, audit log included. The files themselves are not in it.';
  return (
    <ExportFormat
      title="Throughline bundle"
      about={about}
      ending="throughline.json"
      write={() => services.exportBundle(scope, scope !== null || isMasked ? 'masked' : 'all')}
    >
      {scope === null && (
        <Checkbox
          size="sm"
          label="Mask personal values in profiles"
          checked={isMasked}
          onChange={(event) => setIsMasked(event.currentTarget.checked)}
        />
      )}
    </ExportFormat>
  );
}

/** Further standards, drawings and pointers, one of which is chosen. */
function OtherFormats({ scope }: { readonly scope: ExportScope }) {
  const services = useServices();
  const [chosen, setChosen] = useState<string>('prov-json');
  const archived = archiveFormats.find(({ value }) => value === chosen);
  const format = otherFormats.find(({ value }) => value === chosen) ?? otherFormats[0]!;
  const choice = (
    <NativeSelect
      aria-label="Another format"
      value={chosen}
      data={[...otherFormats, ...archiveFormats].map(({ value, label }) => ({ value, label }))}
      onChange={(event) => setChosen(event.currentTarget.value)}
    />
  );
  if (archived)
    return (
      <ExportArchiveFormat
        title={archived.label}
        about={archived.about}
        ending={archived.ending}
        write={() => services.exportArchive(scope, archived.value)}
      >
        {choice}
      </ExportArchiveFormat>
    );
  return (
    <ExportFormat
      title={format.label}
      about={format.about}
      ending={format.ending}
      write={() => services.exportGraph(scope, format.value)}
    >
      {choice}
    </ExportFormat>
  );
}
