import { describe, expect, it } from 'vitest';
import { compareApis } from '../../../src/scaffold/compare/compare.ts';
import { readApi } from '../../support/read-api.ts';
import { messages } from './messages.ts';
import { operations } from './operations.ts';
import { type Planted, order, shop } from './planted.ts';
import { schemas } from './schemas.ts';
import { unchanged } from './unchanged.ts';

const planted = [...operations, ...messages, ...schemas];

async function changesOf(edits: readonly Planted['edit'][]): Promise<readonly string[]> {
  const document = shop();
  for (const edit of edits) edit(document);
  const changes = compareApis(await readApi(shop().value), await readApi(document.value));
  return changes.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
}

describe('changes of a description', () => {
  it('counts', () => {
    expect(planted.length).toBeGreaterThanOrEqual(40);
  });

  it.each([...planted, ...unchanged].map((item) => [item.name, item] as const))(
    '%s',
    async (_name, { edit, expected }) => {
      expect(await changesOf([edit])).toEqual(
        expected.map(([code, severity, words]) => `${severity} ${code}: ${words}`),
      );
    },
  );

  it('many at once', async () => {
    const apart = planted.filter(({ name }) =>
      [
        'an operation is removed',
        'a required parameter is added',
        'a default changes',
        'a body becomes required',
        'a header is removed',
        'a key goes elsewhere',
        'a member is removed',
        'a format changes',
        'a list must be longer',
        'a kind is added',
        'an error gets another form',
        'a schema is added',
      ].includes(name),
    );
    const expected = apart.flatMap((item) =>
      item.expected.map(([code, severity, words]) => `${severity} ${code}: ${words}`),
    );
    const found = await changesOf(apart.map(({ edit }) => edit));
    expect(found.toSorted()).toEqual(expected.toSorted());
    const firstCompatible = found.findIndex((change) => change.startsWith('compatible'));
    expect(found.slice(firstCompatible).every((change) => change.startsWith('compatible'))).toBe(true);
  });

  it('points into the description that shows it', async () => {
    const document = shop();
    document.remove(`${order}/properties/total`);
    document.set(`${order}/properties/placedAt/format`, 'date');
    const changes = compareApis(await readApi(shop().value), await readApi(document.value));
    expect(changes.map(({ at }) => at.pointer)).toEqual([`${order}/properties/placedAt`, `${order}/properties/total`]);
  });
});
