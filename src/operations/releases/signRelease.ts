import { preAuthEncoding, writeEnvelope } from '../../formats/attestation/envelope';
import { keyIdOf } from '../../formats/attestation/publicKey';
import { statementPayloadType, writeStatement } from '../../formats/attestation/statement';
import type { Hashers, Signer, TextCodec } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { AliasMove } from '../../versioning/records';
import type { ArtifactView, Workspace } from '../core/workspace';
import { releaseStatement } from './releaseStatement';

/** The evidence of a move as one file: its statement, signed, in a DSSE envelope. See `releaseStatement` for refusals. */
export async function signRelease(
  workspace: Workspace,
  artifact: ArtifactView,
  move: AliasMove,
  signer: Signer,
  ports: { readonly hashers: Hashers; readonly text: Pick<TextCodec, 'encode'> },
): Promise<Result<string, string>> {
  const statement = releaseStatement(workspace, artifact, move, signer.publicKey, ports);
  if (!statement.ok) return statement;
  const payload = ports.text.encode(writeStatement(statement.value));
  const signature = await signer.sign(preAuthEncoding(statementPayloadType, payload, ports.text));
  const keyId = keyIdOf(signer.publicKey, ports.hashers);
  return ok(
    writeEnvelope({ payloadType: statementPayloadType, payload, signatures: [{ keyId, signature }] }),
  );
}
