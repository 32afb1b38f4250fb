import { freeConditions, type Conditions } from './conditions';
import { attributed, row, strong, type LicenceRow } from './tableRow';

/** The six Creative Commons licences of each version, by the parts of their names. */
function creativeCommons(): readonly LicenceRow[] {
  const kinds = ['BY', 'BY-SA', 'BY-NC', 'BY-NC-SA', 'BY-ND', 'BY-NC-ND'];
  return ['1.0', '2.0', '2.5', '3.0', '4.0'].flatMap((version) =>
    kinds.map((kind) => {
      const parts = kind.split('-');
      const conditions: Conditions = {
        ...attributed,
        ...(parts.includes('NC') && { commercialUse: 'bound' }),
        ...(parts.includes('SA') && { shareAlike: 'bound' }),
        // An adaptation may be made in private since 4.0, and never be passed on.
        ...(parts.includes('ND') && { derivatives: 'bound', training: 'limited' }),
      };
      const family = parts.includes('SA') ? `CC-${kind}` : null;
      // In version 1.0 NoDerivs stands before NonCommercial.
      const path = version === '1.0' && kind === 'BY-NC-ND' ? 'by-nd-nc' : kind.toLowerCase();
      const address = `https://creativecommons.org/licenses/${path}/${version}/legalcode`;
      return row(`CC-${kind}-${version}`, `Creative Commons ${kind} ${version}`, address, conditions, family);
    }),
  );
}

/** Licences that are written for data and works. */
export const dataLicences: readonly LicenceRow[] = [
  ...creativeCommons(),
  row(
    'CC0-1.0',
    'Creative Commons Zero 1.0',
    'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
    freeConditions,
  ),
  row(
    'CC-PDM-1.0',
    'Public Domain Mark 1.0',
    'https://creativecommons.org/publicdomain/mark/1.0/',
    freeConditions,
  ),
  row(
    'PDDL-1.0',
    'Open Data Commons Public Domain Dedication and License',
    'https://opendatacommons.org/licenses/pddl/1-0/',
    freeConditions,
  ),
  row(
    'ODC-By-1.0',
    'Open Data Commons Attribution License',
    'https://opendatacommons.org/licenses/by/1-0/',
    attributed,
  ),
  row(
    'ODbL-1.0',
    'Open Data Commons Open Database License',
    'https://opendatacommons.org/licenses/odbl/1-0/',
    strong,
    'ODbL',
  ),
  row(
    'CDLA-Permissive-1.0',
    'Community Data License Agreement Permissive 1.0',
    'https://cdla.dev/permissive-1-0/',
    attributed,
  ),
  row(
    'CDLA-Permissive-2.0',
    'Community Data License Agreement Permissive 2.0',
    'https://cdla.dev/permissive-2-0/',
    attributed,
  ),
  row(
    'CDLA-Sharing-1.0',
    'Community Data License Agreement Sharing 1.0',
    'https://cdla.dev/sharing-1-0/',
    strong,
    'CDLA-Sharing',
  ),
  row(
    'C-UDA-1.0',
    'Computational Use of Data Agreement 1.0',
    'https://github.com/microsoft/Computational-Use-of-Data-Agreement/blob/master/C-UDA-1.0.md',
    { ...attributed, derivatives: 'limited' },
  ),
  row(
    'O-UDA-1.0',
    'Open Use of Data Agreement 1.0',
    'https://github.com/microsoft/Open-Use-of-Data-Agreement/blob/v1.0/O-UDA-1.0.md',
    attributed,
  ),
  row(
    'OGL-UK-3.0',
    'Open Government Licence 3.0',
    'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    attributed,
  ),
  row(
    'etalab-2.0',
    'Etalab Open License 2.0',
    'https://github.com/DISIC/politique-de-contribution-open-source/blob/master/LICENSE.pdf',
    attributed,
  ),
  row(
    'DL-DE-BY-2.0',
    'Data licence Germany attribution 2.0',
    'https://www.govdata.de/dl-de/by-2-0',
    attributed,
  ),
  row(
    'DL-DE-ZERO-2.0',
    'Data licence Germany zero 2.0',
    'https://www.govdata.de/dl-de/zero-2-0',
    freeConditions,
  ),
];
