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
    if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
      return err({ place: `subject[${index}].digest.sha256`, message: 'is not 64 hexadecimal digits' });
    subjects.push({ name: name ?? uri ?? '', sha256 });
  }
  return ok({ subjects, predicateType, predicate: predicate ?? {} });
}

/** Writes a statement; every subject of it has a SHA-256. */
export function writeStatement({ subjects, predicateType, predicate }: Statement): string {
  return JSON.stringify({
    _type: statementType,
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate,
  });
}
