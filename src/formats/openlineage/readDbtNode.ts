import type { LinkFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { dbtNamespace, relationNamespace } from '../dbt/dbtNames';
import { facetAt, Placed, plainText } from './place';

/** The node of dbt that a job of dbt-ol is about. */
export interface DbtNode {
  readonly uniqueId: string;
  /** Whether the job only tests the node, and another one makes it. */
  readonly isTested: boolean;
  /** The name of the project; null where the events do not tell. */
  readonly project: string | null;
}

/** By the facets `dbt_node` of a job and `dbt_run` of its run; null of any other job. */
export function readDbtNode(jobFacets: Placed, runFacets: Placed): DbtNode | null {
  const facet = facetAt(jobFacets, 'dbt_node');
  if (facet.isAbsent) return null;
  const uniqueId = plainText(facet.at('unique_id'));
  if (uniqueId === null) return null;
  const isTest = facetAt(jobFacets, 'jobType').at('jobType').text === 'TEST';
  return {
    uniqueId,
    isTested: isTest && !/^(?:unit_)?test\./.test(uniqueId),
    project: plainText(facetAt(runFacets, 'dbt_run').at('project_name')),
  };
}

/** Further names of a job: of this project's exports, and the unique id of the node of dbt that it makes. */
export function readJobNames(jobFacets: Placed): readonly Reference[] {
  const exported = facetAt(jobFacets, 'throughline_job').at('otherNames').items() ?? [];
  const own = exported.flatMap((each): Reference[] => {
    const [namespace, name] = [each.at('namespace').text, each.at('name').text];
    return namespace === null || name === null ? [] : [{ namespace, name }];
  });
  const node = readDbtNode(jobFacets, new Placed(undefined));
  const isMade = node !== null && !node.isTested;
  return isMade ? [...own, { namespace: dbtNamespace, name: node.uniqueId }] : own;
}

/**
 * By which further names the artifacts of dbt know a dataset of such a job: its only output is what the node makes, the only
 * input of a test is the node itself, and each has the relation's name within the project.
 */
export function namesByDbt(
  { uniqueId, isTested, project }: DbtNode,
  role: LinkFact['role'],
  name: string,
  isOnly: boolean,
): readonly Reference[] {
  const isNode = isOnly && role === (isTested ? 'input' : 'output');
  return [
    ...(isNode ? [{ namespace: dbtNamespace, name: uniqueId }] : []),
    ...(project === null ? [] : [{ namespace: relationNamespace(project), name }]),
  ];
}
