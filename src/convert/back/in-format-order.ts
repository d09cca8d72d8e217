import { formOfBundle, formOfMember, type Form } from '../../legacy/known-members.ts';
import { isObject } from '../../text/json.ts';

/** A bundle with the members of each object in the order of the format; members that it does not know stay behind. */
export function inFormatOrder<Bundle>(bundle: Bundle): Bundle {
  return ordered(bundle, formOfBundle()) as Bundle; // the same members in another order
}

function ordered(value: unknown, form: Form | undefined): unknown {
  if (form === undefined || form.kind === 'free') return value;
  const member = (key: string, one: unknown): unknown => ordered(one, formOfMember(form, value, key));
  if (Array.isArray(value)) return value.map((one, index) => member(String(index), one));
  if (!isObject(value)) return value;
  const places = new Map(membersOf(form, value).map((key, place) => [key, place]));
  const placeOf = (key: string): number => places.get(key) ?? places.size;
  const keys = Object.keys(value).toSorted((a, b) => placeOf(a) - placeOf(b));
  return Object.fromEntries(keys.map((key) => [key, member(key, value[key])]));
}

function membersOf(form: Form, value: object): readonly string[] {
  if (form.kind === 'named') return [...form.members.keys()];
  if (form.kind !== 'one of') return [];
  const fitting = form.forms.filter(
    (one) => one.kind === 'named' && one.required.every(({ key }) => Object.hasOwn(value, key)),
  );
  return fitting.flatMap((one) => membersOf(one, value));
}
