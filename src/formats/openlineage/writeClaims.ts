import type { JsonObject } from '../../lib/json';
import type { ClaimBodies, ClaimFact } from '../../lineage/claims';
import type { Claim, RunId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { ClaimFacets } from './facets/claimFacet';
import { facetsOfClaims } from './facets/claimFacet';
import { contentFacets } from './facets/linkFacets';
import { datasetFacets } from './facets/datasetFacets';
import { jobFacets } from './facets/jobFacets';
import { columnFacet } from './writeColumns';
import { facet, ownFacet } from './writtenFacets';

/** Claims that were made at one time by one run, or by none. */
export interface ClaimsAtOnce {
  readonly eventTime: Timestamp;
  readonly runId: RunId | null;
  readonly claims: readonly Claim[];
}

/** Claims by who made them when; one statement that says two things of one kind makes two groups. */
export function claimsAtOnce(claims: readonly Claim[]): readonly ClaimsAtOnce[] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (let turn = 0; ; turn++) {
      const key = JSON.stringify([claim.eventTime, claim.runId, claim.snapshotId, turn]);
      const group = groups.get(key);
      if (!group) groups.set(key, [claim]);
      else if (group.every(({ about }) => about !== claim.about)) group.push(claim);
      else continue;
      break;
    }
  }
  return [...groups.values()].map((group) => ({
    eventTime: group[0]!.eventTime,
    runId: group[0]!.runId,
    claims: group,
  }));
}

/** The facets of a dataset that say claims again; the run that said so is in a facet of our own. */
export function facetsOfDatasetClaims({ claims, runId }: ClaimsAtOnce): JsonObject {
  const derivation = claims.find(({ about }) => about === 'derivation')?.body as
    ClaimBodies['derivation'] | null | undefined;
  return {
    ...facetsOf(claims, datasetFacets),
    ...facetsOf(claims, contentFacets),
    ...(derivation && derivationFacets(derivation)),
    ...toldBy(runId),
  };
}

/** The same for a job. */
export function facetsOfJobClaims({ claims, runId }: ClaimsAtOnce): JsonObject {
  return { ...facetsOf(claims, jobFacets), ...toldBy(runId) };
}

function facetsOf(claims: readonly ClaimFact[], facets: ClaimFacets): JsonObject {
  const takenBack = [...facets.values()].filter(({ about }) =>
    claims.some((claim) => claim.about === about && claim.body === null),
  );
  return {
    ...facetsOfClaims(claims, facets, facet),
    ...Object.fromEntries(
      takenBack.map(({ name, schema }) => [name, facet(schema, { _deleted: true })] as const),
    ),
  };
}

function derivationFacets({ sources, columns }: ClaimBodies['derivation']): JsonObject {
  return {
    ...(sources.length > 0 && {
      lineage: facet('1-0-0/LineageFacet.json#/$defs/LineageDatasetFacet', {
        inputs: sources.map(({ namespace, name }) => ({ namespace, name, type: 'DATASET' })),
      }),
    }),
    ...(columns.length > 0 && { columnLineage: columnFacet(columns) }),
  };
}

function toldBy(runId: RunId | null): JsonObject {
  return runId === null ? {} : { throughline_claim: ownFacet('claim', { runId }) };
}
