import type { Guardrail } from '../../gates/guardrail';
import { guardrailFault } from '../../gates/guardrailFault';
import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { ArtifactId } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { readGuardrails } from '../core/guardrailsAsked';
import { readJoined } from '../core/joinedArtifact';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/** A guardrail as a person sets it. */
export type GuardrailDraft = Pick<
  Guardrail,
  'artifactId' | 'name' | 'metric' | 'statistic' | 'rules' | 'missing'
>;

/** Sets a guardrail of an artifact; one of the same name is replaced from now on. */
export async function setGuardrail(
  ports: OperationPorts,
  draft: GuardrailDraft,
): Promise<Result<Change<Guardrail>, OperationFailure>> {
  const message = guardrailFault(draft);
  if (message !== null) return err({ kind: 'invalidGuardrail', message });
  const change = { action: 'setGuardrail', artifactId: draft.artifactId, name: draft.name.trim() };
  return writeGuardrail(ports, change, () => ({
    ...draft,
    name: draft.name.trim(),
    metric: draft.metric.trim(),
    isRetired: false,
  }));
}

/** A guardrail is asked no more; what it said at earlier promotions stays with them. */
export async function retireGuardrail(
  ports: OperationPorts,
  artifactId: ArtifactId,
  name: string,
): Promise<Result<Change<Guardrail>, OperationFailure>> {
  return writeGuardrail(ports, { action: 'retireGuardrail', artifactId, name }, (before) => {
    if (!before)
      throw new Refusal({ kind: 'notFound', message: `There is no guardrail “${name}” any more.` });
    return { ...before, isRetired: true };
  });
}

async function writeGuardrail(
  ports: OperationPorts,
  {
    action,
    artifactId,
    name,
  }: { readonly action: string; readonly artifactId: ArtifactId; readonly name: string },
  change: (before: Guardrail | undefined) => GuardrailDraft & Pick<Guardrail, 'isRetired'>,
): Promise<Result<Change<Guardrail>, OperationFailure>> {
  return commitWrittenChange(ports, async (writer) => {
    const { live } = writer;
    const artifact = await readJoined(live, artifactId);
    if (!artifact) {
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    }
    const known = await readGuardrails(live, artifact);
    const before = known.find((guardrail) => guardrail.name === name);
    const guardrail: Guardrail = {
      ...change(before),
      id: ports.newId(),
      actor: ports.actor,
      recordedAt: writer.now,
    };
    await writer.add('guardrails', [guardrail]);
    return {
      value: guardrail,
      audit: {
        action,
        subject: shownName(artifact),
        detail: {
          artifactId,
          guardrail: name,
          before: before ? tableOf(before) : null,
          after: guardrail.isRetired ? null : tableOf(guardrail),
        },
      },
    };
  });
}

function tableOf({ metric, statistic, rules, missing }: Guardrail): Json {
  return { metric, statistic, rules: rules.map((rule) => ({ ...rule })), ...(missing && { missing }) };
}
