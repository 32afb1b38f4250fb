import type { ClaimBodies, OrderedJob } from '../../lineage/claims';
import type { Reference } from '../../lineage/reference';
import type { Placed } from './place';

/**
 * The order of an Airflow task, which its own facet `airflow` has as texts of Python lists: a job of the DAG is called after
 * the DAG and the task. Null where it says none.
 */
export function readAirflowOrder(facet: Placed, job: Reference): ClaimBodies['order'] | null {
  if (facet.isAbsent) return null;
  const task = facet.at('task');
  const own = task.at('task_id').text;
  if (own === null || !job.name.endsWith(`.${own}`)) return null;
  const dag = job.name.slice(0, -own.length);
  const named = (member: string): readonly OrderedJob[] =>
    textsOfPythonList(task.at(member)).map((id) => ({
      job: { namespace: job.namespace, name: `${dag}${id}` },
    }));
  const [after, before] = [named('upstream_task_ids'), named('downstream_task_ids')];
  if (after.length === 0 && before.length === 0) return null;
  return { ...(after.length > 0 && { after }), ...(before.length > 0 && { before }) };
}

/** The texts of a list as Python prints it, or of a list of JSON. */
function textsOfPythonList(placed: Placed): readonly string[] {
  const items = placed.items();
  if (items) return items.flatMap(({ text }) => text ?? []);
  const found = placed.text?.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g) ?? [];
  return Array.from(found, ([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'));
}
