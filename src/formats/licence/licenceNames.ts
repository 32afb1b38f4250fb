import { ownValue } from '../../lib/ownValue';
import { licenceText, parseLicence } from '../../gates/licence/expression';
import { licenceRow } from '../../gates/licence/licenceTable';

/** Names that people and registries give to licences, in lower case without punctuation, and the SPDX ids that they mean. */
const names: Readonly<Record<string, string>> = {
  apache: 'Apache-2.0',
  'apache 2': 'Apache-2.0',
  'apache 2 0': 'Apache-2.0',
  'apache2 0': 'Apache-2.0',
  'apache license 2 0': 'Apache-2.0',
  'apache license version 2 0': 'Apache-2.0',
  'apache software license': 'Apache-2.0',
  'apache software license 2 0': 'Apache-2.0',
  mit: 'MIT',
  'the mit license': 'MIT',
  expat: 'MIT',
  'mit no attribution license mit 0': 'MIT-0',
  'simplified bsd': 'BSD-2-Clause',
  freebsd: 'BSD-2-Clause',
  'bsd 2 clause': 'BSD-2-Clause',
  'new bsd': 'BSD-3-Clause',
  'modified bsd': 'BSD-3-Clause',
  'bsd 3 clause': 'BSD-3-Clause',
  isc: 'ISC',
  'isc license iscl': 'ISC',
  unlicense: 'Unlicense',
  'the unlicense unlicense': 'Unlicense',
  'mozilla public license 2 0 mpl 2 0': 'MPL-2.0',
  'mozilla public license 2 0': 'MPL-2.0',
  'mpl 2 0': 'MPL-2.0',
  'python software foundation license': 'PSF-2.0',
  'gnu general public license v2 gplv2': 'GPL-2.0-only',
  'gnu general public license v2 or later gplv2+': 'GPL-2.0-or-later',
  'gnu general public license v3 gplv3': 'GPL-3.0-only',
  'gnu general public license v3 or later gplv3+': 'GPL-3.0-or-later',
  'gplv2+': 'GPL-2.0-or-later',
  'gplv3+': 'GPL-3.0-or-later',
  'lgplv3+': 'LGPL-3.0-or-later',
  'agplv3+': 'AGPL-3.0-or-later',
  gplv2: 'GPL-2.0-only',
  gplv3: 'GPL-3.0-only',
  'gpl v2': 'GPL-2.0-only',
  'gpl v3': 'GPL-3.0-only',
  'gpl 3': 'GPL-3.0-only',
  'gpl 2': 'GPL-2.0-only',
  'gnu lesser general public license v3 lgplv3': 'LGPL-3.0-only',
  'gnu lesser general public license v3 or later lgplv3+': 'LGPL-3.0-or-later',
  'gnu affero general public license v3': 'AGPL-3.0-only',
  'gnu affero general public license v3 or later agplv3+': 'AGPL-3.0-or-later',
  agplv3: 'AGPL-3.0-only',
  cc0: 'CC0-1.0',
  'cc0 1 0 universal': 'CC0-1.0',
  'cc0 1 0 universal cc0 1 0 public domain dedication': 'CC0-1.0',
  odbl: 'ODbL-1.0',
  'open database license': 'ODbL-1.0',
  pddl: 'PDDL-1.0',
  'odc by': 'ODC-By-1.0',
  odcby: 'ODC-By-1.0',
  'odc pddl': 'PDDL-1.0',
  'odc odbl': 'ODbL-1.0',
  openrail: 'LicenseRef-OpenRAIL',
  'openrail++': 'LicenseRef-CreativeML-OpenRAIL-PP-M',
  'creativeml openrail m': 'LicenseRef-CreativeML-OpenRAIL-M',
  'bigscience openrail m': 'LicenseRef-BigScience-OpenRAIL-M',
  'bigscience bloom rail 1 0': 'LicenseRef-BigScience-BLOOM-RAIL-1.0',
  'bigcode openrail m': 'LicenseRef-BigCode-OpenRAIL-M',
  llama2: 'LicenseRef-Llama-2',
  'llama 2': 'LicenseRef-Llama-2',
  llama3: 'LicenseRef-Llama-3',
  'llama 3': 'LicenseRef-Llama-3',
  'llama3 1': 'LicenseRef-Llama-3.1',
  'llama 3 1': 'LicenseRef-Llama-3.1',
  'llama3 2': 'LicenseRef-Llama-3.2',
  'llama 3 2': 'LicenseRef-Llama-3.2',
  'llama3 3': 'LicenseRef-Llama-3.3',
  'llama 3 3': 'LicenseRef-Llama-3.3',
  llama4: 'LicenseRef-Llama-4',
  'llama 4': 'LicenseRef-Llama-4',
  gemma: 'LicenseRef-Gemma',
  'gemma terms of use': 'LicenseRef-Gemma',
  unlicensed: 'LicenseRef-proprietary',
  proprietary: 'LicenseRef-proprietary',
  'proprietary license': 'LicenseRef-proprietary',
  'other proprietary license': 'LicenseRef-proprietary',
  'all rights reserved': 'LicenseRef-proprietary',
};

/** What registries write where they do not know. */
const unknownNames: ReadonlySet<string> = new Set([
  '',
  'unknown',
  'other',
  'none',
  'noassertion',
  'n a',
  'na',
  'todo',
  'custom',
  'see license',
  'no license',
  'license',
]);

