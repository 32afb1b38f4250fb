import { isObject } from '../../lib/jsonObject';
import type { Json, JsonObject } from '../../lib/json';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { isTemplate } from './template';

/** Thrown inside the reader where a file is refused; `readOpenLineage` turns it into its failure. */
export class Fault extends Error {
  readonly place: string;
  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}

/** A value with where it stands, so that a fault can say so. The pointer is only put together when it is asked for. */
export class Placed {
  readonly value: Json | undefined;
  private readonly parent: Placed | null;
  private readonly step: string | number;

  constructor(value: Json | undefined, step: string | number = '', parent: Placed | null = null) {
    this.value = value;
    this.step = step;
    this.parent = parent;
  }

  /** RFC 6901; a root's own step comes before it, such as `line 4 `. */
  get pointer(): string {
    if (!this.parent) return String(this.step);
    const step = String(this.step).replaceAll('~', '~0').replaceAll('/', '~1');
    return `${this.parent.pointer}/${step}`;
  }

  /** The member or place in a list by which it stands in its parent. */
  get name(): string {
    return String(this.step);
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** Whether there is no member to look at. */
  get isEmpty(): boolean {
    if (!isObject(this.value)) return true;
    for (const name in this.value) if (Object.hasOwn(this.value, name)) return false;
    return true;
  }

  /** A member of its own; absent where the value is no object or lacks it. */
  at(name: string): Placed {
    const { value } = this;
    const member = isObject(value) ? value[name] : undefined;
    return new Placed(isInherited(member) ? undefined : member, name, this);
  }

  /** The items of a list; null where it is none. */
  items(): readonly Placed[] | null {
    return isList(this.value) ? this.value.map((item, index) => new Placed(item, index, this)) : null;
  }

  /** The members of an object; null where it is none. */
  members(): readonly (readonly [string, Placed])[] | null {
    const { value } = this;
    return isObject(value)
      ? Object.keys(value).map((name) => [name, new Placed(value[name], name, this)] as const)
      : null;
  }

  get object(): JsonObject | null {
    return isObject(this.value) ? this.value : null;
  }

  get text(): string | null {
    return typeof this.value === 'string' ? this.value : null;
  }

  get number(): number | null {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : null;
  }

  refuse(message: string): Fault {
    return new Fault(this.pointer === '' ? '/' : this.pointer, message);
  }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A facet of that name; absent where a member `_deleted` takes it away. */
export function facetAt(facets: Placed, name: string): Placed {
  const facet = facets.at(name);
  return facet.object?.['_deleted'] === true ? new Placed(undefined, name, facets) : facet;
}

/** Text that a person would want to have: not empty, and no placeholder of a template; null for anything else. */
export function plainText({ text }: Placed): string | null {
  return text !== null && text !== '' && !isTemplate(text) ? text : null;
}

/** Whether a name is one that nobody means: with a control character in it, or blanks at its ends. */
export function isStrangeName(name: string): boolean {
  return strange.test(name);
}

const strange = /\p{Cc}|^\s|\s$/u;

/** In words: what a value is, for a message. */
export function typeName(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A time of this project's own facets; null where there is none. */
export function timeOrNull({ text }: Placed): Timestamp | null {
  const time = text === null ? null : parseTimestamp(text);
  return time?.ok ? time.value : null;
}

/** No value of JSON is a function or the prototype of objects: quicker told than whether a name is the object's own. */
function isInherited(member: unknown): boolean {
  return typeof member === 'function' || member === Object.prototype;
}
