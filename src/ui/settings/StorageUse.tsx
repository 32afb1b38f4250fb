import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import { formatBytes } from '../shared/format';

interface Use {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly isPersisted: boolean;
}

/** What the browser says of its own storage; browsers blur these figures, hence the ≈. */
export function StorageUse() {
  const [use, setUse] = useState<Use | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    void readUse().then(setUse);
  }, []);
  const persist = async (): Promise<void> => {
    setIsRefused(!(await navigator.storage.persist()));
    setUse(await readUse());
  };
  return (
    <>
      <Text size="sm" mih={22}>
        {use !== null &&
          (use.usedBytes === null
            ? 'This browser does not say how much is used.'
            : `≈ ${formatBytes(use.usedBytes)} used${use.quotaBytes === null ? '' : ` of ≈ ${formatBytes(use.quotaBytes)} that the browser would allow`}. Both are the browser’s estimates.`)}
      </Text>
      {use !== null && (
        <Text size="sm">
          {use.isPersisted
            ? 'The browser keeps it until you delete it.'
            : 'The browser may delete it when the disk runs full.'}
        </Text>
      )}
      {use?.isPersisted === false && (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => void persist()}>
          Ask the browser to keep it
        </Button>
      )}
      {isRefused && (
        <Text size="sm" role="status">
          The browser refused for now. It often agrees once the site is bookmarked or installed; a bundle is
          the safe copy.
        </Text>
      )}
    </>
  );
}

async function readUse(): Promise<Use> {
  const [estimate, isPersisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return { usedBytes: estimate.usage ?? null, quotaBytes: estimate.quota ?? null, isPersisted };
}
