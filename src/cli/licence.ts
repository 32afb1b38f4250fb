import { attributionText } from '../gates/licence/attribution';
import { judgeLicences, licencePolicies, type LicencePolicy } from '../gates/licence/judgeLicences';
import { worstVerdict } from '../gates/contract/verdict';
import {
  attributedBehind,
  judgedLicence,
  policiesOf,
  workspaceLicences,
} from '../operations/lineage/licences';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { ArtifactView, Workspace } from '../operations/core/workspace';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { followFlag } from './followFlag';
import { statusOf } from './judging';
import { readLicences, type LicensedComponent } from './licenceFiles';
import {
  componentOutput,
  describeComponent,
  describeWork,
  workOutput,
  type JudgedComponent,
  type JudgedWork,
} from './licenceOutput';
import { printable } from './output';
import { readBundleFile } from './readBundleFile';
import { writeWholeFile } from './writeFile';

/** `throughline licence`: finds licences and holds them against policies; exits with 1 where one is not kept, with 2 where it cannot be told. */
export const licenceCommand: Command = {
  details: [
    'A PATH is a file or a folder. The command finds licences in the fields of packages (package.json, pyproject.toml, Cargo.toml, setup.cfg and others), in the front matter of a README.md, and in Croissant files. It recognises LICENSE texts by their words. Each folder that states a licence is one component; its fields override its texts. What is not known is unknown.',
    'With --bundle, a PATH is the name of an artifact, or a file of one. Its licence is judged together with those of everything upstream. Without a PATH, each model and endpoint is judged. A licence follows each link except those that only evaluate.',
    'The policy commercial-use fails if a licence forbids that use, and no-share-alike if something has to be shared alike. The policies no-training and no-derivatives fail if a licence forbids these. The policy attribution warns and lists what to attribute. The policy compatible fails if two licences cannot stand in one work. Without --policy, the policies of the bundle are judged. If it has none, only compatible is judged, and for files without --combine nothing.',
    'Exit status 0: the policies are kept (warnings too, unless --strict); 1: one is not; 2: a licence is not known. What is not kept outranks what is not known.',
    '--json prints {verdict, policies, components: [{path, licence, verdict, conditions: {commercialUse, shareAlike, attribution, training, derivatives}, findings: [{policy, verdict, message, inputs}], disagreements, found: [{path, way: "field"|"text", expression, said, place, agreement}]}], works: [{name, licence, inputs: [{name, expression}], verdict, conditions, findings}]}. A condition is free, limited, unknown or bound. licence is an SPDX expression or null; agreement is the share of the licence\'s text that stands in the file.',
  ],
  flags: [
    jsonFlag,
    { name: 'policy', value: 'NAME', help: `${licencePolicies.join(', ')}; can be given several times` },
    { name: 'bundle', value: 'B', help: 'a bundle that knows licences, and what was made of what' },
    { name: 'combine', value: null, help: 'judge all components as inputs of one work' },
    { name: 'attribution', value: 'FILE', help: 'write the attribution of all that was found as text' },
    { name: 'strict', value: null, help: 'exit with 1 for warnings, too' },
    followFlag,
  ],
  argumentCount: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const given = flags.get('bundle');
    if (given === null && paths.length === 0) throw new UsageError('licence takes paths, or --bundle');
    const workspace = given === null ? null : (await readBundleFile(given)).workspace;
    const policies = policiesFrom(flags, workspace);
    const components = workspace === null ? await readLicences(paths, flags.all('follow')) : [];
    const judged = components.map((component) => judgeComponent(component, policies));
    const works =
      workspace === null
        ? combinedWork(components, policies, flags)
        : artifactsOf(workspace, paths).map((artifact) => judgeWork(workspace, artifact, policies));
    const verdict = worstVerdict([
      ...judged.map(({ judgement }) => judgement.verdict),
      ...works.map(({ judgement }) => judgement.verdict),
    ]);
    const attribution = flags.get('attribution');
    if (attribution !== null) {
      const text = attributionOf(workspace, works, components);
      const written = await writeWholeFile(attribution, text, paths);
      if (!written.ok) throw new UsageError(`${attribution}: ${written.error}`);
    }
    if (flags.has('json'))
      output.json({
        verdict,
        policies,
        components: judged.map(componentOutput),
        works: works.map(workOutput),
      });
    else
      [...judged.flatMap(describeComponent), ...works.flatMap(describeWork), verdict].forEach((line) =>
        output.line(printable(line)),
      );
    return statusOf(verdict, flags.has('strict'));
  },
};

function policiesFrom(flags: Flags, workspace: Workspace | null): readonly LicencePolicy[] {
  const given = flags.all('policy').flatMap((text) => text.split(',').map((name) => name.trim()));
  if (given.length === 0) return workspace === null ? ['compatible'] : policiesOf(workspace);
  return given.map((name) => {
    const found = licencePolicies.find((each) => each === name);
    if (found === undefined)
      throw new UsageError(`--policy takes ${licencePolicies.join(', ')}, and not ${name}`);
    return found;
  });
}

/** By itself a component is no work that others are made into: an unknown licence is unknown all the same. */
function judgeComponent(component: LicensedComponent, policies: readonly LicencePolicy[]): JudgedComponent {
  const { path, expression } = component;
  const judgement = judgeLicences([{ name: path, expression }], policies, false);
  const verdict = worstVerdict([judgement.verdict, ...(expression === null ? (['unknown'] as const) : [])]);
  const differs = component.disagreements.length > 0 ? (['warn'] as const) : [];
  return { component, judgement: { ...judgement, verdict: worstVerdict([verdict, ...differs]) } };
}

function combinedWork(
  components: readonly LicensedComponent[],
  policies: readonly LicencePolicy[],
  flags: Flags,
): readonly JudgedWork[] {
  if (!flags.has('combine')) return [];
  const inputs = components.map(({ path, expression }) => ({ name: path, expression }));
  return [
    {
      name: 'all of them',
      licence: null,
      artifact: null,
      inputs,
      judgement: judgeLicences(inputs, policies, true),
    },
  ];
}

/** The artifacts that paths mean; without a path every model and endpoint. Throws `UsageError`. */
function artifactsOf(workspace: Workspace, paths: readonly string[]): readonly ArtifactView[] {
  if (paths.length === 0)
    return [...workspace.artifacts.values()].filter(
      ({ artifact: { kind } }) => kind === 'model' || kind === 'endpoint',
    );
  return paths.map((path) => {
    const found = artifactOfPath(workspace, path);
    if (found === null) throw new UsageError(`the bundle has no artifact ${path}, or several`);
    return found;
  });
}

function judgeWork(
  workspace: Workspace,
  artifact: ArtifactView,
  policies: readonly LicencePolicy[],
): JudgedWork {
  const licence = workspaceLicences(workspace).get(artifact.artifact.id)!;
  const { inputs, ...judgement } = judgedLicence(licence, policies);
  return {
    name: artifact.name,
    licence: licence.own,
    artifact,
    inputs,
    judgement,
  };
}

function attributionOf(
  workspace: Workspace | null,
  works: readonly JudgedWork[],
  components: readonly LicensedComponent[],
): string {
  const texts = works.flatMap(({ name, artifact }) =>
    workspace && artifact ? [attributionText(name, attributedBehind(workspace, artifact.artifact.id))] : [],
  );
  const found = components.map(({ path, expression }) => ({ name: path, expression, notes: [] }));
  return [...texts, ...(found.length > 0 ? [attributionText('what was found', found)] : [])].join('\n');
}
