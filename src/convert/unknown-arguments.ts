import type { Transform } from '../contract/define-transform.ts';
import { formOf, formOfMember, type Form } from '../legacy/known-members.ts';
import { schemaKit } from '../schema/schema-kit.ts';
import { isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

/** Pointers, below the arguments, of members that a function does not have, although their form is accepted. */
export function unknownArguments(args: unknown, transform: Transform): readonly string[] {
  // Only names that begin with "x-" are accepted without being known.
  if (!hasExtension(args)) return [];
  return unknownIn(args, formOf(transform.arguments(schemaKit)), '');
}

function hasExtension(value: unknown): boolean {
  return membersOf(value).some(([key, member]) => key.startsWith('x-') || hasExtension(member));
}

function unknownIn(value: unknown, form: Form, pointer: string): readonly string[] {
  return membersOf(value).flatMap(([key, member]) => {
    const at = joinPointer(pointer, key);
    const own = formOfMember(form, value, key);
    return own === undefined ? [at] : unknownIn(member, own, at);
  });
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Array.isArray(value) || isObject(value) ? Object.entries<unknown>(value) : [];
}
