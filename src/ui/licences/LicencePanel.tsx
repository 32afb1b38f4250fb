import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';

import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { LicenceRow } from '../../operations/lineage/licenceBoard';
import { useServices } from '../../state/services';
import { ContractMark } from '../contracts/ContractMark';
import { download } from '../shared/download';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useEdit } from '../shared/useEdit';
import classes from './Licences.module.css';
import { policyNames, saidByWords } from './licenceWords';
import { useLicences } from './useLicences';

interface LicencePanelProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
  readonly version: SnapshotView;
}

/** The licence of an artifact, what it has of all that it was made from, and what the policies say of that. */
export function LicencePanel({ workspace, view, version }: LicencePanelProps) {
  const { gates } = useServices();
  const board = useLicences(workspace);
  const row = board?.byArtifact.get(view.artifact.id);
  if (!board || !row) return <SlowSkeleton />;
  const saveAttribution = async (): Promise<void> => {
    const text = await gates.attribution(workspace, view.artifact.id);
    download(text, `attribution of ${view.name.replaceAll('/', ' ')}.txt`, 'text/plain');
  };
  const inherited = row.licence.arrivals.filter(({ way }) => way.length > 1);
  return (
    <section aria-label="Licence">
      <p className={classes.lead}>
        {row.own === null ? (
          'Nothing says under which licence it is.'
        ) : (
          <>
            <span className={classes.code}>{row.own.expression ?? 'none that is known'}</span>,{' '}
            {saidByWords(row.own)}.
          </>
        )}
      </p>
      <SetLicence key={version.snapshot.id} view={view} version={version} now={row.own?.expression ?? ''} />
      {inherited.length > 0 && (
        <>
          <h3 className={classes.head}>From what it was made of</h3>
          <ul className={classes.list}>
            {inherited.map(({ expression, way, certainty }) => (
              <li key={`${expression ?? ''} ${way.join(' ')}`}>
                <span className={classes.code}>{expression ?? 'not known'}</span>{' '}
                <span className={classes.quiet}>
                  {certainty === 'possible' && 'possibly '}
                  {way.join(' → ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className={classes.head}>Policies</h3>
      <Findings row={row} policies={board.policies.map((policy) => policyNames[policy])} />
      <Button variant="default" onClick={() => void saveAttribution()}>
        Save the attribution
      </Button>
    </section>
  );
}

function Findings({ row, policies }: { readonly row: LicenceRow; readonly policies: readonly string[] }) {
  return (
    <>
      <p className={classes.lead}>
        <ContractMark verdict={row.verdict} /> <span className={classes.quiet}>{policies.join(' · ')}</span>
      </p>
      <ul className={classes.list}>
        {row.findings.map(({ policy, verdict, message }) => (
          <li key={`${policy} ${message}`}>
            <ContractMark verdict={verdict} /> {policyNames[policy]}: {message}
          </li>
        ))}
      </ul>
    </>
  );
}

function SetLicence({
  view,
  version,
  now,
}: {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
  readonly now: string;
}) {
  const { gates } = useServices();
  const edit = useEdit();
  const [draft, setDraft] = useState(now);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    void edit(`${view.name} is under ${draft.trim()}`, () =>
      gates.setLicence(version.snapshot.id, draft.trim()),
    );
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <TextInput
        label="Licence, as an SPDX expression"
        placeholder="CC-BY-4.0"
        value={draft}
        required
        w={320}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={draft.trim() === '' || draft.trim() === now}>
        Set licence
      </Button>
    </form>
  );
}
