import { Group } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { memo, useCallback, useDeferredValue, useMemo, type ReactNode } from 'react';

import type { VersionSamples } from '../../operations/releases/measuredSamples';
import { lastRules } from '../../operations/releases/readEvidence';
import { contractGate } from '../../gates/contractGate';
import { useNow } from '../shared/useNow';
import { workOutEvidence } from '../../operations/releases/promotionEvidence';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId } from '../../versioning/records';
import { AbsentPage } from '../shared/AbsentPage';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FailureNotice } from '../shared/FailureNotice';
import { MiddleCut } from '../shared/MiddleCut';
import { Page } from '../shared/Page';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { WithKind } from '../shared/WithKind';
import { WithWorkspace } from '../shared/WithWorkspace';
import { AliasStrip } from './AliasStrip';
import { GuardrailsSection } from './GuardrailsSection';
import { MeasurementsSection } from './MeasurementsSection';
import { MetricsSection } from './MetricsSection';
import { MoveHistory } from './MoveHistory';
import { PromoteSection } from './PromoteSection';
import { releaseSubject, type ChangeReleaseSearch, type ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { parseReleaseSearch, type ReleaseSearch, rulesFor } from './releasesSearch';
import { RollbackSection } from './RollbackSection';
import { TailSection } from './TailSection';
import { useSamples } from './useSamples';

/** One artifact's aliases: a candidate against what is in use, promotion, rollback and history. */
export function ReleasePage() {
  const { artifactId } = useParams({ from: '/releases/$artifactId' });
  return (
    <WithWorkspace>
      {(workspace) => {
        const artifact = workspace.artifacts.get(artifactId as ArtifactId);
        return artifact ? <Release workspace={workspace} artifact={artifact} /> : <NoArtifact />;
      }}
    </WithWorkspace>
  );
}

interface ReleaseProps {
  readonly workspace: Workspace;
  readonly artifact: ArtifactView;
}

function Release({ workspace, artifact }: ReleaseProps) {
  const search = useSearch({ from: '/releases/$artifactId' });
  const change = useChangeSearch(artifact.artifact.id, search);
  // Where the aliases stand is shown at once; what that means goes through the lineage, and comes after it.
  const shown = useDeferredValue(workspace);
  return (
    <Page
      title={`Release ${artifact.name}`}
      heading={
        <WithKind kind={artifact.artifact.kind} size={22}>
          <MiddleCut text={artifact.name} />
        </WithKind>
      }
      actions={
        <Group gap="xs">
          <ButtonLink to="/releases" variant="default" size="compact-sm">
            All aliases
          </ButtonLink>
          <ButtonLink
            to="/artifacts/$artifactId"
            params={{ artifactId: artifact.artifact.id }}
            variant="default"
            size="compact-sm"
          >
            Its versions
          </ButtonLink>
        </Group>
      }
    >
      {artifact.snapshots.length === 0 ? (
        <EmptyState
          title="No version yet"
          hint={`Only the name of ${artifact.name} is known. Drop its file to have a version that an alias can stand on.`}
        />
      ) : (
        <>
          <AliasStrip subject={releaseSubject(workspace, artifact, search)} change={change} />
          <Sections
            workspace={shown}
            artifact={shown.artifacts.get(artifact.artifact.id) ?? artifact}
            change={change}
          />
        </>
      )}
    </Page>
  );
}

function useChangeSearch(artifactId: ArtifactId, search: ReleaseSearch): ChangeReleaseSearch {
  const navigate = useNavigate();
  return useCallback(
    (next) => {
      const changed = parseReleaseSearch({ ...search, ...next });
      if (JSON.stringify(changed) === JSON.stringify(parseReleaseSearch({ ...search }))) return;
      void navigate({
        to: '/releases/$artifactId',
        params: { artifactId },
        search: changed,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, artifactId, search],
  );
}

interface SectionsProps extends ReleaseProps {
  readonly change: ChangeReleaseSearch;
}

const Sections = memo(function Sections({ workspace, artifact, change }: SectionsProps) {
  const search = useSearch({ from: '/releases/$artifactId' });
  const subject = releaseSubject(workspace, artifact, search);
  return (
    <div className={classes.columns}>
      <Candidate subject={subject} change={change}>
        <div className={classes.side}>
          <RollbackSection subject={subject} />
          <MoveHistory subject={subject} change={change} />
        </div>
      </Candidate>
    </div>
  );
});

interface CandidateProps {
  readonly subject: ReleaseSubject;
  readonly change: ChangeReleaseSearch;
  /** Rollback and history, which stand beside the promotion, or between it and the rest. */
  readonly children: ReactNode;
}

function Candidate({ subject, change, children }: CandidateProps) {
  const search = useSearch({ from: '/releases/$artifactId' });
  const { state, own, other, judged } = useJudged(subject, search);
  if (state.status === 'failed')
    return (
      <>
        <div className={classes.first}>
          <FailureNotice title="The measurements could not be read" failure={state.failure} />
        </div>
        {children}
      </>
    );
  if (!judged || own === undefined || other === undefined)
    return (
      <>
        <div className={classes.first}>
          <SlowSkeleton lines={8} />
        </div>
        {children}
      </>
    );
  return (
    <>
      <div className={classes.first}>
        <PromoteSection subject={subject} evidence={judged.evidence} rules={judged.rules} change={change} />
      </div>
      {children}
      <div className={classes.rest}>
        <MetricsSection subject={subject} evidence={judged.evidence} samples={own} change={change} />
        <GuardrailsSection
          subject={subject}
          evidence={judged.evidence}
          samples={[...own, ...(other ?? [])]}
        />
        <TailSection
          subject={subject}
          candidateSamples={own}
          nowSamples={other ?? []}
          metric={search.metric}
          change={change}
        />
        <MeasurementsSection subject={subject} candidateSamples={own} nowSamples={other} />
      </div>
    </>
  );
}

/** The samples of both sides, and what they say by the rules of the address; null until they are read. */
function useJudged({ workspace, artifact, now, candidate }: ReleaseSubject, search: ReleaseSearch) {
  const asked = [candidate, now].flatMap((view) => (view ? [view.snapshot.id] : []));
  const state = useSamples(asked, workspace.auditSequence);
  const samples = state.status === 'ready' ? state.samples : null;
  const own = candidate ? samples?.get(candidate.snapshot.id) : noSamples;
  const other = now ? samples?.get(now.snapshot.id) : null;
  const at = useNow();
  const judged = useMemo(() => {
    if (own === undefined || other === undefined) return null;
    const metrics = [...new Set([...own, ...(other ?? [])].map(({ metric }) => metric))];
    const last = lastRules(inOrderOfChange(artifact.aliases.flatMap(({ moves }) => moves)));
    const rules = rulesFor(metrics, search, last);
    const gate = contractGate(
      artifact.contracts.at(-1) ?? null,
      candidate?.verdict ?? null,
      artifact.waivers,
      at,
    );
    return { rules, evidence: workOutEvidence(own, other, rules, artifact.guardrails, gate) };
  }, [own, other, artifact, candidate, search, at]);
  return { state, own, other, judged };
}

const noSamples: VersionSamples = [];

function NoArtifact() {
  return (
    <AbsentPage noun="artifact">
      <ButtonLink to="/releases">Show all aliases</ButtonLink>
    </AbsentPage>
  );
}
