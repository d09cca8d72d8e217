import assert from 'node:assert/strict';
import { it } from 'node:test';
import { encodeBody } from '../../src/runtime/body.ts';

it('writes JSON', async () => {
  assert.deepEqual(await encodeBody({ contentType: 'application/vnd.api+json' }, { a: 1 }), {
    content: '{"a":1}',
    contentType: 'application/vnd.api+json',
  });
  assert.equal((await encodeBody({ contentType: 'application/json' }, 'text')).content, '"text"');
});

it('writes forms, nested members in brackets', async () => {
  const body = { name: 'ä b', tags: ['x', 'y'], address: { city: 'Ulm', lines: ['1'] }, gone: undefined };
  assert.equal(
    (await encodeBody({ contentType: 'application/x-www-form-urlencoded' }, body)).content,
    'name=%C3%A4+b&tags=x&tags=y&address%5Bcity%5D=Ulm&address%5Blines%5D%5B0%5D=1',
  );
  const encoding = { tags: { explode: false }, expand: { style: 'deepObject' } };
  assert.equal(
    (await encodeBody({ contentType: 'application/x-www-form-urlencoded', encoding }, { tags: ['x', 'y'], expand: ['z'] })).content,
    'tags=x%2Cy&expand%5B0%5D=z',
  );
});

it('writes parts, binary ones as files and objects as JSON', async () => {
  const { content, contentType } = await encodeBody(
    { contentType: 'multipart/form-data', encoding: { note: { contentType: 'text/markdown' } } },
    { title: 'A', note: '# b', file: new Uint8Array([1, 2]), meta: { a: 1 }, tags: ['x', 'y'] },
  );
  assert.equal(contentType, undefined);
  assert.ok(content instanceof FormData);
  assert.equal(content.get('title'), 'A');
  assert.deepEqual(content.getAll('tags'), ['x', 'y']);
  const [note, file, meta] = ['note', 'file', 'meta'].map((name) => content.get(name) as File);
  assert.equal(note?.type, 'text/markdown');
  assert.deepEqual(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer()), new Uint8Array([1, 2]));
  assert.equal(meta?.type, 'application/json');
});

it('sends text and bytes as they are', async () => {
  assert.deepEqual(await encodeBody({ contentType: 'application/xml' }, '<a/>'), { content: '<a/>', contentType: 'application/xml' });
  const bytes = new Uint8Array([0, 255]);
  assert.equal((await encodeBody({ contentType: 'application/pdf' }, bytes)).content, bytes);
});