/**
 * The SPDX expression that a licence field means: an expression, a common name, an id of a hub, a classifier of Python or
 * an address of a licence's text. A word that is none of these becomes `LicenseRef-`; null where the field says that it is not known [N6].
 */
export function licenceOfField(field: string): string | null {
  const text = field.trim();
  const byAddress = licenceOfAddress(text);
  if (byAddress !== null) return byAddress;
  const plain = plainName(text.replace(/^License\s*::\s*(?:OSI Approved\s*::\s*)?/, ''));
  if (unknownNames.has(plain) || /^see (?:the )?licen[cs]e (?:file )?in\b/i.test(text)) return null;
  const named =
    ownValue(names, plain) ?? ownValue(names, plain.replace(/ licen[cs]e$/, '')) ?? creativeCommons(plain);
  if (named) return named;
  const row = licenceRow(text) ?? licenceRow(`LicenseRef-${text}`);
  if (row) return row.id;
  // npm writes a slash for a choice in old packages: `MIT/Apache-2.0`; Cargo does, too.
  const parsed = parseLicence(/^[\w.+-]+(?:\/[\w.+-]+)+$/.test(text) ? text.replaceAll('/', ' OR ') : text);
  if (parsed.ok && /[()\s/]|^LicenseRef-|^DocumentRef-|\d/.test(text)) return licenceText(parsed.value);
  return reference(text);
}

function plainName(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll('licence', 'license')
      .match(/[a-z0-9+]+/g)
      ?.join(' ') ?? ''
  );
}

/** `cc by nc sa 4 0`, also `creative commons attribution share alike 4 0 international`. */
function creativeCommons(plain: string): string | null {
  const short = plain
    .replace(/^creative commons\b/, 'cc')
    .replace(/\battribution\b/, 'by')
    .replace(/\bnon ?commercial\b/, 'nc')
    .replace(/\bshare ?alike\b/, 'sa')
    .replace(/\bno ?deriv(?:ative)?s\b/, 'nd')
    .replaceAll(/\b(?:international|unported|generic|license|public)\b/g, '')
    .replaceAll(/ +/g, ' ')
    .trim();
  const [, kinds = '', major = '4', minor = '0'] =
    /^cc ?(by(?: (?:nc|sa|nd))*)(?: v?(\d) (\d))?$/.exec(short) ?? [];
  if (kinds === '') return /^cc ?(?:0|zero)\b/.test(short) ? 'CC0-1.0' : null;
  const has = (kind: string): boolean => kinds.split(' ').includes(kind);
  const parts = [
    'BY',
    ...(has('nc') ? ['NC'] : []),
    ...(has('sa') ? ['SA'] : []),
    ...(has('nd') ? ['ND'] : []),
  ];
  return licenceRow(`CC-${parts.join('-')}-${major}.${minor}`)?.id ?? null;
}

function licenceOfAddress(text: string): string | null {
  const match = /^(?:https?:)?\/\/(?:www\.)?([^/]+)\/(.*)$/i.exec(text);
  if (!match) return null;
  const [host, path] = [
    match[1]!.toLowerCase(),
    match[2]!
      .toLowerCase()
      .replace(/[?#].*$/, '')
      .replace(/\/$/, ''),
  ];
  if (host === 'creativecommons.org') {
    const [, kinds, version] = /^licenses\/([a-z-]+)\/(\d\.\d)/.exec(path) ?? [];
    if (kinds)
      return (
        creativeCommons(`cc ${kinds.replaceAll('-', ' ')} ${version!.replace('.', ' ')}`) ?? reference(text)
      );
    if (path.startsWith('publicdomain/zero')) return 'CC0-1.0';
    if (path.startsWith('publicdomain/mark')) return 'CC-PDM-1.0';
  }
  if (host === 'opendatacommons.org') {
    const kind = /^licenses\/(by|odbl|pddl)\b/.exec(path)?.[1];
    if (kind) return { by: 'ODC-By-1.0', odbl: 'ODbL-1.0', pddl: 'PDDL-1.0' }[kind as 'by' | 'odbl' | 'pddl'];
  }
  if (host === 'apache.org' && path.startsWith('licenses/license-2.0')) return 'Apache-2.0';
  if (host === 'cdla.dev') {
    const [, kind, major] = /^(permissive|sharing)-(\d)-0/.exec(path) ?? [];
    if (kind) return licenceRow(`CDLA-${kind}-${major}.0`)?.id ?? reference(text);
  }
  if (host === 'ai.google.dev' && path.startsWith('gemma')) return 'LicenseRef-Gemma';
  const last = path
    .split('/')
    .at(-1)!
    .replace(/\.(?:html?|txt|json|php)$/, '');
  const isList = ['spdx.org', 'opensource.org', 'choosealicense.com'].includes(host);
  return (isList ? licenceRow(last)?.id : undefined) ?? gnuAddress(host, path) ?? reference(text);
}

function gnuAddress(host: string, path: string): string | null {
  const [, kind, version] =
    host === 'gnu.org' ? (/\/(a?gpl|lgpl|fdl)-(\d(?:\.\d)?)/.exec(`/${path}`) ?? []) : [];
  if (!kind) return null;
  const full = version!.includes('.') ? version! : `${version!}.0`;
  return licenceRow(`${kind === 'fdl' ? 'GFDL' : kind.toUpperCase()}-${full}-only`)?.id ?? null;
}

/** A licence outside of SPDX, by the letters of its name. */
function reference(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9.]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `LicenseRef-${name.slice(0, 80) || 'unnamed'}`;
}
