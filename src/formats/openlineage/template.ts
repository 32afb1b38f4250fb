/** Whether text holds a placeholder of a test template, `{{ any(result) }}` or `${json-unit.any-string}`, and so is no value yet. */
export function isTemplate(text: string): boolean {
  return (text.includes('{{') && text.includes('}}')) || text.includes('${json-unit');
}
