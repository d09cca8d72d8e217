export type FieldType = 'id' | 'text' | 'code' | 'number' | 'money' | 'date' | 'boolean' | 'object';

/** A field of retail data, before a system gives it a name of its own. */
export interface RetailField {
  readonly words: string;
  readonly type: FieldType;
  /** Object that holds it. */
  readonly group?: string;
  /** Lists that hold it, the outer one first. */
  readonly lists: readonly string[];
  /** Values of a code. */
  readonly codes?: readonly string[];
}

export interface RetailEntity {
  readonly type: string;
  readonly name: string;
  readonly fields: readonly RetailField[];
}

type Plain = Omit<RetailField, 'words' | 'lists' | 'group'>;

const text: Plain = { type: 'text' };
const money: Plain = { type: 'money' };
const number: Plain = { type: 'number' };
const date: Plain = { type: 'date' };
const flag: Plain = { type: 'boolean' };
const code = (...codes: readonly string[]): Plain => ({ type: 'code', codes });

const countries = code('DE', 'AT', 'GB', 'FR', 'IE');

/** `group/words`, and `list[]` before what stands in a list: `lines[]taxes[]rate`. */
function entity(type: string, name: string, fields: Readonly<Record<string, Plain>>): RetailEntity {
  return {
    type,
    name,
    fields: Object.entries(fields).map(([place, plain]) => {
      const parts = place.split('[]');
      const [words = '', group] = (parts.at(-1) ?? '').split('/').toReversed();
      return { ...plain, words, ...(group === undefined ? {} : { group }), lists: parts.slice(0, -1) };
    }),
  };
}

export const entities: readonly RetailEntity[] = [
  entity('orders', 'Orders', {
    id: { type: 'id' },
    number: text,
    'created at': date,
    'updated at': date,
    'payment status': code('paid', 'pending', 'partially_refunded', 'voided'),
    'fulfilment status': code('open', 'partial', 'fulfilled', ''),
    currency: code('EUR', 'GBP', 'USD'),
    'total price': money,
    'total tax': money,
    'item count': number,
    channel: code('web', 'marketplace', 'phone', '007', '1.10'),
    note: text,
    'is test': flag,
    'customer/email': text,
    'customer/first name': text,
    'customer/last name': text,
    'shipping address/city': text,
    'shipping address/country': countries,
    'shipping address/postcode': text,
    'shipping address': { type: 'object' },
    'shipping/method': code('Standard', 'Express', 'Next Day (UK)', 'Click & Collect'),
    'shipping/price': money,
    'lines[]sku': text,
    'lines[]title': text,
    'lines[]quantity': number,
    'lines[]price': money,
    'lines[]gift wrap': flag,
    'lines[]due at': date,
    'lines[]taxes[]name': code('VAT', 'GST', 'ECO'),
    'lines[]taxes[]rate': number,
  }),
  entity('stock', 'Stock levels', {
    id: { type: 'id' },
    sku: text,
    site: code('HH1', 'MUC', 'LEJ', 'COV'),
    'changed at': date,
    kind: code('available', 'reserved', 'damaged'),
    'quantities/free': number,
    'quantities/reserved': number,
    'is active': flag,
    'bins[]code': text,
    'bins[]quantity': number,
  }),
  entity('products', 'Products', {
    id: { type: 'id' },
    title: text,
    vendor: text,
    status: code('active', 'draft', 'archived'),
    'updated at': date,
    'published at': date,
    'tax rate': number,
    'is gift card': flag,
    'seo/title': text,
    'variants[]sku': text,
    'variants[]barcode': text,
    'variants[]price': money,
    'variants[]weight': number,
    'variants[]images[]source': text,
    'variants[]images[]position': number,
  }),
  entity('customers', 'Customers', {
    id: { type: 'id' },
    email: text,
    'first name': text,
    'last name': text,
    phone: text,
    state: code('enabled', 'disabled', 'invited'),
    'updated at': date,
    'birth date': date,
    'accepts marketing': flag,
    'total spent': money,
    'orders count': number,
    'company/name': text,
    'company/vat number': text,
    'addresses[]street': text,
    'addresses[]city': text,
    'addresses[]country': countries,
    'addresses[]is default': flag,
  }),
  entity('returns', 'Returns', {
    id: { type: 'id' },
    number: text,
    'order number': text,
    'created at': date,
    'updated at': date,
    reason: code('1', '2', '3', '04'),
    total: money,
    currency: code('EUR', 'GBP'),
    'is refunded': flag,
    'lines[]sku': text,
    'lines[]quantity': number,
    'lines[]restock': code('return', 'no_restock', 'cancel'),
    'lines[]amount': money,
  }),
  entity('shipments', 'Shipments', {
    id: { type: 'id' },
    number: text,
    'order number': text,
    'shipped at': date,
    'updated at': date,
    carrier: code('DHL', 'DPD-ND', 'RM-48', 'UPS'),
    status: code('despatched', 'packed', 'cancelled'),
    weight: number,
    'notify customer': flag,
    'tracking/number': text,
    'tracking/link': text,
    'parcels[]number': text,
    'parcels[]weight': number,
    'parcels[]items[]sku': text,
    'parcels[]items[]quantity': number,
  }),
];
