import * as z from 'zod';
import { isObject } from '../text/json.ts';
import { bundleSchema } from './bundle.ts';

/** What a format knows about the members of a value: which there may be, or that the author names them as he likes. */
export type Form =
  | { readonly kind: 'free' }
  | { readonly kind: 'named'; readonly members: ReadonlyMap<string, Form>; readonly required: readonly Required[] }
  | { readonly kind: 'repeated'; readonly member: Form; readonly isList: boolean }
  | { readonly kind: 'one of'; readonly forms: readonly Form[] };

/** A member that a value of the form must have, with the values it may have where they are fixed. */
interface Required {
  readonly key: string;
  readonly values: ReadonlySet<unknown> | undefined;
}

const free: Form = { kind: 'free' };

/** The form of a whole bundle. */
export function formOfBundle(): Form {
  return formOf(bundleSchema);
}

export function formOf(schema: z.core.$ZodType): Form {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return formOf(schema.unwrap());
  if (schema instanceof z.ZodUnion) return { kind: 'one of', forms: schema.options.map(formOf) };
  if (schema instanceof z.ZodArray) return { kind: 'repeated', member: formOf(schema.element), isList: true };
  if (schema instanceof z.ZodRecord) return { kind: 'repeated', member: formOf(schema.valueType), isList: false };
  if (!(schema instanceof z.ZodObject)) return free;
  const members = Object.entries<z.core.$ZodType>(schema.shape);
  return {
    kind: 'named',
    members: new Map(members.map(([key, member]) => [key, formOf(member)])),
    required: members
      .filter(([, member]) => !(member instanceof z.ZodOptional))
      .map(([key, member]) => ({ key, values: member instanceof z.ZodLiteral ? member.values : undefined })),
  };
}

/** What a form knows about a member of a value; `undefined`: it has none of that name. */
export function formOfMember(form: Form, value: unknown, key: string): Form | undefined {
  switch (form.kind) {
    case 'free':
      return free;
    case 'named':
      return form.members.get(key);
    case 'repeated':
      return form.member;
    case 'one of': {
      const meant = form.forms.find((one) => isOfForm(value, one));
      return meant === undefined ? undefined : formOfMember(meant, value, key);
    }
  }
}

function isOfForm(value: unknown, form: Form): boolean {
  switch (form.kind) {
    case 'free':
      return !isObject(value) && !Array.isArray(value);
    case 'named':
      return (
        isObject(value) &&
        form.required.every(
          ({ key, values }) => Object.hasOwn(value, key) && (values === undefined || values.has(value[key])),
        )
      );
    case 'repeated':
      return form.isList ? Array.isArray(value) : isObject(value);
    case 'one of':
      return form.forms.some((one) => isOfForm(value, one));
  }
}
