import { expect } from 'vitest';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import { flowsToServices, type BackResult } from '../../src/convert/back/flows-to-services.ts';
import { residueOf } from '../../src/convert/back/residue-of.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { checkSchema } from '../../src/lint/check-schema.ts';
import { residueSchema, type Residue } from '../../src/legacy/residue.ts';

export interface ThereInput {
  readonly bundle: ServiceBundle;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly decisions?: DecisionsFile;
}

/** Flows and residue as they stand in files. */
export function convertThere(input: ThereInput): { readonly flows: readonly FlowFile[]; readonly residue: Residue } {
  const result = convertBundle(input);
  const residue = asFile(residueOf(input.bundle, result.flows));
  expect(checkSchema(residueSchema, residue)).toEqual([]);
  return { flows: result.flows.map(({ flow }) => asFile(flow)), residue };
}

function convertThereAndBack(input: ThereInput): BackResult {
  return flowsToServices(convertThere(input));
}

/** A value as it is read again after it has been written. */
export function asFile<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // documents hold nothing but JSON
}

/** The bundle that comes back has every service of which a flow was made, and everything around them, as it was. */
export function expectSameBundle(input: ThereInput): void {
  const { refused } = convertBundle(input);
  const without = new Set(refused.map(({ service }) => service));
  const services = input.bundle.services.filter(({ id }) => !without.has(id));
  const { bundle, flows } = convertThereAndBack(input);
  expect(flows.flatMap(({ findings }) => findings)).toEqual([]);
  if (services.length > 0) expect(asFile(bundle)).toStrictEqual(asFile({ ...input.bundle, services }));
}
