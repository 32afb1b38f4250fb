/**
 * The stages of a `dvc.lock` as DVC writes it, each as a text of its own that is a mapping of its name; null where it is written otherwise, and
 * has to be parsed as a whole. So a history parses a stage once, in however many locks it stands.
 */
export function splitLock(text: string): readonly string[] | null {
  const head = /^schema: '2\.0'\r?\nstages:\r?\n(?= {2}\S)/.exec(text);
  if (!head || /(?:^|\s)[&*][A-Za-z]/m.test(text)) return null;
  const body = text.slice(head[0].length);
  // What follows the stages would stand at the line's beginning.
  if (/^\S/m.test(body)) return null;
  return body.split(/^(?= {2}\S)/m);
}
