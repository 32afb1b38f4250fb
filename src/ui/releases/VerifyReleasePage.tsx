import { Button, Group, Table, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';

import { fileMatchWords, signerWords } from '../../operations/releases/releaseCheckWords';
import type { ReleaseCheck } from '../../operations/releases/verifyRelease';
import { useServices } from '../../state/services';
import { useDropPurpose } from '../drop/dropPurpose';
import { useFileIntake } from '../drop/fileIntake';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { Facts } from '../shared/Facts';
import { formatCounted } from '../shared/format';
import { Page } from '../shared/Page';
import { Section } from '../shared/Section';
import { takeForCheck, useEvidenceCheck } from './evidenceCheck';
import classes from './Evidence.module.css';
import { releaseFacts } from './evidenceFacts';

/** Whether the evidence of a release is intact, who signed it, and which files match it. Nothing is stored. */
export function VerifyReleasePage() {
  const services = useServices();
  const intake = useFileIntake();
  const { name, text, isReading, fault } = useEvidenceCheck();
  useDropPurpose('held against the evidence of a release; nothing is stored', (items) => {
    void takeForCheck(items, services);
  });
  return (
    <Page
      title="Verify a release"
      actions={
        <Group gap="xs">
          <ButtonLink to="/releases" variant="default" size="compact-sm">
            All aliases
          </ButtonLink>
          {text !== null && (
            <Button variant="default" size="compact-sm" loading={isReading} onClick={intake.chooseFiles}>
              Choose files to check
            </Button>
          )}
        </Group>
      }
    >
      {fault !== null && (
        <Text size="sm" c="var(--tl-bad-text)" role="alert" mb="sm">
          {fault}
        </Text>
      )}
      {text === null ? (
        <EmptyState
          title="Drop the evidence of a release"
          hint="The page says whether anything in it was changed, and who signed it. Drop the files of the release as well to see which of them match. Nothing is stored."
          actions={
            <Button variant="default" loading={isReading} onClick={intake.chooseFiles}>
              Choose files
            </Button>
          }
        />
      ) : (
        <Checked name={name} text={text} />
      )}
    </Page>
  );
}

/** The verdict, anew for each key and file. */
function useCheck(text: string, trusted: string): { check: ReleaseCheck | null; fault: string | null } {
  const services = useServices();
  const files = useEvidenceCheck((state) => state.files);
  const [found, setFound] = useState<{ check: ReleaseCheck | null; fault: string | null }>({
    check: null,
    fault: null,
  });
  useEffect(() => {
    let isCurrent = true;
    void services
      .releaseEvidence()
      .then((evidence) => evidence.verify(text, trusted, files))
      .then((verified) => {
        if (!isCurrent) return;
        setFound((before) =>
          verified.ok
            ? { check: verified.value, fault: null }
            : { check: trusted === '' ? null : before.check, fault: verified.error },
        );
      });
    return () => {
      isCurrent = false;
    };
  }, [services, text, trusted, files]);
  return found;
}

function Checked({ name, text }: { readonly name: string; readonly text: string }) {
  const [trusted, setTrusted] = useState('');
  const { check, fault } = useCheck(text, trusted);
  return (
    <div className={classes.page}>
      {check && <Verdict name={name} check={check} />}
      <Textarea
        label="Public key to trust"
        description="From whoever made the release, on another way than this file. PEM, a line of OpenSSH, base64 or hexadecimal digits."
        placeholder="-----BEGIN PUBLIC KEY-----"
        value={trusted}
        error={fault}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => setTrusted(event.currentTarget.value)}
      />
      {check && (
        <>
          <Section label="Files">
            <FileTable check={check} />
          </Section>
          <Section label="Release">
            <Facts facts={releaseFacts(check.statement)} />
          </Section>
        </>
      )}
    </div>
  );
}

const verdictTitles = { pass: 'Verified', fail: 'Not verified', unknown: 'Signer not checked' } as const;

function Verdict({ name, check }: { readonly name: string; readonly check: ReleaseCheck }) {
  const wrong = check.files.filter(({ status }) => status !== 'matches').length;
  const total = check.files.length;
  const files = wrong > 0 ? ` ${wrong} of ${total} files ${wrong === 1 ? 'does' : 'do'} not match.` : '';
  return (
    <div className={classes.verdict} data-verdict={check.verdict} role="status">
      <strong>{verdictTitles[check.verdict]}</strong>
      <span>
        {name}: {signerWords(check.signer)}.{files}
      </span>
    </div>
  );
}

/** The subjects, and the files that were held against them, what does not match first. */
function FileTable({ check }: { readonly check: ReleaseCheck }) {
  const { files, statement } = check;
  const found = new Set(files.map(({ subject }) => subject?.name));
  const rows = [
    ...files
      .toSorted((a, b) => Number(a.status === 'matches') - Number(b.status === 'matches'))
      .map((match) => ({
        key: `file ${match.path}`,
        name: match.path,
        sha256: match.sha256,
        words: fileMatchWords(match),
        isBad: match.status !== 'matches',
      })),
    ...statement.subjects
      .filter(({ name }) => !found.has(name))
      .map(({ name, sha256, tree }) => ({
        key: `subject ${name}`,
        name,
        sha256: sha256 ?? tree ?? null,
        words: 'not given here',
        isBad: false,
      })),
  ];
  const shown = rows.slice(0, shownRows);
  return (
    <>
      <Table.ScrollContainer minWidth={460}>
        <Table aria-label="Files of the release">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>SHA-256</Table.Th>
              <Table.Th>Result</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ key, name, sha256, words, isBad }) => (
              <Table.Tr key={key}>
                <Table.Td className={classes.name}>{name}</Table.Td>
                <Table.Td>
                  <code title={sha256 ?? undefined}>{sha256?.slice(0, 12) ?? 'none'}</code>
                </Table.Td>
                <Table.Td className={isBad ? classes.wrong : undefined}>{words}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > shown.length && (
        <Text size="sm" c="dimmed">
          {formatCounted(rows.length - shown.length, 'further file')} not shown; the command `throughline
          release verify` lists all.
        </Text>
      )}
    </>
  );
}

const shownRows = 500;
