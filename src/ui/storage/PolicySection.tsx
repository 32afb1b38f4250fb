import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import { defaultKeepPolicy, type KeepPolicy } from '../../operations/bytes/keepPolicy';
import { useServices } from '../../state/services';
import { Section } from '../shared/Section';
import classes from './Storage.module.css';

const megabyte = 1024 * 1024;
const defaultMegabytes = defaultKeepPolicy.kind === 'upTo' ? defaultKeepPolicy.byteLength / megabyte : 256;

export function PolicySection() {
  const { storage } = useServices();
  const [policy, setPolicy] = useState<KeepPolicy | null>(null);
  const [isStored, setIsStored] = useState(false);
  useEffect(() => {
    void storage.policy().then(setPolicy);
  }, [storage]);
  const choose = (next: KeepPolicy): void => {
    setPolicy(next);
    setIsStored(false);
    void storage.setPolicy(next).then(() => setIsStored(true));
  };
  const megabytes = policy?.kind === 'upTo' ? policy.byteLength / megabyte : defaultMegabytes;
  return (
    <Section label="Policy" title="What is kept of what you drop">
      <Text size="sm" mb={12}>
        Stored files can always be restored exactly. Digests and profiles are stored either way.
      </Text>
      <Radio.Group
        aria-label="What is kept"
        value={policy?.kind ?? ''}
        onChange={(kind) =>
          choose(
            kind === 'upTo'
              ? { kind, byteLength: megabytes * megabyte }
              : { kind: kind === 'always' ? 'always' : 'never' },
          )
        }
      >
        <Stack gap={10}>
          <Radio value="always" label="The bytes of every file" />
          <div className={classes.row}>
            <Radio value="upTo" label="The bytes of files of at most" />
            <NumberInput
              aria-label="Largest file whose bytes are kept"
              size="xs"
              w={110}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              suffix=" MiB"
              value={megabytes}
              disabled={policy?.kind !== 'upTo'}
              onChange={(value) => {
                const size = Number(value);
                if (Number.isInteger(size) && size > 0) choose({ kind: 'upTo', byteLength: size * megabyte });
              }}
            />
          </div>
          <Radio value="never" label="No bytes: only what points to them" />
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed" mt={isStored ? 8 : 0} role="status">
        {isStored && 'Holds for what is dropped from now on; what is kept stays until it is cleaned up.'}
      </Text>
    </Section>
  );
}
