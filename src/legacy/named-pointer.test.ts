import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/acme.ts';
import { indexBundle } from './bundle-index.ts';
import type { ServiceBundle } from './bundle.ts';
import { namePointer, placePointer } from './named-pointer.ts';

const name = (pointer: string, bundle: ServiceBundle): string => namePointer(pointer, bundle, indexBundle(bundle));

describe('a pointer by ids', () => {
  const bundle = bundleOf({ id: 'a/b' });
  const [service] = bundle.services;
  if (service === undefined) throw new Error('the bundle has no service');
  const longer = { ...bundle, services: [{ ...service, id: 'other' }, service] };

  it('leads to the same service wherever it stands', () => {
    const named = name('/services/0/filters/2/field', bundle);
    expect(named).toBe('/services/@a~1b/filters/2/field');
    expect(placePointer(named, bundle)).toBe('/services/0/filters/2/field');
    expect(placePointer(named, longer)).toBe('/services/1/filters/2/field');
  });

  it('stays a position where two services have one id, or nothing has one', () => {
    const twins = { ...bundle, services: [service, service] };
    expect(name('/services/1/source', twins)).toBe('/services/1/source');
    expect(name('/company/name', bundle)).toBe('/company/name');
    expect(name('', bundle)).toBe('');
    expect(placePointer('/services/@gone/source', bundle)).toBe('/services/@gone/source');
  });
});
