import { freeConditions, type Conditions } from './conditions';
import { attributed, row, strong, weak, type LicenceRow } from './tableRow';

function gnu(id: string, name: string, path: string, conditions: Conditions, family: string) {
  const source = `https://www.gnu.org/licenses/${path}.html`;
  return [
    row(`${id}-only`, `${name} only`, source, conditions, family),
    row(`${id}-or-later`, `${name} or later`, source, conditions, family),
  ];
}

/** Licences that are written for software. */
export const softwareLicences: readonly LicenceRow[] = [
  row('MIT', 'MIT License', 'https://opensource.org/license/mit', attributed),
  row('MIT-0', 'MIT No Attribution', 'https://opensource.org/license/mit-0', freeConditions),
  row('0BSD', 'BSD Zero Clause License', 'https://opensource.org/license/0bsd', freeConditions),
  row('ISC', 'ISC License', 'https://opensource.org/license/isc-license-txt', attributed),
  row('BSD-2-Clause', 'BSD 2-Clause License', 'https://opensource.org/license/bsd-2-clause', attributed),
  row('BSD-3-Clause', 'BSD 3-Clause License', 'https://opensource.org/license/bsd-3-clause', attributed),
  row(
    'BSD-3-Clause-Clear',
    'BSD 3-Clause Clear License',
    'https://spdx.org/licenses/BSD-3-Clause-Clear.html',
    attributed,
  ),
  row('BSD-4-Clause', 'BSD 4-Clause License', 'https://spdx.org/licenses/BSD-4-Clause.html', attributed),
  row('Apache-1.1', 'Apache License 1.1', 'https://www.apache.org/licenses/LICENSE-1.1', attributed),
  row('Apache-2.0', 'Apache License 2.0', 'https://www.apache.org/licenses/LICENSE-2.0', attributed),
  row('BSL-1.0', 'Boost Software License 1.0', 'https://www.boost.org/LICENSE_1_0.txt', attributed),
  row('Zlib', 'zlib License', 'https://opensource.org/license/zlib', {
    ...attributed,
    attribution: 'limited',
  }),
  row('Unlicense', 'The Unlicense', 'https://unlicense.org/', freeConditions),
  row('WTFPL', 'Do What The F*ck You Want To Public License', 'http://www.wtfpl.net/about/', freeConditions),
  row(
    'BlueOak-1.0.0',
    'Blue Oak Model License 1.0.0',
    'https://blueoakcouncil.org/license/1.0.0',
    attributed,
  ),
  row('PostgreSQL', 'PostgreSQL License', 'https://opensource.org/license/postgresql', attributed),
  row(
    'PSF-2.0',
    'Python Software Foundation License 2.0',
    'https://opensource.org/license/python-2-0',
    attributed,
  ),
  row('Python-2.0', 'Python License 2.0', 'https://opensource.org/license/python-2-0', attributed),
  row('Artistic-2.0', 'Artistic License 2.0', 'https://opensource.org/license/artistic-2-0', weak),
  row('AFL-3.0', 'Academic Free License 3.0', 'https://opensource.org/license/afl-3-0-php', attributed),
  row('MS-PL', 'Microsoft Public License', 'https://opensource.org/license/ms-pl-html', weak, 'MS-PL'),
  row(
    'NCSA',
    'University of Illinois/NCSA Open Source License',
    'https://opensource.org/license/uoi-ncsa-php',
    attributed,
  ),
  row('ECL-2.0', 'Educational Community License 2.0', 'https://opensource.org/license/ecl-2-0', attributed),
  row(
    'MulanPSL-2.0',
    'Mulan Permissive Software License 2',
    'https://license.coscl.org.cn/MulanPSL2',
    attributed,
  ),
  row('MPL-2.0', 'Mozilla Public License 2.0', 'https://www.mozilla.org/en-US/MPL/2.0/', weak, 'MPL'),
  row('EPL-1.0', 'Eclipse Public License 1.0', 'https://www.eclipse.org/legal/epl-v10.html', weak, 'EPL'),
  row('EPL-2.0', 'Eclipse Public License 2.0', 'https://www.eclipse.org/legal/epl-2.0/', weak, 'EPL'),
  row(
    'EUPL-1.2',
    'European Union Public Licence 1.2',
    'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12',
    strong,
    'EUPL',
  ),
  row('OSL-3.0', 'Open Software License 3.0', 'https://opensource.org/license/osl-3-0-php', strong, 'OSL'),
  ...gnu('LGPL-2.1', 'GNU Lesser General Public License 2.1', 'old-licenses/lgpl-2.1', weak, 'LGPL'),
  ...gnu('LGPL-3.0', 'GNU Lesser General Public License 3', 'lgpl-3.0', weak, 'LGPL'),
  ...gnu('GPL-2.0', 'GNU General Public License 2', 'old-licenses/gpl-2.0', strong, 'GPL-2'),
  ...gnu('GPL-3.0', 'GNU General Public License 3', 'gpl-3.0', strong, 'GPL-3'),
  ...gnu('AGPL-3.0', 'GNU Affero General Public License 3', 'agpl-3.0', strong, 'AGPL-3'),
  ...gnu('GFDL-1.3', 'GNU Free Documentation License 1.3', 'fdl-1.3', strong, 'GFDL'),
  row(
    'SSPL-1.0',
    'Server Side Public License 1',
    'https://www.mongodb.com/legal/licensing/server-side-public-license',
    strong,
    'SSPL',
  ),
  row('BUSL-1.1', 'Business Source License 1.1', 'https://mariadb.com/bsl11/', {
    ...attributed,
    commercialUse: 'limited',
  }),
  row('Elastic-2.0', 'Elastic License 2.0', 'https://www.elastic.co/licensing/elastic-license', {
    ...attributed,
    commercialUse: 'limited',
  }),
  row(
    'PolyForm-Noncommercial-1.0.0',
    'PolyForm Noncommercial 1.0.0',
    'https://polyformproject.org/licenses/noncommercial/1.0.0',
    { ...attributed, commercialUse: 'bound' },
  ),
];
