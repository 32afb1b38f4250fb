import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UnreadableBytes } from '../formats/pieces';
import { readPublicKey, type PublicKey } from '../formats/attestation/publicKey';
import { err, ok, type Result } from '../lib/result';
import type { FileDigest } from '../operations/releases/matchFile';
import { fileMatchWords, signerWords } from '../operations/releases/releaseCheckWords';
import { verifyRelease, type ReleaseCheck } from '../operations/releases/verifyRelease';
import { checkSignature } from '../storage/ed25519';
import { jsonFlag, type Command, type ExitStatus, type Output } from './command';
import { fileFault } from './fileFault';
import { nodeHashers, nodeText, withFile } from './nodePorts';
import { printable } from './output';
import { readText } from './readText';
import { namesOfFolder } from './snapshotFiles';

/** `throughline release verify`: checks the signed evidence of a release, and files against it. */
export const releaseVerifyCommand: Command = {
  details: [
    'FILE is the evidence of a release: an in-toto statement in a DSSE envelope, as the page and `release attest` write it. It passes only if the key of --key signed it. Without --key the command says whether the file is intact, by the key that it names, and does not say who signed it: the exit status is 2.',
    'Each PATH, and each PATH of --files, is a file or a folder. The command compares its files with the subjects of the statement: by name, as far as the paths agree from the end, then by SHA-256. You may give any subset; the command names what does not match. If the evidence lists no files of a folder, that folder is one subject, compared by its tree digest.',
    '--json prints {verdict: "pass"|"fail"|"unknown", signer: {status: "trusted"|"other"|"notChecked"|"invalid"|"unknown", keyId}, subjects: [{name, sha256, tree?}], predicateType, files: [{path, sha256, status: "matches"|"differs"|"notNamed", subject: null | {name, sha256, tree?}}]}. A FILE that is no evidence is {path, failure: {kind, message, place}}.',
    'Exit status 0: the trusted key signed it and every file matches. Exit status 1: it was changed, another key signed it, or a file does not match. Exit status 2: there is no key, or FILE cannot be read.',
  ],
  flags: [
    jsonFlag,
    {
      name: 'key',
      value: 'PUB',
      help: 'the Ed25519 public key to trust: a file with PEM, a line of OpenSSH, base64 or hexadecimal digits',
    },
    {
      name: 'files',
      value: 'PATH',
      help: 'a file or folder to hold against it; may be given more than once',
    },
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: [file = '', ...others], flags, output }): Promise<ExitStatus> {
    const written = await readText(file);
    if (!written.ok) return refuse(file, written.error);
    const keyPath = flags.get('key');
    const trusted = keyPath === null ? ok(null) : await readKey(keyPath);
    if (!trusted.ok) return refuse(keyPath!, { kind: 'unreadableKey', place: '', message: trusted.error });
    const digested = await digestAll([...others, ...flags.all('files')]);
    if (!digested.ok)
      return refuse(digested.error.path, { kind: 'unreadable', place: '', ...digested.error });
    const ports = { hashers: nodeHashers, text: nodeText, checkSignature };
    const check = await verifyRelease(ports, written.value, trusted.value, digested.value);
    if (!check.ok) return refuse(file, { kind: 'malformedEvidence', ...check.error });
    if (flags.has('json')) output.json(outputOf(check.value));
    else describe(file, check.value, output);
    return { pass: 0, fail: 1, unknown: 2 }[check.value.verdict] as ExitStatus;

    function refuse(at: string, failure: { kind: string; place: string; message: string }): ExitStatus {
      const { kind, place, message } = failure;
      if (flags.has('json')) output.json({ path: at, failure: { kind, message, place } });
      output.message(printable([at, place, message].filter(Boolean).join(': ')));
      return 2;
    }
  },
};

async function readKey(keyPath: string): Promise<Result<PublicKey, string>> {
  const text = await readText(keyPath);
  return text.ok ? readPublicKey(text.value) : err(text.error.message);
}

type Unreadable = { readonly path: string; readonly message: string };

async function digestAll(paths: readonly string[]): Promise<Result<readonly FileDigest[], Unreadable>> {
  const files: FileDigest[] = [];
  for (const each of paths) {
    const listed = await filesAt(each);
    if (!listed.ok) return err({ path: each, message: listed.error });
    for (const name of listed.value) {
      const sha256 = await digestOf(name);
      if (!sha256.ok) return err({ path: name, message: sha256.error });
      files.push({ path: name, sha256: sha256.value });
    }
  }
  return ok(files);
}

/** A file itself; of a folder every file that its manifest would list. */
async function filesAt(given: string): Promise<Result<readonly string[], string>> {
  try {
    if (!(await stat(given)).isDirectory()) return ok([given]);
  } catch (error) {
    return err(fileFault(error));
  }
  const names = await namesOfFolder(given, []);
  return names.ok ? ok(names.value.map((name) => path.join(given, name))) : names;
}

const pieceLength = 8 * 1024 * 1024;

async function digestOf(file: string): Promise<Result<string, string>> {
  try {
    return await withFile(file, async (source) => {
      const hasher = nodeHashers.sha256();
      for (let at = 0; at < source.byteLength; at += pieceLength)
        hasher.update(await source.read(at, Math.min(at + pieceLength, source.byteLength)));
      return ok(hasher.hex());
    });
  } catch (error) {
    if (error instanceof UnreadableBytes) return err(error.message);
    throw error;
  }
}

function outputOf({ verdict, signer, statement, files }: ReleaseCheck) {
  const { subjects, predicateType } = statement;
  return { verdict, signer, subjects, predicateType, files };
}

function describe(file: string, check: ReleaseCheck, output: Output): void {
  output.line(printable(`${file}: ${signerWords(check.signer)}`));
  for (const match of check.files) output.line(printable(`  ${match.path}: ${fileMatchWords(match)}`));
}
