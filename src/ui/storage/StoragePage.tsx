import { Stack } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import { CleanUpSection } from './CleanUpSection';
import { PolicySection } from './PolicySection';
import { UseSection } from './UseSection';
import { useStorageUse } from './useStorageUse';
import { VerifySection } from './VerifySection';

const FindKeySection = lazy(() =>
  import('./FindKeySection').then(({ FindKeySection: section }) => ({ default: section })),
);

/** The bytes that are kept on this device: how many, which, whether they are sound, and how to be rid of some. */
export function StoragePage() {
  return (
    <Page title="Storage">
      <WithWorkspace>{(workspace) => <Sections workspace={workspace} />}</WithWorkspace>
    </Page>
  );
}

function Sections({ workspace }: { readonly workspace: Workspace }) {
  const { auditSequence } = workspace;
  const [sweeps, setSweeps] = useState(0);
  const use = useStorageUse(`${auditSequence} ${sweeps}`);
  return (
    <Stack gap={36} maw={820}>
      <UseSection use={use} />
      <PolicySection />
      <VerifySection auditSequence={auditSequence} />
      <Suspense fallback={null}>
        <FindKeySection workspace={workspace} />
      </Suspense>
      <CleanUpSection workspace={workspace} use={use} onSwept={() => setSweeps(sweeps + 1)} />
    </Stack>
  );
}
