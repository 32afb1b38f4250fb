/** The namespace of what dbt names: unique ids. */
export const dbtNamespace = 'dbt';

/** The namespace of a project's relations: dbt's events know the project, and no manifest knows the database's address. */
export function relationNamespace(project: string): string {
  return `dbt://${project}`;
}
