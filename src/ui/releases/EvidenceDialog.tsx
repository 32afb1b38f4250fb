import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import { useServices } from '../../state/services';
import type { SigningKey } from '../../state/releaseEvidence';
import type { AliasMove } from '../../versioning/records';
import { download } from '../shared/download';
import classes from './Evidence.module.css';
import type { ReleaseSubject } from './releaseContext';

interface EvidenceDialogProps {
  readonly subject: ReleaseSubject;
  readonly move: AliasMove;
  readonly onClose: () => void;
}

/** Writes the evidence of a move as one signed file, with the key that it is signed with. */
export function EvidenceDialog({ subject, move, onClose }: EvidenceDialogProps) {
  const { artifact, workspace, aliasName } = subject;
  const { key, fault, setFault, make, give, exportPrivate } = useSigningKey();
  const services = useServices();
  const base = `${artifact.name.split('/').at(-1)}-${aliasName}`;
  const sign = async (): Promise<void> => {
    const signed = await (await services.releaseEvidence()).sign(workspace, artifact, move);
    if (signed.ok) download(signed.value, `${base}.intoto.json`);
    else setFault(signed.error);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title="Signed evidence"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">
          One file says what this release was made from, with the SHA-256 of every file upstream, and what
          spoke for it: comparisons, guardrails, contracts and runs. It holds no rows of the data. Whoever has
          your public key can check it, on this page or with <code>throughline release verify</code>.
        </Text>
        {key === null && <NoKey onMake={() => void make()} onGive={(file) => void give(file)} />}
        {key && <OwnKey signingKey={key} onSign={() => void sign()} onExport={() => void exportPrivate()} />}
        {fault !== null && (
          <Text size="sm" c="var(--tl-bad-text)" role="alert">
            {fault}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

interface OwnKeyProps {
  readonly signingKey: SigningKey;
  readonly onSign: () => void;
  readonly onExport: () => void;
}

function OwnKey({ signingKey, onSign, onExport }: OwnKeyProps) {
  return (
    <>
      <div>
        <Text size="sm" fw={600}>
          Your key
        </Text>
        <div className={classes.key}>{signingKey.keyId}</div>
        <Text size="sm" c="dimmed">
          The private key stays in this browser unless you export it.
        </Text>
      </div>
      <Group gap="xs">
        <Button onClick={onSign} data-autofocus>
          Download the evidence
        </Button>
        <Button
          variant="default"
          onClick={() => download(signingKey.publicKey, 'throughline.pub', 'text/plain')}
        >
          Download the public key
        </Button>
        <Button variant="subtle" color="gray" onClick={onExport}>
          Export the private key
        </Button>
      </Group>
    </>
  );
}

interface NoKeyProps {
  readonly onMake: () => void;
  readonly onGive: (file: File) => void;
}

function NoKey({ onMake, onGive }: NoKeyProps) {
  return (
    <>
      <Text size="sm">This browser has no key yet.</Text>
      <Group gap="xs">
        <Button onClick={onMake} data-autofocus>
          Make a key
        </Button>
        <FileButton onChange={(file) => file && onGive(file)} accept=".pem,.key,text/plain">
          {(props) => (
            <Button {...props} variant="default">
              Use a key of your own
            </Button>
          )}
        </FileButton>
      </Group>
    </>
  );
}

/** The key of this browser: undefined until it is known, null where there is none. */
function useSigningKey() {
  const services = useServices();
  const [key, setKey] = useState<SigningKey | null | undefined>(undefined);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services
      .releaseEvidence()
      .then((evidence) => evidence.key())
      .then((found) => isCurrent && setKey(found));
    return () => {
      isCurrent = false;
    };
  }, [services]);
  const make = async (): Promise<void> => {
    setFault(null);
    try {
      setKey(await (await services.releaseEvidence()).makeKey());
    } catch {
      setFault('This browser cannot make Ed25519 keys, or has no room to keep one.');
    }
  };
  const give = async (file: File): Promise<void> => {
    const given = await (await services.releaseEvidence()).giveKey(await file.text());
    if (given.ok) setKey(given.value);
    setFault(given.ok ? null : `${file.name}: ${given.error}.`);
  };
  const exportPrivate = async (): Promise<void> => {
    const pem = await (await services.releaseEvidence()).exportKey();
    if (pem !== null) download(pem, 'throughline-private.pem', 'text/plain');
  };
  return { key, fault, setFault, make, give, exportPrivate };
}
