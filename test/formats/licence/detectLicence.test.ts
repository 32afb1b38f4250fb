import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectLicence } from '../../../src/formats/licence/detectLicence';
import { licenceOfField } from '../../../src/formats/licence/licenceNames';

const told = (name: string, text: string) => detectLicence(name, text)?.expression;

describe('a licence field', () => {
  it('[N6] of a package is read from each kind of file', () => {
    expect(told('package.json', '{"license": "(MIT OR Apache-2.0)"}')).toBe('MIT OR Apache-2.0');
    expect(told('package.json', '{"license": {"type": "ISC"}}')).toBe('ISC');
    expect(told('package.json', '{"licenses": [{"type": "MIT"}, {"type": "GPL-2.0"}]}')).toBe(
      'MIT OR GPL-2.0-only',
    );
    expect(told('package.json', '{"license": "SEE LICENSE IN x"}')).toBeNull();
    expect(told('package.json', '{"name": "x"}')).toBeUndefined();
    expect(told('pyproject.toml', '[project]\nlicense = "BSD-3-Clause"\n')).toBe('BSD-3-Clause');
    expect(told('pyproject.toml', '[project]\nlicense = {text = "MIT License"}\n')).toBe('MIT');
    expect(told('pyproject.toml', '[tool.poetry]\nlicense = "LGPL-3.0+"\n')).toBe('LGPL-3.0-or-later');
    expect(
      told(
        'pyproject.toml',
        '[project]\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n',
      ),
    ).toBe('Apache-2.0');
    expect(told('Cargo.toml', '[package]\nlicense = "MIT/Apache-2.0"\n')).toBe('MIT OR Apache-2.0');
    expect(told('setup.cfg', '[metadata]\nname = x\nlicense = MIT\n[options]\nlicense = GPL\n')).toBe('MIT');
    expect(told('setup.py', 'setup(name="x", license="Apache 2.0")')).toBe('Apache-2.0');
    expect(
      told('pom.xml', '<licenses><license><name>Apache License, Version 2.0</name></license></licenses>'),
    ).toBe('Apache-2.0');
    expect(told('CITATION.cff', 'cff-version: 1.2.0\nlicense: CC-BY-4.0\n')).toBe('CC-BY-4.0');
  });

  it('is looked for in time that is linear in the file', () => {
    const begun = performance.now();
    for (const [name, text] of [
      ['pom.xml', '<license>'.repeat(200_000)],
      ['README.md', `---\n${'a'.repeat(2_000_000)}`],
      ['setup.py', 'license='.repeat(200_000)],
      ['setup.cfg', '[metadata]\n'.repeat(100_000)],
      ['METADATA', 'License:\n'.repeat(200_000)],
      ['LICENSE', 'permission is hereby '.repeat(50_000)],
    ] as const)
      detectLicence(name, text);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it('[N6] of a card is that of its front matter alone', () => {
    expect(told('README.md', '---\nlicense: cc-by-nc-sa-4.0\n---\nlicense: mit\n')).toBe('CC-BY-NC-SA-4.0');
    expect(told('README.md', '---\nlicense: other\nlicense_name: llama3.1\n---\n')).toBe(
      'LicenseRef-Llama-3.1',
    );
    expect(told('README.md', '---\nlicense:\n- mit\n- odbl\n---\n')).toBe('MIT AND ODbL-1.0');
    expect(told('README.md', '---\nlicense: unknown\n---\n')).toBeNull();
    expect(told('README.md', '# Title\nLicense: MIT\n')).toBeUndefined();
  });

  it('[N6] of a Croissant file is an address or a name', () => {
    const file = (license: string) =>
      JSON.stringify({ '@context': { '@vocab': 'https://schema.org/' }, '@type': 'sc:Dataset', license });
    expect(told('croissant.json', file('https://creativecommons.org/licenses/by-sa/3.0/'))).toBe(
      'CC-BY-SA-3.0',
    );
    expect(told('metadata.json', file('cc-by-4.0'))).toBe('CC-BY-4.0');
    expect(told('metadata.json', '{"license": "mit"}')).toBeUndefined();
  });

  it('[N6] means a licence by its common names, and keeps a name that is none', () => {
    const names = {
      'Creative Commons Attribution-NonCommercial 4.0 International': 'CC-BY-NC-4.0',
      'CC BY-SA 3.0': 'CC-BY-SA-3.0',
      'http://opendatacommons.org/licenses/odbl/1.0/': 'ODbL-1.0',
      'https://www.apache.org/licenses/LICENSE-2.0.txt': 'Apache-2.0',
      'https://opensource.org/licenses/MIT': 'MIT',
      'https://www.gnu.org/licenses/gpl-3.0.en.html': 'GPL-3.0-only',
      'License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
      'creativeml-openrail-m': 'LicenseRef-CreativeML-OpenRAIL-M',
      gemma: 'LicenseRef-Gemma',
      UNLICENSED: 'LicenseRef-proprietary',
      'Our Own Terms': 'LicenseRef-Our-Own-Terms',
      BSD: 'LicenseRef-BSD',
    };
    expect(Object.fromEntries(Object.keys(names).map((name) => [name, licenceOfField(name)]))).toEqual(names);
  });
});

describe('the text of a licence', () => {
  const root = path.resolve(import.meta.dirname, '../../../node_modules');

  it('[N7] is told from those that say nearly the same, with the share that stands there', () => {
    const apache = readFileSync(path.join(root, '@stdlib/array-float64/LICENSE'), 'utf8');
    expect(detectLicence('LICENSE', apache)).toMatchObject({
      way: 'text',
      expression: 'Apache-2.0',
      agreement: expect.closeTo(0.95, 2) as number,
    });
    expect(detectLicence('LICENSE', 'Permission is hereby granted to read this.')).toMatchObject({
      expression: null,
      agreement: null,
    });
    const gemma = 'By using Gemma you accept the Gemma Terms of Use and the Gemma Prohibited Use Policy.';
    expect(detectLicence('LICENSE.txt', gemma)).toMatchObject({
      expression: 'LicenseRef-Gemma',
      agreement: null,
    });
  });

  it('[N7] is that of the field beside it, in at least 97 of 100 packages', () => {
    const folders = readdirSync(root).flatMap((name) =>
      name.startsWith('@') ? readdirSync(path.join(root, name)).map((own) => `${name}/${own}`) : [name],
    );
    const others: string[] = [];
    let count = 0;
    for (const folder of folders) {
      const at = path.join(root, folder);
      if (!existsSync(path.join(at, 'package.json'))) continue;
      const file = readdirSync(at).find((name) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(name));
      const field = told('package.json', readFileSync(path.join(at, 'package.json'), 'utf8'));
      if (file === undefined || !field) continue;
      count++;
      const text = told('LICENSE', readFileSync(path.join(at, file), 'utf8'));
      if (text !== field) others.push(`${folder}: ${field}, and the text ${text ?? 'none'}`);
    }
    expect(count).toBeGreaterThan(100);
    if (others.length / count >= 0.03) expect(others).toEqual([]);
  });
});
