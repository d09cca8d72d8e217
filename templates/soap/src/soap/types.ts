/** Types that generated declarations rest on. */
export type { XmlNode } from './xml-writer.ts';
import type { XmlNode } from './xml-writer.ts';

export type Bytes = Uint8Array;
/** Digits with an optional sign and point: exact, where a number would not be. */
export type Decimal = string;
/** `{namespace}local`. */
export type QName = string;
/** Attributes that no schema names, by `{namespace}local`. */
export type OtherAttributes = Readonly<Record<string, string>>;

/** A type itself, where subtypes may stand in its place. */
export type Declared<Name extends string, Type> = Type & { $type?: Name };
/** A subtype, which says so: it is written with `xsi:type`. */
export type Derived<Name extends string, Type> = Type & { $type: Name };

/** Where the schema allows any simple value. */
export type AnySimple = string | { readonly $type: string; readonly $value: unknown };
/** Where the schema allows everything: a value of a known type, or content as it stands. */
export type AnyValue =
  | string
  | { readonly $type: string; readonly [property: string]: unknown }
  | { readonly $attributes?: OtherAttributes; readonly $content?: readonly (XmlNode | string)[] };
