import type { ConnectorDefinition } from '../../../src/connector/definition.ts';
import type { System } from '../../../src/legacy/bundle.ts';
import { entities, type RetailEntity, type RetailField } from './entities.ts';
import type { Random } from './random.ts';

/** A field as one system calls it. */
export interface SystemField extends RetailField {
  readonly name: string;
  readonly path: string;
}

export interface SystemEntity {
  readonly type: string;
  readonly name: string;
  readonly fields: readonly SystemField[];
}

/** A system of an estate, with the definition that somebody has written for it, or none. */
export interface RetailSystem {
  readonly system: System;
  readonly entities: readonly SystemEntity[];
  readonly connector: ConnectorDefinition | undefined;
}

type Style = (words: string) => string;

const snake: Style = (words) => words.replaceAll(' ', '_');
const camel: Style = (words) => words.replaceAll(/ (\w)/gu, (_, letter: string) => letter.toUpperCase());
const pascal: Style = (words) => camel(` ${words}`);

interface Kind {
  readonly id: string;
  readonly name: string;
  readonly style: Style;
  /** False: the names of fields are their paths. */
  readonly hasLabels: boolean;
  readonly isInbound?: boolean;
}

const kinds: readonly Kind[] = [
  { id: 'shop', name: 'Shop', style: snake, hasLabels: true },
  { id: 'erp', name: 'Northwind ERP', style: pascal, hasLabels: false },
  { id: 'wms', name: 'Warehouse', style: camel, hasLabels: true },
  { id: 'crm', name: 'CRM', style: snake, hasLabels: false },
  { id: 'portal', name: 'Inbound portal', style: camel, hasLabels: true, isInbound: true },
];

/** All systems of one estate; a definition is missing for one of the standard ones. */
export function makeSystems(random: Random): readonly RetailSystem[] {
  const undefinedOne = random.pick(kinds.filter(({ isInbound }) => isInbound !== true));
  return kinds.map((kind) => {
    const own = entities.map((entity) => entityOf(entity, kind));
    return {
      system: systemOf(kind, own, random),
      entities: own,
      connector: kind === undefinedOne || kind.isInbound === true ? undefined : connectorOf(kind, own, random),
    };
  });
}

function entityOf({ type, name, fields }: RetailEntity, kind: Kind): SystemEntity {
  return { type, name, fields: fields.map((field) => ({ ...field, ...nameOf(field, kind) })) };
}

function nameOf({ words, group, lists }: RetailField, { style, hasLabels }: Kind): { name: string; path: string } {
  const path = [
    ...lists.map((list) => `${style(list)}.*`),
    ...(group === undefined ? [] : [style(group)]),
    style(words),
  ];
  const label = [...lists.map((list) => list.replace(/(?<=ss|x)es$|s$/u, '')), group, words].filter(
    (part) => part !== undefined,
  );
  return { path: path.join('.'), name: hasLabels ? sentence(label.join(' ')) : path.join('.') };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const declaredTypes: Readonly<Record<RetailField['type'], string>> = {
  id: 'integer',
  text: 'string',
  code: 'string',
  number: 'number',
  money: 'number',
  date: 'datetime',
  boolean: 'boolean',
  object: 'object',
};

function systemOf({ id, name, isInbound, hasLabels }: Kind, own: readonly SystemEntity[], random: Random): System {
  // Some dashboards show neither types nor paths.
  const hasTypes = hasLabels || random.chance(0.5);
  return {
    id,
    name,
    kind: isInbound === true ? 'inboundApi' : 'standard',
    entities: own.map((entity) => ({
      type: entity.type,
      name: entity.name,
      fields: entity.fields.map(({ name: label, path, type, lists }) => ({
        name: label,
        path,
        ...(hasTypes ? { type: declaredTypes[type] } : {}),
        ...(lists.length > 0 ? { repeating: true } : {}),
      })),
    })),
  };
}

type Endpoint = NonNullable<ConnectorDefinition['endpoints']>[number];

function connectorOf({ id, name }: Kind, own: readonly SystemEntity[], random: Random): ConnectorDefinition {
  return {
    format: 'repatch-connector',
    formatVersion: 1,
    name: id,
    label: name,
    protocol: 'HTTP',
    authMethods: [{ name: 'None', type: 'none' }],
    endpoints: own.flatMap((entity) => [receiving(entity, random), ...sending(entity, random)]),
  };
}

function receiving({ type, fields }: SystemEntity, random: Random): Endpoint {
  const list = random.pick(['data', type, 'data.items']);
  const pushed = fields.filter(
    (field) => field.lists.length === 0 && (/^(?:updated|changed) at$/u.test(field.words) || random.chance(0.05)),
  );
  return {
    name: `List ${type}`,
    entityType: type,
    direction: 'Receive',
    method: 'GET',
    url: `api/${type}`,
    dataType: 'json',
    dataPath: list,
    multiple: true,
    pagination: random.pick<NonNullable<Endpoint['pagination']>>([
      { method: 'Link Header', limitParameter: 'limit', limit: 4 },
      { method: 'Page number parameter', pageParameter: 'page', limitParameter: 'size', limit: 3, totalPath: 'total' },
      { method: 'Next Page URL', nextPath: 'links.next', limitParameter: 'limit', limit: 5 },
      { method: 'Next page token', tokenParameter: 'cursor', tokenPath: 'next', limitParameter: 'limit', limit: 4 },
      { method: 'Limit offset', limitParameter: 'limit', offsetParameter: 'offset', limit: 4, totalPath: 'total' },
    ]),
    filters: pushed.map((field) => ({
      field: field.path,
      comparison: field.type === 'date' ? 'gte' : 'eq',
      key: `${field.path.replaceAll('.', '_')}_filter`,
      location: 'url',
      type: field.type === 'date' ? 'datetime' : 'string',
    })),
  };
}

function sending({ type }: SystemEntity, random: Random): readonly Endpoint[] {
  const create: Endpoint = {
    name: `Create ${type}`,
    entityType: type,
    direction: 'Send',
    method: random.pick(['POST', 'PUT']),
    url: `api/${type}`,
    dataType: 'json',
    ...(random.chance(0.5) ? { idempotencyKey: { header: 'Idempotency-Key' } } : {}),
  };
  const update: Endpoint = { ...create, name: `Update ${type}`, method: 'PATCH', url: `api/${type}/update` };
  return random.chance(0.3) ? [create, update] : [create];
}
