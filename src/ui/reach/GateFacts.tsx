import { objectiveWords } from '../../gates/freshness/objective';
import type { ArtifactView } from '../../operations/core/workspace';
import { ContractIcon } from '../contracts/ContractMark';
import { freshnessNames, momentWords, verdictWords } from '../freshness/freshnessWords';
import { useFreshness } from '../freshness/useFreshness';
import { Section } from '../inspector/Facts';
import { useInspector } from '../inspector/inspectorContext';
import { licenceNames, licenceShort, saidByWords } from '../licences/licenceWords';
import { useLicences } from '../licences/useLicences';
import classes from '../privacy/Privacy.module.css';
import { ReachPart } from './ReachPart';

/** What freshness and licences say of an artifact, and what it reaches. */
export function GateFacts({ artifact }: { readonly artifact: ArtifactView }) {
  return (
    <>
      <FreshnessPart artifact={artifact} />
      <LicencePart artifact={artifact} />
      <ReachPart />
    </>
  );
}

function FreshnessPart({ artifact }: { readonly artifact: ArtifactView }) {
  const { workspace } = useInspector();
  const board = useFreshness(workspace);
  const id = artifact.artifact.id;
  const rows = board?.rows.filter((row) => row.artifact.artifact.id === id) ?? [];
  const stale = board?.stale.get(id);
  const isInherited = stale !== undefined && stale.way.length > 1;
  if (!board || (rows.length === 0 && !isInherited)) return null;
  return (
    <Section title="Freshness" count={`judged at ${momentWords(board.at)}`}>
      <ul className={classes.tags}>
        {rows.map(({ verdict, objective, statedBy, pointer }) => (
          <li key={`${statedBy} ${pointer} ${objective.column ?? ''}`}>
            <ContractIcon verdict={verdict.verdict} words={freshnessNames[verdict.verdict]} />{' '}
            {verdictWords(verdict)}
            <span className={classes.quiet}> · {objectiveWords(objective)}</span>
          </li>
        ))}
        {isInherited && (
          <li>
            <ContractIcon verdict={stale.verdict} words={freshnessNames[stale.verdict]} />{' '}
            {freshnessNames[stale.verdict]} because of {stale.from.name}
            <span className={classes.quiet}> · {stale.way.join(' → ')}</span>
          </li>
        )}
      </ul>
    </Section>
  );
}

function LicencePart({ artifact }: { readonly artifact: ArtifactView }) {
  const { workspace } = useInspector();
  const row = useLicences(workspace)?.byArtifact.get(artifact.artifact.id);
  if (!row || row.licence.arrivals.every(({ expression }) => expression === null)) return null;
  return (
    <Section title="Licence" count={licenceNames[row.verdict].toLowerCase()}>
      <ul className={classes.tags}>
        <li>
          <ContractIcon verdict={row.verdict} words={licenceNames[row.verdict]} /> {licenceShort(row)}
          <span className={classes.quiet}>
            {' '}
            · {row.own ? saidByWords(row.own) : 'from what it was made of'}
          </span>
        </li>
        {row.findings.slice(0, 5).map(({ policy, message }) => (
          <li key={`${policy} ${message}`} className={classes.quiet}>
            {message}
          </li>
        ))}
      </ul>
    </Section>
  );
}
