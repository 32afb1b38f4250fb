import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { AliasMove, SnapshotId } from '../../versioning/records';
import { aliasNameFault } from '../core/aliases';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { readGuardrails } from '../core/guardrailsAsked';
import { samplesOf } from './measuredSamples';
import { appendMove, openAlias, versionOf, type SeenAlias } from './moveAlias';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { MoveEvidence } from './moveEvidence';
import type { MetricRules } from './metricRules';
import { needsReason, stoppingGates, workOutEvidence, type PromotionEvidence } from './promotionEvidence';
import { readContractGate } from './readContractGate';
import { readUsedReadings } from './usedReadings';

/** A version that is to get an alias, and how it was judged. */
export interface Promotion extends SeenAlias {
  readonly snapshotId: SnapshotId;
  readonly rules: MetricRules;
  /** Asked for where contract or guardrails do not let it pass. */
  readonly reason: string | null;
}

/**
 * Moves an alias to a version, or makes it. The evidence is worked out from what is stored at that moment and kept with
 * the move [G13]. Refused where the alias was moved meanwhile (`aliasMoved`), and where contract or guardrails say block,
 * escalate or unknown and no reason is given (`needsReason`).
 */
export async function promote(
  ports: OperationPorts,
  { snapshotId, rules, reason: given, ...seen }: Promotion,
): Promise<Result<Change<AliasMove>, OperationFailure>> {
  const fault = aliasNameFault(seen.alias);
  if (fault !== null) return err({ kind: 'invalidRelease', message: fault });
  const reason = given === null || given.trim() === '' ? null : given.trim();
  return commitWrittenChange(ports, async (change) => {
    const { live } = change;
    const open = await openAlias(change, seen);
    const candidate = await versionOf(open, snapshotId);
    if (open.from?.snapshot.id === candidate.snapshot.id) {
      const message = `${open.alias} is on version ${candidate.snapshot.sequence} already.`;
      throw new Refusal({ kind: 'invalidRelease', message });
    }
    const [own, other, readings, guardrails, contract] = await Promise.all([
      samplesOf(live, candidate),
      open.from && samplesOf(live, open.from),
      readUsedReadings(live, candidate.snapshot, open.from?.snapshot ?? null),
      readGuardrails(live, open.artifact),
      readContractGate(live, open.artifact, candidate, Date.parse(change.now)),
    ]);
    const evidence: MoveEvidence = {
      kind: 'promotion',
      ...(readings && { readings }),
      ...workOutEvidence(own, other, rules, guardrails, contract),
    };
    if (reason === null && needsReason(evidence)) {
      const names = stoppingGates(evidence).join(', ');
      const message = `Version ${candidate.snapshot.sequence} does not pass: ${names} ${verdictVerb(evidence)}.`;
      throw new Refusal({ kind: 'needsReason', message });
    }
    const written = evidence as unknown as Json;
    const { move, subject, detail } = await appendMove(ports, change, open, candidate, {
      reason,
      evidence: written,
    });
    const evidenceDigest = hashOf(ports, canonicalJson(written));
    const compared = evidence.comparisons.map(({ metric, verdict }) => [metric, verdict]);
    const asked = evidence.guardrails.map(({ guardrail, verdict }) => [guardrail.name, verdict]);
    return {
      value: move,
      audit: {
        action: 'promote',
        subject,
        detail: {
          ...detail,
          guardrails: Object.fromEntries(asked) as Json,
          ...(evidence.contract && { contract: evidence.contract.verdict }),
          verdict: evidence.verdict ?? 'no guardrail',
          isOverruled: needsReason(evidence),
          compared: Object.fromEntries(compared) as Json,
          evidenceDigest,
        },
      },
    };
  });
}

function verdictVerb({ verdict, contract }: PromotionEvidence): string {
  if (verdict === 'block') return 'blocks it';
  if (verdict === 'escalate') return 'escalates it';
  return contract?.verdict === 'unknown' ? 'could not judge it' : 'lacks samples of it';
}

function hashOf({ hashers, text }: OperationPorts, canonical: string): string {
  const hasher = hashers.sha256();
  hasher.update(text.encode(canonical));
  return hasher.hex();
}

/** Takes an alias off its version; its history stays, and moving it anew goes on from there. */
export async function removeAlias(
  ports: OperationPorts,
  { reason, ...seen }: SeenAlias & { readonly reason: string | null },
): Promise<Result<Change<AliasMove>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const open = await openAlias(change, seen);
    if (open.from === null) {
      throw new Refusal({ kind: 'invalidRelease', message: `${open.alias} points to no version.` });
    }
    const { move, subject, detail } = await appendMove(ports, change, open, null, { reason, evidence: null });
    return { value: move, audit: { action: 'removeAlias', subject, detail } };
  });
}
