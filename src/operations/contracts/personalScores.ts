import { type DecisionTable, defaultDecisions, escalateFrom, scoreRows } from '../../gates/privacy/decide';
import { personalKinds, type PersonalKind } from '../../gates/privacy/kinds';
import { err, type Result } from '../../lib/result';
import type { PersonalScores } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { commitWrittenChange } from '../core/commitChange';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { Workspace } from '../core/workspace';

/** The scores of one kind, as a person chose them or as they usually are. */
export interface KindScores extends PersonalScores {
  readonly kind: PersonalKind;
}

const usual = { escalateFrom, blockFrom: null } as const;

/** The scores of every kind in a workspace. */
export function personalScores({ decisions }: Pick<Workspace, 'decisions'>): readonly KindScores[] {
  const chosen = inOrderOfChange(decisions).findLast(({ says }) => says === 'personal')?.personal ?? [];
  return personalKinds.map((kind) => ({ ...usual, ...chosen.find((each) => each.kind === kind), kind }));
}

/** The same as a decision table. */
export function workspaceDecisions(workspace: Pick<Workspace, 'decisions'>): DecisionTable {
  return {
    ...defaultDecisions,
    byKind: new Map(personalScores(workspace).map((each) => [each.kind, scoreRows(each)])),
  };
}

/** Chooses from which scores findings escalate and block; kinds whose scores are the usual ones are not stored. */
export async function setPersonalScores(
  ports: OperationPorts,
  scores: readonly KindScores[],
): Promise<Result<Change<void>, OperationFailure>> {
  const isScore = (score: number | null): boolean => score === null || (score >= 0 && score <= 1);
  const bad = scores.find((each) => !isScore(each.escalateFrom) || !isScore(each.blockFrom));
  if (bad)
    return err({ kind: 'invalidAnnotation', message: `The scores of ${bad.kind} have to be from 0 to 1.` });
  const personal = scores
    .filter((each) => each.escalateFrom !== usual.escalateFrom || each.blockFrom !== usual.blockFrom)
    .map(({ kind, escalateFrom: escalate, blockFrom }) => ({ kind, escalateFrom: escalate, blockFrom }));
  return commitWrittenChange(ports, async (change) => {
    const none = { artifactId: null, otherArtifactId: null, jobId: null, otherJobId: null, name: null };
    const said = { says: 'personal' as const, personal };
    await change.add('decisions', [
      { ...none, ...said, id: ports.newId(), actor: ports.actor, recordedAt: change.now },
    ]);
    const kinds = personal.map(({ kind }) => kind);
    return {
      value: undefined,
      audit: { action: 'setPersonalScores', subject: 'personal data', detail: { kinds } },
    };
  });
}
