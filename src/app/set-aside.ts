import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { isUsable } from '../diagnostics/usable.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import { checkDocument } from '../lint/check-document.ts';
import { isObject } from '../text/json.ts';
import { readSource } from '../text/source.ts';
import type { ReadDocument } from '../workspace/read-document.ts';

/** A bundle to work with, although some of its services are wrong. */
export interface SortedBundle {
  /** The services that are set aside stand in it as empty ones, so that every other keeps its place. */
  readonly bundle: ServiceBundle;
  /** Services that are set aside, by their places, each with the reason. */
  readonly aside: ReadonlyMap<number, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sets services aside that are wrong by themselves, so that the others can be worked on. `undefined`: what is wrong concerns
 * more than single services, or there is no other.
 */
export async function setAside({ source, diagnostics }: ReadDocument): Promise<SortedBundle | undefined> {
  const aside = new Map<number, string>();
  const { value } = source;
  if (!isObject(value) || !Array.isArray(value['services'])) return undefined;
  const services: readonly unknown[] = value['services'];
  let bundle: unknown = value;
  let found = diagnostics;
  const all = [...diagnostics];
  while (!isUsable(found)) {
    const wrong = found.filter((one) => !isUsable([one]));
    const places = wrong.map(({ at }) => Number(/^\/services\/(\d+)(?=\/|$)/u.exec(at.pointer)?.[1] ?? Number.NaN));
    if (places.some((place) => Number.isNaN(place) || aside.has(place))) return undefined;
    for (const [index, place] of places.entries())
      if (!aside.has(place)) aside.set(place, `The service is wrong in itself: ${wrong[index]?.message ?? ''}`);
    for (const [place, reason] of sweepersOf(services, aside)) aside.set(place, reason);
    if (aside.size === services.length) return undefined;
    const kept = services.map((service, index) => (aside.has(index) ? placeholder(service, index, services) : service));
    bundle = { ...value, services: kept };
    // What is wrong with the form of one service keeps the others from being looked at.
    found = (await checkAgain(source.file, bundle)).filter(({ at }) => !isAside(at.pointer, aside));
    const known = new Set(all.map(({ code, at }) => `${code} ${at.pointer}`));
    const fresh = found.filter(({ code, at }) => !known.has(`${code} ${at.pointer}`));
    all.push(...(await source.locate(fresh.map(findingOf))));
  }
  return { bundle: bundle as ServiceBundle, aside, diagnostics: all }; // checked
}

function findingOf({ code, severity, message, help, at: { pointer } }: Diagnostic): Finding {
  return { code, severity, message, pointer, ...(help === undefined ? {} : { help }) };
}

async function checkAgain(file: string, bundle: unknown): Promise<readonly Diagnostic[]> {
  const source = await readSource(file, Buffer.from(JSON.stringify(bundle)), 'json');
  return (await checkDocument(source)).diagnostics;
}

function isAside(pointer: string, aside: ReadonlyMap<number, string>): boolean {
  const [, place] = /^\/services\/(\d+)(?=\/|$)/u.exec(pointer) ?? [];
  return place !== undefined && aside.has(Number(place));
}

/** Sweepers of services that are set aside; they have their mappings from these. */
function sweepersOf(
  services: readonly unknown[],
  aside: ReadonlyMap<number, string>,
): readonly (readonly [number, string])[] {
  const ids = new Set(Array.from(aside.keys(), (place) => memberOf(services[place], 'id')));
  return services.flatMap((service, place) => {
    const partner = memberOf(service, 'sweeps');
    if (partner === undefined || aside.has(place) || !ids.has(partner)) return [];
    return [[place, `It sweeps service ${partner}, which is wrong in itself.`] as const];
  });
}

function memberOf(service: unknown, key: string): string | undefined {
  const value = isObject(service) ? service[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A service without anything in it, which has the form of one. */
function placeholder(service: unknown, index: number, services: readonly unknown[]): Service {
  const id = memberOf(service, 'id');
  const isOwn = id !== undefined && services.every((other, at) => at === index || memberOf(other, 'id') !== id);
  return {
    id: isOwn ? id : `${id ?? ''}#${index + 1}`,
    name: memberOf(service, 'name') ?? `Service ${index + 1}`,
    companyGroupId: memberOf(service, 'companyGroupId') ?? 'none',
    type: 'standard',
    active: isObject(service) && service['active'] === true,
    source: { connectorId: 'none', entity: 'none' },
    destination: { connectorId: 'none', entity: 'none' },
    filters: [],
    mappings: [],
    alerts: { active: false, notificationGroupIds: [] },
  };
}
