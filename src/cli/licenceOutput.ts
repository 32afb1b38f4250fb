import type { LicenceJudgement, LicensedInput } from '../gates/licence/judgeLicences';
import type { ArtifactView } from '../operations/core/workspace';
import type { LicensedComponent } from './licenceFiles';

/** A component, and what policies say of it. */
export interface JudgedComponent {
  readonly component: LicensedComponent;
  readonly judgement: LicenceJudgement;
}

/** A work with what went into it, and what policies say of all together. */
export interface JudgedWork {
  readonly name: string;
  /** Its own; null where it has none. */
  readonly licence: string | null;
  /** Null where it is the components of the command. */
  readonly artifact: ArtifactView | null;
  readonly inputs: readonly LicensedInput[];
  readonly judgement: LicenceJudgement;
}

/** A component as `licence --json` prints it. */
export function componentOutput({ component, judgement }: JudgedComponent) {
  const { path, expression, found, disagreements } = component;
  return { path, licence: expression, ...judgement, disagreements, found };
}

/** A work as `licence --json` prints it. */
export function workOutput({ name, licence, inputs, judgement }: JudgedWork) {
  return { name, licence, inputs, ...judgement };
}

/** A component for people. */
export function describeComponent({ component, judgement }: JudgedComponent): readonly string[] {
  const { path, expression, found, disagreements } = component;
  const told = found.map(({ path: file, way, said, agreement }) => {
    const share = agreement === null ? '' : `, ${Number((agreement * 100).toFixed(1))} % of its text`;
    return way === 'text' ? `${file}${share}` : `${file}: ${said ?? ''}`;
  });
  return [
    `${judgement.verdict.padEnd(7)} ${path}: ${expression ?? 'licence not known'}${told.length > 0 ? ` (${told.join('; ')})` : ''}`,
    ...disagreements.map((line) => `        ${line}`),
    ...findingLines(judgement),
  ];
}

/** A work for people. */
export function describeWork({ name, licence, inputs, judgement }: JudgedWork): readonly string[] {
  const from = inputs.map((input) => `        ${input.expression ?? 'not known'}: ${input.name}`);
  return [
    `${judgement.verdict.padEnd(7)} ${name}: ${licence ?? 'no licence of its own'}`,
    ...from,
    ...findingLines(judgement),
  ];
}

function findingLines({ findings }: LicenceJudgement): readonly string[] {
  return findings.map(({ policy, verdict, message }) => `        ${verdict}: ${policy}: ${message}`);
}
