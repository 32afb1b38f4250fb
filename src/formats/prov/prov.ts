import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat, TextHead } from '../lineageFormat';

/** Documents of W3C PROV as PROV-JSON. */
export const provJson: LineageFormat = {
  name: 'prov-json',
  fileFormat: 'json',
  usualPaths: /\.prov\.json$|(?:^|\/)prov[^/]*\.json$/i,
  recognition: { by: 'object', test: isDocument },
  reader: async () => (await import('./provReader')).provJsonReader,
};

/** Documents of W3C PROV in its notation for people, PROV-N. */
export const provN: LineageFormat = {
  name: 'prov-n',
  fileFormat: 'provn',
  usualPaths: /\.provn$/i,
  recognition: { by: 'text', test: isNotation },
  reader: async () => (await import('./provReader')).provNReader,
};

const relations =
  /^(?:used|was(?:GeneratedBy|InformedBy|StartedBy|EndedBy|InvalidatedBy|DerivedFrom|AttributedTo|AssociatedWith|InfluencedBy)|hadMember|specializationOf|alternateOf|bundle)$/;

/** An object of PROV-JSON says its prefixes, and records by their kinds; one without prefixes has records of two kinds at the least. */
function isDocument({ members }: ObjectShape): boolean {
  const isObject = (name: string): boolean => members.get(name)?.startsWith('{') === true;
  const elements = ['entity', 'activity', 'agent'].filter(isObject).length;
  const found = [...members.keys()].filter((name) => relations.test(name) && isObject(name)).length;
  return isObject('prefix') ? elements + found > 0 : elements > 0 && found > 0;
}

function isNotation({ text }: TextHead): boolean {
  return /^\s*(?:\/\/[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*document\s+(?:(?:default|prefix)\s|(?:entity|activity|agent|used|was[A-Z]\w+|bundle|endDocument)\b)/.test(
    text,
  );
}
