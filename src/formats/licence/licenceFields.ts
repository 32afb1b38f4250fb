import { parse as parseToml } from 'smol-toml';
import type { Json } from '../../lib/json';
import { parseYaml } from '../odcs/tree';
import { isCard, isFieldFile, type FieldFile } from './licenceFileNames';

/** What a file says in its field for the licence, as it is written there; several where it lists them. */
export interface LicenceField {
  readonly said: readonly string[];
  /** Whether all of several hold, or one may be chosen. */
  readonly joined: 'and' | 'or';
  /** Where it stands in the file. */
  readonly place: string;
}

type ReadField = (text: string) => LicenceField | null;

const byName: Readonly<Record<FieldFile, ReadField>> = {
  'package.json': ofPackageJson,
  'composer.json': (text) => ofValue(member(parsedJson(text), 'license'), '/license', 'or'),
  'codemeta.json': (text) => ofValue(member(parsedJson(text), 'license'), '/license'),
  'datapackage.json': (text) => ofValue(member(parsedJson(text), 'licenses'), '/licenses'),
  'pyproject.toml': ofPyproject,
  'cargo.toml': (text) => ofValue(member(member(parsedToml(text), 'package'), 'license'), '/package/license'),
  'setup.cfg': ofSetupCfg,
  'setup.py': (text) => {
    const [, , said] = /\blicense\s*=\s*(["'])(.*?)\1/.exec(text) ?? [];
    return ofValue(said, 'license');
  },
  'citation.cff': (text) => ofValue(member(parsedYaml(text), 'license'), '/license', 'or'),
  'pkg-info': ofMetadata,
  metadata: ofMetadata,
  description: (text) =>
    ofValue(/^License:[ \t]*(.+)$/m.exec(text)?.[1]?.replace(/\s*\+\s*file LICENSE.*$/, ''), 'License'),
  'pom.xml': (text) => {
    const parts = text.split('<license>').slice(1, 100);
    const names = parts.flatMap(
      (part) => /<name>\s*([^<]*?)\s*<\/name>/.exec(part.slice(0, 2000))?.[1] ?? [],
    );
    return ofValue(names, '/project/licenses', 'or');
  },
};

/** The licence field of a package's file, of a card (the front matter of a README.md), or of a Croissant file; null where it has none. */
export function readLicenceField(path: string, text: string): LicenceField | null {
  const name = path.split('/').at(-1)!.toLowerCase();
  if (isFieldFile(name)) return byName[name](text);
  if (isCard(name)) return ofCard(text);
  return name.endsWith('.json') ? ofCroissant(text) : null;
}

function ofPackageJson(text: string): LicenceField | null {
  const root = parsedJson(text);
  return ofValue(member(root, 'license'), '/license') ?? ofValue(member(root, 'licenses'), '/licenses', 'or');
}

function ofPyproject(text: string): LicenceField | null {
  const root = parsedToml(text);
  const project = member(root, 'project');
  const stated = member(project, 'license');
  const own = typeof stated === 'string' ? stated : member(stated, 'text');
  const poetry = member(member(member(root, 'tool'), 'poetry'), 'license');
  // A table with a text may hold the whole licence: its first line names it.
  const named = typeof own === 'string' ? own.trim().split('\n')[0] : undefined;
  return (
    ofValue(named, '/project/license') ??
    ofValue(poetry, '/tool/poetry/license') ??
    ofClassifiers(member(project, 'classifiers'), '/project/classifiers')
  );
}

function ofSetupCfg(text: string): LicenceField | null {
  const metadata = /^\[metadata\]\s*$([^]*?)(?=^\[|(?![^]))/m.exec(text)?.[1] ?? '';
  const said = /^license(?:_expression)?\s*[=:][ \t]*(.+)$/m.exec(metadata)?.[1];
  return ofValue(said, 'metadata.license') ?? ofClassifiers(metadata.split('\n'), 'metadata.classifiers');
}

/** Of a wheel or a source distribution of Python. */
function ofMetadata(text: string): LicenceField | null {
  const [head = ''] = text.split(/\r?\n\r?\n/);
  const expression = /^License-Expression:[ \t]*(.+)$/m.exec(head)?.[1];
  const classifiers = [...head.matchAll(/^Classifier:[ \t]*(.+)$/gm)].map(([, each]) => each!);
  const plain = /^License:[ \t]*(.+)$/m.exec(head)?.[1];
  return (
    ofValue(expression, 'License-Expression') ??
    ofClassifiers(classifiers, 'Classifier') ??
    ofValue(plain, 'License')
  );
}

function ofClassifiers(value: unknown, place: string): LicenceField | null {
  const classifiers = Array.isArray(value) ? value : [];
  const said = classifiers
    .filter((each): each is string => typeof each === 'string')
    .map((each) => each.trim())
    .filter((each) => /^License\s*::/.test(each) && !/^License\s*::\s*OSI Approved$/.test(each));
  return said.length === 0 ? null : { said, joined: 'and', place };
}

/** A card of a hub; `other` is told by the name beside it. */
function ofCard(text: string): LicenceField | null {
  const matter = /^\uFEFF?---\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (matter === undefined) return null;
  const root = parsedYaml(matter);
  const license = member(root, 'license');
  const named = member(root, 'license_name');
  if (license === 'other' && typeof named === 'string') return ofValue(named, '/license_name');
  return ofValue(license, '/license');
}

function ofCroissant(text: string): LicenceField | null {
  if (!text.includes('croissant') && !text.includes('schema.org')) return null;
  const root = parsedJson(text);
  const type = member(root, '@type');
  const isDataset = typeof type === 'string' && /(?:^|[:/])Dataset$/.test(type);
  if (!isDataset) return null;
  return ofValue(member(root, 'license') ?? member(root, 'sc:license'), '/license');
}

/** A text, an object with a name, address or id, or a list of these. */
function ofValue(value: unknown, place: string, joined: 'and' | 'or' = 'and'): LicenceField | null {
  const said = (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => {
    if (typeof each === 'string') return [each];
    const inner = ['type', 'name', 'url', '@id', 'path'].map((key) => member(each, key));
    return inner.filter((text): text is string => typeof text === 'string').slice(0, 1);
  });
  const kept = said.map((text) => text.trim()).filter((text) => text !== '');
  return kept.length === 0 ? null : { said: kept, joined, place };
}

function member(value: unknown, key: string): unknown {
  const isMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
  return isMap ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return undefined;
  }
}

function parsedToml(text: string): unknown {
  try {
    return parseToml(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function parsedYaml(text: string): unknown {
  const parsed = parseYaml(text);
  // A few aliases are enough for a card.
  return parsed.ok ? parsed.value.document.toJS({ maxAliasCount: 100 }) : undefined;
}
