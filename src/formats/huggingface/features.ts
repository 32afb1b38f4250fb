import type { SchemaField } from '../../lineage/claims';
import type { Placed } from '../openlineage/place';

/** The features of a dataset as columns: a list of `{name, dtype}` as cards have it, or an object by names as saved datasets have it. */
export function featureFields(features: Placed): readonly SchemaField[] {
  const items = features.items();
  if (items) {
    return items.flatMap((each): SchemaField[] => {
      const name = each.at('name').text;
      return name === null ? [] : [fieldOf(name, each)];
    });
  }
  return (features.members() ?? []).map(([name, each]) => fieldOf(name, each));
}

function fieldOf(name: string, feature: Placed): SchemaField {
  const struct = feature.at('struct');
  if (struct.items()) return { name, type: 'struct', fields: featureFields(struct) };
  // A saved struct is an object of features, without a type.
  const isStruct = feature.object !== null && feature.at('_type').isAbsent && feature.at('dtype').isAbsent;
  const members = feature.members() ?? [];
  if (
    isStruct &&
    members.length > 0 &&
    members.every(([, each]) => each.object !== null && !each.at('_type').isAbsent)
  )
    return { name, type: 'struct', fields: featureFields(feature) };
  return { name, ...typeOf(feature) };
}

function typeOf(feature: Placed): { readonly type?: string } {
  const saved = feature.at('_type').text;
  const dtype = feature.at('dtype');
  if (saved !== null) {
    const inner = feature.at('feature').at('dtype').text ?? dtype.text;
    return { type: saved === 'Value' ? (inner ?? saved) : inner === null ? saved : `${saved}(${inner})` };
  }
  const list = feature.at('list').isAbsent ? feature.at('sequence') : feature.at('list');
  if (!list.isAbsent) return { type: `list(${list.text ?? list.at('dtype').text ?? 'struct'})` };
  if (dtype.text !== null) return { type: dtype.text };
  const [kind] = dtype.members() ?? [];
  return kind ? { type: kind[0] } : {};
}
