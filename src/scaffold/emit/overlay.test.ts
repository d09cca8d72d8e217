import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { answer, apiOf, operationOf, query } from '../../../test/support/operation.ts';
import { overlaySchema } from '../../connector/overlay.ts';
import { analyse } from '../analyse/analyse.ts';
import type { Operation } from '../api-model.ts';
import { emitOverlay } from './overlay.ts';

const list = answer({ type: 'array', items: { type: 'object' } });
const page = query('page', { type: 'integer' });
const sure = operationOf({
  path: '/sure',
  declaredId: 'sure',
  parameters: [page, query('limit', { type: 'integer' })],
  responses: list,
});
const guessed = operationOf({ path: '/"odd"\n#', declaredId: 'odd', parameters: [page], responses: list });

function overlayOf(...operations: readonly Operation[]): string {
  return emitOverlay(analyse(apiOf(operations)).model);
}

it('corrects nothing as it is written', () => {
  for (const text of [overlayOf(sure), overlayOf(sure, guessed)])
    expect(overlaySchema.parse(parse(text)).endpoints).toEqual({});
});

it('asks about pages that are not sure, with what speaks for them', () => {
  const text = overlayOf(sure, guessed);
  expect(text).toContain('Parameter "page" counts pages.');
  expect(text).not.toContain('/sure');
});

it('has answers that hold once they are uncommented', () => {
  const [, block = ''] = overlayOf(sure, guessed).split('records.\n');
  const answers = parse(block.replaceAll(/^# /gmu, '')) as object;
  const overlay = overlaySchema.parse({ format: 'repatch-overlay', formatVersion: 1, ...answers });
  const { key, pagination } = analyse(apiOf([guessed])).model.endpoints[0] ?? {};
  expect(overlay.endpoints?.[key ?? '']?.pagination).toEqual(pagination?.value);
});

it('gives an example where everything is sure', () => {
  expect(overlayOf(sure)).toContain('pagination: { method: Link Header }');
});

it('asks where an answer speaks of pages that nothing asks for', () => {
  const properties = { data: { type: 'array', items: { type: 'object' } }, has_more: { type: 'boolean' } } as const;
  const text = overlayOf(operationOf({ path: '/more', responses: answer({ type: 'object', properties }) }));
  expect(text).toContain('The answer has "has_more"');
  expect(text).toContain('pagination: null');
});
