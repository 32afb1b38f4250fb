import type { Waiver } from '../../gates/contract/waiver';
import type { SnapshotView } from '../../operations/core/workspace';
import type { ContractVerdict } from '../../versioning/records';
import { TextLink } from '../shared/TextLink';
import { ContractMark } from './ContractMark';
import classes from './Contracts.module.css';
import { findingsWords } from './contractWords';
import { useStanding } from './waiverWords';

interface VerdictNoteProps {
  readonly version: SnapshotView;
  readonly waivers: readonly Waiver[];
}

/** What the contract said of a version, in one line that leads to its clauses. */
export function VerdictNote({ version, waivers }: VerdictNoteProps) {
  const { verdict } = version;
  return verdict && <Note version={version} verdict={verdict} waivers={waivers} />;
}

function Note({ version, verdict, waivers }: VerdictNoteProps & { readonly verdict: ContractVerdict }) {
  const { snapshot, artifactId } = version;
  const standing = useStanding(verdict, waivers);
  const broken = verdict.checks.find(({ clause }) => clause === 'contract');
  return (
    <div className={classes.note} data-testid="verdict">
      <ContractMark verdict={verdict.verdict} isWaived={standing.isWaived} />
      <TextLink
        to="/artifacts/$artifactId"
        params={{ artifactId }}
        search={{ version: snapshot.sequence, tab: 'contract' }}
        inherit
      >
        By its contract: {broken ? broken.message : findingsWords(standing)}
      </TextLink>
    </div>
  );
}
