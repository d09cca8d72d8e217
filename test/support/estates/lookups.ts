import type { CrossReference, Service } from '../../../src/legacy/bundle.ts';
import type { Random } from './random.ts';
import type { SystemField } from './systems.ts';

const outputs = ['A-1', 'Standard', 'X', 'EXP', '10', 'Germany', 'ONE', 'Überland', '007', 'two words'];

/** The lookup tables of an estate, made as services ask for them. */
export class Lookups {
  readonly #tables: CrossReference[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get all(): readonly CrossReference[] {
    return this.#tables;
  }

  /** A table that fits the values of a field, also after functions that change their case. */
  for(field: SystemField, service: Pick<Service, 'id' | 'companyGroupId'>): CrossReference {
    const random = this.#random;
    const values = field.codes ?? ['1001', 'sku 1', 'Zürich', 'a'];
    const rows = random.some(
      values.filter((value) => value !== ''),
      random.int(2, 4),
    );
    const matches = random.chance(0.6)
      ? (['exact'] as const)
      : (['exact', 'contains', 'startsWith', 'endsWith'] as const);
    const table: CrossReference = {
      id: `x${this.#tables.length + 1}`,
      name: `Table ${this.#tables.length + 1} of ${field.words}`,
      scope: random.pick<CrossReference['scope']>([
        'company',
        { companyGroupId: service.companyGroupId },
        { serviceId: service.id },
      ]),
      rows: [
        ...rows.map((value, index) => {
          const match = random.pick(matches);
          const output = outputs[(index + this.#tables.length) % outputs.length] ?? '';
          return { match, value: part(value, match), output };
        }),
        ...(random.chance(0.3) ? [{ field: field.name, match: 'exact' as const, value: 'n/a', output: '' }] : []),
      ],
      ...(random.chance(0.8) ? { onNoMatch: random.pick(['unspecified', 'unchanged', 'empty', 'fail'] as const) } : {}),
    };
    this.#tables.push(table);
    return table;
  }
}

function part(value: string, match: CrossReference['rows'][number]['match']): string {
  if (match === 'startsWith') return value.slice(0, 3);
  if (match === 'endsWith') return value.slice(-2);
  return match === 'contains' ? value.slice(0, -1) || value : value;
}
