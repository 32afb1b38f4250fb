import type { SnapshotView } from '../../operations/core/workspace';
import { TextLink } from '../shared/TextLink';
import { ContractMark } from './ContractMark';
import classes from './Contracts.module.css';
import { findingsWords } from './contractWords';

/** What the contract said of a version, in one line that leads to its clauses. */
export function VerdictNote({ version }: { readonly version: SnapshotView }) {
  const { verdict, snapshot, artifactId } = version;
  if (!verdict) return null;
  return (
    <div className={classes.note} data-testid="verdict">
      <ContractMark verdict={verdict.verdict} />
      <TextLink
        to="/artifacts/$artifactId"
        params={{ artifactId }}
        search={{ version: snapshot.sequence, tab: 'contract' }}
        inherit
      >
        By its contract: {findingsWords(verdict)}
      </TextLink>
    </div>
  );
}
