import { describeFailure } from '../operations/core/describeFailure';
import type { OperationPorts } from '../operations/core/ports';
import { findingSubjects, type JudgedFinding } from '../operations/findings/acceptedFindings';
import { acceptFinding } from '../operations/identities/acceptFinding';
import { exportBundle } from '../operations/workspaces/bundle';
import type { ActorId } from '../versioning/records';
import { UsageError, type Flags, type FlagSpecification } from './command';
import { workspaceOf } from './memoryWorkspace';
import { writeWholeFile } from './writeFile';

/** The flags with which `findings` accepts what it found. */
export const acceptFlags: readonly FlagSpecification[] = [
  {
    name: 'accept',
    value: 'KIND:NAME',
    help: 'accept the findings of this kind about this artifact or job; can be given several times; needs --bundle, --reason and --write-bundle',
  },
  { name: 'reason', value: 'TEXT', help: 'why they are accepted' },
  { name: 'by', value: 'NAME', help: 'who accepts them (default: command line)' },
  { name: 'write-bundle', value: 'F', help: 'write the bundle in which they are accepted' },
];

/** What is to be accepted, why, by whom, and where that is written. */
export interface AskedAcceptance {
  readonly findings: readonly { readonly kind: string; readonly name: string }[];
  readonly reason: string;
  readonly by: ActorId | null;
  readonly target: string;
}

/** Null where nothing is accepted. Throws `UsageError`. */
export function askedAcceptance(flags: Flags): AskedAcceptance | null {
  const [given, reason, target] = [flags.all('accept'), flags.get('reason'), flags.get('write-bundle')];
  if (given.length === 0) {
    if (reason !== null || target !== null || flags.has('by'))
      throw new UsageError('--reason, --by and --write-bundle belong to --accept');
    return null;
  }
  if (!flags.has('bundle') || !reason?.trim() || target === null)
    throw new UsageError('--accept needs --bundle, --reason and --write-bundle: it is kept in a bundle');
  const findings = given.map((text) => {
    const at = text.indexOf(':');
    if (at < 1) throw new UsageError(`--accept takes KIND:NAME, and not ${text}`);
    return { kind: text.slice(0, at), name: text.slice(at + 1) };
  });
  return { findings, reason, by: flags.get('by') as ActorId | null, target };
}

/** Accepts findings in a store. Throws `UsageError` where nothing was found that is meant, or it is of no artifact or job of the store. */
export async function acceptAll(
  ports: OperationPorts,
  found: readonly JudgedFinding[],
  { findings, reason, by }: AskedAcceptance,
): Promise<void> {
  const subjectOf = findingSubjects(await workspaceOf(ports));
  const own = by === null ? ports : { ...ports, actor: by };
  for (const { kind, name } of findings) {
    const meant = found.filter(
      (finding) => finding.kind === kind && finding.accepted === null && finding.subject.name === name,
    );
    if (meant.length === 0)
      throw new UsageError(`nothing was found that is ${kind}:${name} and not accepted`);
    for (const finding of meant) {
      const thing = subjectOf(finding);
      if (!thing)
        throw new UsageError(`${name} is no artifact or job of the bundle, which keeps what is accepted`);
      const accepted = await acceptFinding(own, thing, finding, reason);
      if (!accepted.ok) throw new UsageError(`${name}: ${describeFailure(accepted.error)}`);
    }
  }
}

/** Writes the store as a bundle; words where it cannot be. */
export async function writeAccepted(
  ports: OperationPorts,
  target: string,
  inputs: readonly string[],
): Promise<string | null> {
  const text = await exportBundle(ports, null);
  const written = text.ok
    ? await writeWholeFile(target, text.value, inputs)
    : { ok: false as const, error: describeFailure(text.error) };
  return written.ok ? null : written.error;
}
