import { z } from '../../lib/zod';
import { err, ok, type Result } from '../../lib/result';
import type { JsonObject } from '../../lib/json';
import { type AttestationFault, readJson, shapeFault } from './envelope';

/** The payload type of an in-toto statement in an envelope. */
export const statementPayloadType = 'application/vnd.in-toto+json';

/** What a statement is about, and what it says (in-toto Statement v1). */
export interface Statement {
  readonly subjects: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

/** A file or version by its name; `sha256` is null where the statement has another digest alone. */
export interface StatementSubject {
  readonly name: string;
  readonly sha256: string | null;
  /** Of a folder whose files are not listed: its tree digest, as `find … | sort -z | xargs -0r sha256sum | sha256sum` gives it. */
  readonly tree?: string;
}

const statementType = 'https://in-toto.io/Statement/v1';
const earlierStatementType = 'https://in-toto.io/Statement/v0.1';

const statementShape = z.object({
  _type: z.enum([statementType, earlierStatementType]),
  subject: z
    .array(
      z.object({
        name: z.string().optional(),
        uri: z.string().optional(),
        digest: z.record(z.string(), z.string()),
      }),
    )
    .min(1),
  predicateType: z.string().min(1),
  predicate: z.record(z.string(), z.json()).nullish(),
});

/** Reads a statement of version 1 or 0.1. */
export function readStatement(text: string): Result<Statement, AttestationFault> {
  const parsed = readJson(text);
  if (!parsed.ok) return parsed;
  const shaped = statementShape.safeParse(parsed.value);
  if (!shaped.success) return err(shapeFault(shaped.error));
  const { subject, predicateType, predicate } = shaped.data;
  const subjects: StatementSubject[] = [];
  for (const [index, { name, uri, digest }] of subject.entries()) {
    const sha256 = digest.sha256 ?? null;
    const tree = digest.treeSha256 ?? null;
    for (const [member, hex] of [
      ['sha256', sha256],
      ['treeSha256', tree],
    ] as const)
      if (hex !== null && !/^[0-9a-f]{64}$/.test(hex))
        return err({ place: `subject[${index}].digest.${member}`, message: 'is not 64 hexadecimal digits' });
    subjects.push({ name: name ?? uri ?? '', sha256, ...(tree !== null && { tree }) });
  }
  return ok({ subjects, predicateType, predicate: predicate ?? {} });
}

/** Writes a statement; every subject of it has a SHA-256, or the tree digest of a folder. */
export function writeStatement({ subjects, predicateType, predicate }: Statement): string {
  return JSON.stringify({
    _type: statementType,
    subject: subjects.map(({ name, sha256, tree }) => ({
      name,
      digest: tree === undefined ? { sha256 } : { treeSha256: tree },
    })),
    predicateType,
    predicate,
  });
}
