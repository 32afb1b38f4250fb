import type { OrderedJob } from '../../lineage/claims';
import type { JobFact, RunFact } from '../../lineage/facts';
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
    const tags = attributes.map(([key, value]) => ({ key, value }));
    return runFact(this.names.address(name, place), this.jobOf(name, place), {
      course: { state: endedAt === null ? 'unknown' : 'completed', startedAt, endedAt },
      actor: agents[0] ?? null,
      claims: [...tagsOf(tags), ...(after.length > 0 ? [{ about: 'order', body: { after } } as const] : [])],
    });
  }

  addTo(draft: StatementDraft): void {
    for (const name of this.byName.keys()) draft.run(this.run(name, `/activity/${name}`));
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
