/** What a file is, for somebody who does not know its format, and one step that leads on. */
export interface FileKind {
  /** Its id, such as `dbtProject`; `format:png` where its format alone tells. */
  readonly kind: string;
  /** With its article: `the settings of a dbt project`. */
  readonly title: string;
  /** A sentence; `{Give}` and `{give}` stand for what a person does with files. */
  readonly next: string;
}

/** What a file is and the way on, as the page says it: `The settings of a dbt project. Drop …` */
export function fileNote({ title, next }: FileKind): string {
  const step = withVerb(next, 'Drop').replaceAll(/`([^`]*)`/g, '“$1”');
  return `${title.slice(0, 1).toUpperCase()}${title.slice(1)}. ${step}`;
}

/** The same behind the name of a file from which a command was to read lineage: `the settings of a dbt project, not read as lineage. Name …` */
export function notLineage({ title, next }: FileKind): string {
  return `${title}, not read as lineage. ${withVerb(next, 'Name')}`;
}

function withVerb(next: string, verb: string): string {
  return next.replaceAll('{Give}', verb).replaceAll('{give}', verb.toLowerCase());
}
