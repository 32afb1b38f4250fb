import type { OrderedJob } from '../../lineage/claims';
import type { JobFact, RunFact } from '../../lineage/facts';
import { type RunState, runStates } from '../../lineage/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { jobFact, runFact, type StatementDraft, tagsOf } from '../documents/statementDraft';
import type { WarningTally } from '../warningTally';
import type { ProvNames } from './provNames';
import { nameAt, otherAttributes, type ProvRecord, timeAt } from './provRecords';

/** What is told of one activity. */
interface Activity {
  startedAt: Timestamp | null;
  endedAt: Timestamp | null;
  readonly attributes: (readonly [string, string])[];
  readonly agents: string[];
  plan: string | null;
  readonly after: OrderedJob[];
}

/** The activities of a document: runs of their plans, or of themselves where they have none. */
export class Activities {
  private readonly names: ProvNames;
  private readonly byName = new Map<string, Activity>();

  constructor(records: readonly ProvRecord[], names: ProvNames, warnings: WarningTally) {
    this.names = names;
    for (const record of records) {
      if (record.kind === 'activity' && record.id !== null) this.takeActivity(record, record.id, warnings);
      if (record.kind === 'wasAssociatedWith') this.associate(record);
    }
    for (const [name, { startedAt, endedAt }] of this.byName) {
      if (startedAt !== null && endedAt !== null && endedAt < startedAt)
        warnings.add('an activity ends before it starts', `/activity/${name}`);
    }
  }

  private takeActivity(record: ProvRecord, id: string, warnings: WarningTally): void {
    const activity = this.activity(id);
    activity.startedAt ??=
      timeAt(record, 'prov:startTime', warnings) ?? otherTime(record, 'prov:startedAtTime');
    activity.endedAt ??= timeAt(record, 'prov:endTime', warnings) ?? otherTime(record, 'prov:endedAtTime');
    activity.attributes.push(...otherAttributes(record));
  }

  private associate(record: ProvRecord): void {
    const [name, agent, plan] = ['activity', 'agent', 'plan'].map((each) => nameAt(record, `prov:${each}`));
    if (!name) return;
    const activity = this.activity(name);
    if (agent) activity.agents.push(this.names.reference(agent, record.place).name);
    activity.plan ??= plan ?? null;
  }

  inform(after: string, before: string, place: string): void {
    const { namespace, name } = this.jobOf(before, place);
    this.activity(before);
    this.activity(after).after.push({ job: { namespace, name }, runId: this.names.address(before, place) });
  }

  /** The run that an activity is; one that no record tells of is one, too. */
  run(name: string, place: string): RunFact {
    const { startedAt, endedAt, attributes, agents, after } = this.activity(name);
    const others = attributes.filter(([key]) => !key.startsWith('throughline:'));
    const tags = others.map(([key, value]) => ({ key, value }));
    const told = attributes.find(([key]) => key === 'throughline:state')?.[1];
    const ended: RunState = endedAt === null ? 'unknown' : 'completed';
    return runFact(this.names.address(name, place), this.jobOf(name, place), {
      course: { state: runStates.find((state) => state === told) ?? ended, startedAt, endedAt },
      actor: agents[0] ?? null,
      claims: [...tagsOf(tags), ...(after.length > 0 ? [{ about: 'order', body: { after } } as const] : [])],
    });
  }

  /** Whether it stands for a job and what that declares, as this project's exports have it. */
  isJob(name: string): boolean {
    return this.byName.get(name)?.attributes.some(([, type]) => type === 'throughline:Job') === true;
  }

  addTo(draft: StatementDraft): void {
    for (const name of this.byName.keys()) {
      const place = `/activity/${name}`;
      if (this.isJob(name)) draft.job(this.jobOf(name, place));
      else draft.run(this.run(name, place));
    }
  }

  private jobOf(name: string, place: string): JobFact {
    return jobFact(this.names.reference(this.byName.get(name)?.plan ?? name, place));
  }

  private activity(name: string): Activity {
    const known = this.byName.get(name);
    if (known) return known;
    const made: Activity = {
      startedAt: null,
      endedAt: null,
      attributes: [],
      agents: [],
      plan: null,
      after: [],
    };
    this.byName.set(name, made);
    return made;
  }
}

/** A time under a name that some tools use for it. */
function otherTime(record: ProvRecord, attribute: string): Timestamp | null {
  const text = nameAt(record, attribute);
  const time = text === null ? null : parseTimestamp(text);
  return time?.ok ? time.value : null;
}
