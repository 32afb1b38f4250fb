import type { Conditions } from './conditions';
import { attributed, row, type LicenceRow } from './tableRow';

/** Uses are forbidden by a list that has to be passed on. */
const restricted: Conditions = {
  ...attributed,
  commercialUse: 'limited',
  derivatives: 'limited',
};
const closed: Conditions = {
  commercialUse: 'bound',
  shareAlike: 'free',
  attribution: 'bound',
  training: 'bound',
  derivatives: 'bound',
};

const llama = (id: string, name: string, source: string, conditions: Conditions): LicenceRow =>
  row(`LicenseRef-${id}`, `${name} Community License`, source, conditions);
/** More than 700 million users need a licence of their own; outputs may not improve other models. */
const llamaConditions: Conditions = { ...restricted, training: 'limited' };
const rail = (id: string, name: string, source: string): LicenceRow =>
  row(`LicenseRef-${id}`, name, source, restricted);

/** Licences that are written for models, and those that allow nothing. */
export const modelLicences: readonly LicenceRow[] = [
  rail(
    'CreativeML-OpenRAIL-M',
    'CreativeML Open RAIL-M',
    'https://github.com/CompVis/stable-diffusion/blob/main/LICENSE',
  ),
  rail(
    'CreativeML-OpenRAIL-PP-M',
    'CreativeML Open RAIL++-M',
    'https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0/blob/main/LICENSE.md',
  ),
  rail(
    'BigScience-OpenRAIL-M',
    'BigScience Open RAIL-M',
    'https://www.licenses.ai/blog/2022/8/26/bigscience-open-rail-m-license',
  ),
  rail(
    'BigScience-BLOOM-RAIL-1.0',
    'BigScience BLOOM RAIL 1.0',
    'https://huggingface.co/spaces/bigscience/license',
  ),
  rail(
    'BigCode-OpenRAIL-M',
    'BigCode Open RAIL-M',
    'https://www.bigcode-project.org/docs/pages/bigcode-openrail/',
  ),
  rail('OpenRAIL', 'Open RAIL', 'https://www.licenses.ai/'),
  llama(
    'Llama-2',
    'Llama 2',
    'https://github.com/meta-llama/llama-models/blob/main/models/llama2/LICENSE',
    llamaConditions,
  ),
  llama(
    'Llama-3',
    'Llama 3',
    'https://github.com/meta-llama/llama-models/blob/main/models/llama3/LICENSE',
    llamaConditions,
  ),
  ...['3.1', '3.2', '3.3', '4'].map((version) =>
    // Since 3.1 outputs may improve other models, whose names then begin with Llama.
    llama(
      `Llama-${version}`,
      `Llama ${version}`,
      `https://github.com/meta-llama/llama-models/blob/main/models/llama${version.replace('.', '_')}/LICENSE`,
      llamaConditions,
    ),
  ),
  row('LicenseRef-Gemma', 'Gemma Terms of Use', 'https://ai.google.dev/gemma/terms', llamaConditions),
  row(
    'LicenseRef-proprietary',
    'Proprietary: all rights reserved',
    'https://www.wipo.int/treaties/en/ip/berne/',
    closed,
  ),
];
