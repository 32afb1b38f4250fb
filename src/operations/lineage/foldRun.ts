import type { Json } from '../../lib/json';
import { type ClaimFact, lastClaims, type Tag } from '../../lineage/claims';
import type { RunCourse, RunFact, RunTransition } from '../../lineage/facts';
import type { Reference, Run, RunState } from '../../lineage/records';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { Timestamp } from '../../versioning/timestamp';

/** What one statement says of a run, with what orders it. */
export interface RunWord {
  readonly digest: string;
  readonly time: Timestamp;
  readonly fact: RunFact;
}

/** Whether both say the same. */
export function isSameRun(a: Run, b: Run): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}

/** By time; at one time by where they stand in a run's course, then by digest. */
export function compareWords(a: RunWord, b: RunWord): number {
  return (
    compareText(a.time, b.time) ||
    rankOf(a.fact.transition) - rankOf(b.fact.transition) ||
    compareText(a.digest, b.digest)
  );
}

/** The job that the last word names; null where none does. `words` in order. */
export function jobNameOf(words: readonly RunWord[]): Reference | null {
  return words.findLast(({ fact }) => fact.job !== null)?.fact.job ?? null;
}

/**
 * A run as its words tell it, which are in order (`compareWords`): a later one adds to and overrides an earlier one. What a
 * source says of its whole course, where one does, holds against all transitions. Rule [L31].
 */
export function foldRun(run: Pick<Run, 'id' | 'jobId' | 'recordedAt'>, words: readonly RunWord[]): Run {
  const facts = words.map(({ fact }) => fact);
  const course = toldCourse(facts) ?? courseOf(words);
  const last = <T>(valueOf: (fact: RunFact) => T | null): T | null => {
    for (let index = facts.length - 1; index >= 0; index--) {
      const value = valueOf(facts[index]!);
      if (value !== null) return value;
    }
    return null;
  };
  const parent = last((fact) => fact.parent);
  const root = last((fact) => fact.root);
  const claims = claimsOf(facts);
  return {
    id: run.id,
    jobId: run.jobId,
    state: course.state,
    startedAt: course.startedAt,
    endedAt: course.endedAt,
    parameters: merged(facts.map((fact) => fact.parameters)),
    metrics: merged(facts.map((fact) => fact.metrics)),
    codeVersion: last((fact) => fact.codeVersion),
    environment: last((fact) => fact.environment),
    seed: last((fact) => fact.seed),
    parentRunId: (parent?.id ?? null) as Run['parentRunId'],
    ...(parent?.job && { parentJob: nameAlone(parent.job) }),
    ...(root && { root: { id: root.id, job: root.job && nameAlone(root.job) } }),
    actor: last((fact) => fact.actor),
    ...(claims.length > 0 && { claims }),
    recordedAt: run.recordedAt,
  };
}

/** The last course that a source tells of; where that has no times, those of an earlier one of the same state. */
function toldCourse(facts: readonly RunFact[]): RunCourse | null {
  const told = facts.flatMap(({ course }) => course ?? []);
  const last = told.at(-1);
  if (!last || last.startedAt !== null || last.endedAt !== null) return last ?? null;
  return (
    told.findLast(
      ({ state, startedAt, endedAt }) => state === last.state && (startedAt !== null || endedAt !== null),
    ) ?? last
  );
}

/** The last of each kind; tags add up by their keys, since a client that tags its end says only that. */
function claimsOf(facts: readonly RunFact[]): readonly ClaimFact[] {
  const told = facts.filter(({ claims }) => claims !== undefined && claims.length > 0);
  const all = told.length === 1 ? told[0]!.claims! : told.flatMap(({ claims }) => claims!);
  if (all.length === 0) return all;
  if (!all.some(({ about }) => about === 'tags')) return lastClaims(all);
  const tags = new Map<string, Tag>();
  for (const { about, body } of all) {
    if (about !== 'tags') continue;
    if (body === null) tags.clear();
    for (const tag of body?.tags ?? []) tags.set(JSON.stringify([tag.key, tag.field]), tag);
  }
  return lastClaims(all).map((claim) =>
    claim.about === 'tags' ? { about: 'tags', body: { tags: [...tags.values()] } } : claim,
  );
}

/**
 * COMPLETE, FAIL and ABORT end a run, whatever START or RUNNING comes after, since clocks differ; the later end holds. Only a
 * COMPLETE after a FAIL or ABORT needs a START between them: a run that failed is also told to be over.
 */
function courseOf(words: readonly RunWord[]): Pick<Run, 'state' | 'startedAt' | 'endedAt'> {
  let state: RunState = 'unknown';
  let startedAt: Timestamp | null = null;
  let endedAt: Timestamp | null = null;
  let isFailed = false;
  for (const { fact, time } of words) {
    const ended = fact.transition && endStates[fact.transition];
    if (fact.transition === 'start') {
      startedAt ??= time;
      isFailed = false;
    }
    if (ended) {
      if (ended === 'completed' && isFailed) continue;
      state = ended;
      endedAt = time;
      isFailed = ended !== 'completed';
    } else if (endedAt === null && (fact.transition === 'start' || fact.transition === 'progress')) {
      state = 'running';
    }
  }
  return { state, startedAt, endedAt };
}

const endStates: Partial<Record<RunTransition, RunState>> = {
  complete: 'completed',
  fail: 'failed',
  abort: 'aborted',
};

function rankOf(transition: RunTransition | null): number {
  if (transition === 'start') return 0;
  return transition !== null && endStates[transition] ? 2 : 1;
}

function merged<T>(said: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  const entries: [string, T][] = [];
  for (const each of said)
    for (const name in each) if (Object.hasOwn(each, name)) entries.push([name, each[name]!]);
  return Object.fromEntries(entries);
}

function nameAlone({ namespace, name }: Reference): Reference {
  return { namespace, name };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
