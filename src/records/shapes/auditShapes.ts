import { list, mapOf, object, oneOf, optional, type Shape, text, truth, where } from '../../lib/shape';
import type { AuditEntry, Seal, SealedGroup, SealedRecords, Withdrawal } from '../../versioning/records';
import { withdrawableTables } from '../tables';
import { count, counter, digest, json, sequence, time } from './common';

/** What an undo takes out of view or puts back. */
export const withdrawalShape: Shape = object<Withdrawal>({
  id: text,
  targets: list(object<Withdrawal['targets'][number]>({ table: oneOf(withdrawableTables), id: text })),
  isWithdrawn: truth,
  isDeletion: optional(oneOf([true])),
  recordedAt: time,
  change: counter,
  auditSequence: sequence,
});

/** An entry of the log; that its hashes hold is asked elsewhere. */
export const auditShape: Shape = object<AuditEntry>({
  sequence,
  recordedAt: time,
  change: counter,
  actor: text,
  action: text,
  subject: text,
  detail: json,
  seal: optional(digest),
  previousHash: digest,
  hash: digest,
});

const sealedRecords = where<SealedRecords>(
  object<SealedRecords>({
    keys: list(text),
    digests: where<string>(text, (value) => /^[0-9a-f]*$/.test(value), 'expected digests in hexadecimal'),
  }),
  ({ keys, digests }) => digests.length === keys.length * 64,
  'expected a digest a key',
);

const sealedGroup = where<SealedGroup>(
  object<SealedGroup>({ keys: list(text), digest, hints: list(count) }),
  ({ keys, hints }) => hints.length === keys.length,
  'expected a hint a key',
);

const sealed: Shape = (value) => {
  const isGroup = typeof value === 'object' && value !== null && Object.hasOwn(value, 'digest');
  return (isGroup ? sealedGroup : sealedRecords)(value);
};

/** The digests of the records that one change wrote. */
export const sealShape: Shape = object<Seal>({ sequence, tables: mapOf(list(sealed)) });
