import { isDeepStrictEqual } from 'node:util';
import { Decoder } from '../../templates/soap/src/soap/decode.ts';
import { Encoder } from '../../templates/soap/src/soap/encode.ts';
import { Reporter } from '../../templates/soap/src/soap/issues.ts';
import type { Schema, TypeRef } from '../../templates/soap/src/soap/tables.ts';
import { readXml } from '../../templates/soap/src/soap/xml-reader.ts';
import { XmlWriter } from '../../templates/soap/src/soap/xml-writer.ts';
import { Sampler, type SampleOptions } from '../../templates/soap/test/support/sample.ts';

const namespace = 'urn:round-trip';

/** The ids of types that values can be made of: groups are parts of types. */
export function typeIds(schema: Schema): TypeRef[] {
  return schema.ids().filter((id) => schema.type(id).kind !== 'group');
}

/** A value of a type; of an abstract one, of a subtype. `undefined`: none can be made up. */
export function sampleOf(schema: Schema, id: TypeRef, seed: number, options?: SampleOptions): unknown {
  const table = schema.type(id);
  const isAbstract = table.kind === 'complex' && table.abstract === true;
  const sampler = new Sampler(schema, seed, options);
  return isAbstract ? sampler.value(id) : sampler.exactly(id);
}

/** The element `value` of the namespace `urn:round-trip`, with every prefix declared on it. */
export function writeElement(schema: Schema, id: TypeRef, value: unknown): string {
  const writer = new XmlWriter();
  const reporter = new Reporter('strict');
  new Encoder({ schema, writer, reporter }).element({ namespace, local: 'value' }, id, value);
  reporter.finish();
  return writer.toString().replace(/^<[^ >]+/u, (start) => start + writer.declarations());
}

/** What went wrong when a value is written and read again, or `undefined`. */
export function roundTripProblem(schema: Schema, id: TypeRef, value: unknown): string | undefined {
  try {
    const reporter = new Reporter('strict');
    const back = new Decoder({ schema, reporter }).element(readXml(writeElement(schema, id, value)), id);
    reporter.finish();
    return isDeepStrictEqual(back, value) ? undefined : `${id}: the value came back changed`;
  } catch (error) {
    return `${id}: ${String(error)}`;
  }
}
