import type { Json } from '../../lib/json';
import { fromBase64 } from '../base64';
import { isObject } from '../../lib/jsonObject';
import { Placed } from './place';

/**
 * The event inside of a CloudEvent, in its `data` or, as bytes of UTF-8, in its `data_base64`; any other value as it is. `parse`
 * reads the JSON of bytes.
 */
export function insideOfCloudEvent(placed: Placed, parse: (bytes: Uint8Array) => Json | undefined): Placed {
  if (!placed.object || placed.at('specversion').text === null) return placed;
  const data = placed.at('data');
  if (data.object) return data;
  const { text } = placed.at('data_base64');
  const bytes = text === null ? null : fromBase64(text);
  const inside = bytes === null ? undefined : parse(bytes);
  return isObject(inside) ? new Placed(inside, 'data_base64', placed) : placed;
}
