import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const sourceFolder = path.resolve(import.meta.dirname, '../src');

/** `name:export` of every export of a module that no docstring stands before. */
function undocumented(name: string, text: string): string[] {
  const { program, comments } = parseSync(name, text);
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const isDocumented = comments.some(
      ({ type, value, end }) =>
        type === 'Block' &&
        value.startsWith('*') &&
        end <= statement.start &&
        /^(\s|\/\/[^\n]*)*$/.test(text.slice(end, statement.start)),
    );
    return isDocumented ? [] : namesOf(statement.declaration).map((exported) => `${name}:${exported}`);
  });
}

function namesOf(declaration: object): string[] {
  if ('declarations' in declaration) {
    const declared = declaration.declarations as readonly { readonly id: { readonly name?: string } }[];
    return declared.map(({ id }) => id.name ?? '');
  }
  return [(declaration as { readonly id?: { readonly name?: string } }).id?.name ?? ''];
}

describe('exports outside of ui/', () => {
  it('have a sentence that says what they mean', () => {
    const names = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll(path.sep, '/'))
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('ui/'));
    const found = names.flatMap((name) =>
      undocumented(name, readFileSync(path.join(sourceFolder, name), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('are found where a comment of another kind, or of another statement, stands before them', () => {
    const text = `/** Says. */\nexport const a = 1;\n// Not.\nexport function b() {}\n/** Of c. */\nconst c = 1;\nexport type D = 1;`;
    expect(undocumented('x.ts', text)).toEqual(['x.ts:b', 'x.ts:D']);
  });
});
