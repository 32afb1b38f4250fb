import { readPrivateKeyText } from '../formats/attestation/privateKey';
import { err, ok, type Result } from '../lib/result';
import type { Signer } from '../lib/ports';
import type { AliasView } from '../operations/core/aliases';
import type { ArtifactView, Workspace } from '../operations/core/workspace';
import { signRelease } from '../operations/releases/signRelease';
import { readPrivateKey, signerOf } from '../storage/ed25519';
import { UsageError, type Command, type ExitStatus } from './command';
import { nodeHashers, nodeText } from './nodePorts';
import { printable } from './output';
import { readBundleFile } from './readBundleFile';
import { readText } from './readText';
import { writeWholeFile } from './writeFile';

/** `throughline release attest`: writes the signed evidence of the release that an alias stands on. */
export const releaseAttestCommand: Command = {
  details: [
    'BUNDLE is an exported workspace. --alias names the alias that points to the release: production, or model.bin@production if several artifacts have an alias of that name. --key is an Ed25519 private key in PEM, as openssl genpkey -algorithm ed25519 writes it.',
    'The evidence is an in-toto statement (v1) of the predicate type urn:throughline:release:1 in a DSSE envelope. Its subjects are the files of the version and of every version upstream, with SHA-256. A folder whose files are not listed is one subject, with its tree digest as treeSha256. Its predicate has the evidence of the promotion, the versions upstream, the runs that wrote them, the clauses of reproducibility, contracts and verdicts.',
    'Exit status 0: it was written; 2: the alias, the bundle or the key cannot be used.',
  ],
  flags: [
    { name: 'alias', value: 'NAME', help: 'the alias, or ARTIFACT@ALIAS' },
    { name: 'key', value: 'PRIVATE', help: 'the private key to sign with, in PEM' },
    { name: 'output', short: 'o', value: 'FILE', help: 'write it to a file (default: standard output)' },
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const [alias, keyPath] = [flags.get('alias'), flags.get('key')];
    if (alias === null || keyPath === null) throw new UsageError('release attest takes --alias and --key');
    const signer = await readSigner(keyPath);
    if (!signer.ok) return refuse(`${keyPath}: ${signer.error}`);
    const { workspace } = await readBundleFile(path);
    const found = aliasIn(workspace, alias);
    if (!found.ok) return refuse(`${path}: ${found.error}`);
    const { artifact, view } = found.value;
    const ports = { hashers: nodeHashers, text: nodeText };
    const signed = await signRelease(workspace, artifact, view.moves.at(-1)!, signer.value, ports);
    if (!signed.ok) return refuse(`${path}: ${signed.error}`);
    const target = flags.get('output');
    if (target === null) output.line(signed.value.trimEnd());
    else {
      const wrote = await writeWholeFile(target, signed.value, [path, keyPath]);
      if (!wrote.ok) return refuse(`${target}: ${wrote.error}`);
    }
    return 0;

    function refuse(message: string): ExitStatus {
      output.message(printable(message));
      return 2;
    }
  },
};

async function readSigner(keyPath: string): Promise<Result<Signer, string>> {
  const text = await readText(keyPath);
  if (!text.ok) return err(text.error.message);
  const pkcs8 = readPrivateKeyText(text.value);
  if (!pkcs8.ok) return pkcs8;
  try {
    return ok(await signerOf(await readPrivateKey(pkcs8.value)));
  } catch {
    return err('it is a private key of another kind than Ed25519');
  }
}

/** The one alias of that name which stands on a version; `ARTIFACT@ALIAS` says of which artifact. */
function aliasIn(
  workspace: Workspace,
  given: string,
): Result<{ readonly artifact: ArtifactView; readonly view: AliasView }, string> {
  const at = given.lastIndexOf('@');
  const [of, name] = at === -1 ? [null, given] : [given.slice(0, at), given.slice(at + 1)];
  const found = [...workspace.artifacts.values()].flatMap((artifact) =>
    of === null || artifact.names.some((each) => each.name === of)
      ? artifact.aliases
          .filter((view) => view.name === name && view.snapshotId !== null)
          .map((view) => ({ artifact, view }))
      : [],
  );
  const [first, ...others] = found;
  if (!first) return err(`no artifact has an alias ${given} that points to a version`);
  if (others.length === 0) return ok(first);
  const names = found.map(({ artifact }) => `${artifact.name}@${name}`).join(', ');
  return err(`${found.length} artifacts have the alias ${name}: name one of ${names}`);
}
