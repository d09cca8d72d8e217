import type { CrossReference } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'group-lookup-to-cross-reference',
  construct: 'Lookup tables of the same name in several company groups or services',
  becomes: 'One cross-reference lookup each, with the group or service in its name',
  class: 'equivalent',
  difference: 'Lookups belong to the whole company, so that equal names have to differ.',
  /** The name of the lookup. */
  convert(scope: Claiming<BundleScope>, table: CrossReference, pointer: string): string {
    const { companyGroups } = scope.bundle;
    const others = (scope.index.crossReferencesByName.get(table.name) ?? []).filter((other) => other !== table);
    if (others.length === 0) return table.name;
    scope.claim(`${pointer}/name`, `${pointer}/scope`);
    const ownerOf = ({ scope: owner }: CrossReference): string => {
      if (owner === 'company') return '';
      if ('serviceId' in owner) return owner.serviceId;
      return companyGroups.find(({ id }) => id === owner.companyGroupId)?.name ?? owner.companyGroupId;
    };
    const owner = ownerOf(table);
    if (others.some((other) => ownerOf(other) === owner)) return `${table.name} (${table.id})`;
    return owner === '' ? table.name : `${owner} ${table.name}`;
  },
});
