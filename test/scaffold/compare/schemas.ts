import { type Planted, line, order } from './planted.ts';

/** Named schemas, which travel both ways unless said otherwise. */
export const schemas: readonly Planted[] = [
  {
    name: 'a member is removed',
    edit: (d) => d.remove(`${order}/properties/total`),
    expected: [['property-removed', 'breaking', 'Member "Order.total" is gone.']],
  },
  {
    name: 'a member is added',
    edit: (d) => d.set(`${line}/properties/colour`, { type: 'string' }),
    expected: [['property-added', 'compatible', 'Member "Line.colour" is new.']],
  },
  {
    name: 'a member becomes required',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('placedAt'),
    expected: [['property-required', 'breaking', 'Member "Order.placedAt" is required now.']],
  },
  {
    name: 'a member that only answers have is always there',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('id'),
    expected: [['property-required', 'compatible', 'Member "Order.id" is required now.']],
  },
  {
    name: 'a member that only requests have may be left out of nothing new',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('secret'),
    expected: [['property-required', 'breaking', 'Member "Order.secret" is required now.']],
  },
  {
    name: 'a member is no longer taken',
    edit: (d) => d.set(`${order}/properties/total/readOnly`, true),
    expected: [['property-removed', 'breaking', 'Member "Order.total" is no longer part of requests.']],
  },
  {
    name: 'a member changes type',
    edit: (d) => d.set(`${order}/properties/total/type`, 'string'),
    expected: [['type-changed', 'breaking', 'Order.total is string, before number.']],
  },
  {
    name: 'a number is whole',
    edit: (d) => d.set(`${order}/properties/total/type`, 'integer'),
    expected: [['type-changed', 'breaking', 'Order.total is integer, before number.']],
  },
  {
    name: 'a member can be null',
    edit: (d) => d.set(`${line}/properties/quantity/type`, ['integer', 'null']),
    expected: [['type-changed', 'breaking', 'Line.quantity is integer or null, before integer.']],
  },
  {
    name: 'a reference cannot be null any more',
    edit: (d) => d.set(`${order}/properties/parent`, { $ref: '#/components/schemas/Order' }),
    expected: [['type-changed', 'breaking', 'Order.parent is object, before null or object.']],
  },
  {
    name: 'a format changes',
    edit: (d) => d.set(`${order}/properties/placedAt/format`, 'date'),
    expected: [['format-changed', 'breaking', 'Order.placedAt has format "date", before "date-time".']],
  },
  {
    name: 'a value is no longer used',
    edit: (d) => d.set(`${order}/properties/state/enum`, ['open', 'paid']),
    expected: [['enum-value-removed', 'breaking', 'Order.state cannot be "shipped" any more.']],
  },
  {
    name: 'a text is limited to a list',
    edit: (d) => d.set(`${order}/properties/number/enum`, ['1']),
    expected: [['enum-added', 'breaking', 'Order.number is limited to a list of values.']],
  },
  {
    name: 'a list of values is opened',
    edit: (d) => d.remove(`${order}/properties/state/enum`),
    expected: [['enum-removed', 'breaking', 'Order.state is not limited to a list of values any more.']],
  },
  {
    name: 'a pattern changes',
    edit: (d) => d.set(`${line}/properties/sku/pattern`, '^[A-Z\\d]+$'),
    expected: [['limit-narrowed', 'breaking', 'pattern of Line.sku is "^[A-Z\\d]+$", before "^[A-Z]+$".']],
  },
  {
    name: 'a list must be longer',
    edit: (d) => d.set(`${order}/properties/lines/minItems`, 2),
    expected: [['limit-narrowed', 'breaking', 'minItems of Order.lines is "2", before "1".']],
  },
  {
    name: 'the values of a map change type',
    edit: (d) => d.set(`${line}/properties/tags/additionalProperties/type`, 'integer'),
    expected: [['type-changed', 'breaking', 'Line.tags.* is integer, before string.']],
  },
  {
    name: 'an inherited member is removed',
    edit: (d) => d.remove('/components/schemas/Party/properties/name'),
    expected: [['property-removed', 'breaking', 'Member "Party.name" is gone.']],
  },
  {
    name: 'an inherited member becomes required',
    edit: (d) => d.set('/components/schemas/Customer/allOf/1/required', ['name']),
    expected: [['property-required', 'breaking', 'Member "Customer.name" is required now.']],
  },
  {
    name: 'a kind is added',
    edit: (d) => d.at<unknown[]>(`${order}/properties/payment/oneOf`).push({ $ref: '#/components/schemas/Cash' }),
    expected: [['option-added', 'breaking', 'Order.payment can be "Cash" too.']],
  },
  {
    name: 'a kind is removed',
    edit: (d) => d.remove(`${order}/properties/payment/oneOf/1`),
    expected: [['option-removed', 'breaking', 'Order.payment cannot be "Transfer" any more.']],
  },
  {
    name: 'another member names the kind',
    edit: (d) => d.set(`${order}/properties/payment/discriminator/propertyName`, 'type'),
    expected: [['tag-changed', 'breaking', 'Another member tells the kinds of Order.payment apart.']],
  },
  {
    name: 'a member is deprecated',
    edit: (d) => d.set(`${order}/properties/total/deprecated`, true),
    expected: [['property-deprecated', 'compatible', 'Member "Order.total" is deprecated.']],
  },
  {
    name: 'an error gets another form',
    edit: (d) => d.set('/components/schemas/Problem/properties/code/type', 'integer'),
    expected: [['type-changed', 'breaking', 'Problem.code is integer, before string.']],
  },
  {
    name: 'an unused schema is removed',
    edit: (d) => d.remove('/components/schemas/Cash'),
    expected: [['schema-removed', 'breaking', 'Schema "Cash" is gone, and its type with it.']],
  },
  {
    name: 'a schema is added',
    edit: (d) => d.set('/components/schemas/Voucher', { type: 'object' }),
    expected: [['schema-added', 'compatible', 'Schema "Voucher" is new.']],
  },
];
