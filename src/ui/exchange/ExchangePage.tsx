import { Stack } from '@mantine/core';

import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import { ExportSection } from './ExportSection';
import { ImportSection } from './ImportSection';
import { WipeSection } from './WipeSection';

export function ExchangePage() {
  return (
    <Page title="Exchange">
      <WithWorkspace>
        {(workspace) => (
          <Stack gap={36} maw={820}>
            <ExportSection workspace={workspace} />
            <ImportSection />
            <WipeSection workspace={workspace} />
          </Stack>
        )}
      </WithWorkspace>
    </Page>
  );
}
