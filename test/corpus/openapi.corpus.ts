import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDescriptionFiles } from '../../src/scaffold/project/description-files.ts';
import { readOpenApi, type OpenApiReading } from '../../src/scaffold/readers/openapi/read-openapi.ts';
import { corpus, countsOf, openApiDocuments } from '../support/corpus.ts';

const rows: string[] = [];
const read = (document: string): Promise<OpenApiReading> => {
  const file = join(corpus, 'openapi', document);
  return readOpenApi(file, { files: createDescriptionFiles(file) });
};

describe('the OpenAPI reader on real descriptions', () => {
  it('finds them all', () => {
    expect(openApiDocuments()).toHaveLength(26);
  });

  it.each(openApiDocuments())('reads everything that %s declares', async (document) => {
    const before = process.cpuUsage();
    const { model, diagnostics } = await read(document);
    const used = process.cpuUsage(before);
    if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
    rows.push(
      [
        document.slice(document.lastIndexOf('/') + 1).padEnd(42),
        `${model.operations.length}/${model.declared.operations}`.padStart(10),
        `${model.schemas.size}/${model.declared.schemas}`.padStart(9),
        String(count('warning')).padStart(8),
        String(count('info')).padStart(6),
        String(model.skipped.length).padStart(8),
        `${Math.round((used.user + used.system) / 1000)}`.padStart(7),
      ].join(''),
    );
    expect(model.skipped).toEqual([]);
    expect(count('error')).toBe(0);
    expect(model.operations).toHaveLength(model.declared.operations);
    // The record of the corpus was made by other means. It counts files or components, the model also what is inside them.
    expect(model.operations).toHaveLength(countsOf(document).operations);
    expect(model.schemas.size).toBeGreaterThanOrEqual(countsOf(document).schemas);
    expect(model.schemas.size).toBe(model.declared.schemas);
    expect(danglingReferences(model)).toEqual([]);
  });

  afterAll(() => {
    const head = `${'document'.padEnd(42)}operations  schemas repairs notes skipped cpu ms`;
    console.log([head, ...rows].join('\n'));
  });
});

/** References of the model that no schema of it answers. */
function danglingReferences(model: NonNullable<OpenApiReading['model']>): readonly string[] {
  const dangling = new Set<string>();
  const parts = { operations: model.operations, schemas: [...model.schemas.values()] };
  JSON.stringify(parts, (key, value: unknown) => {
    // Examples are not part of the model: they are what the API sends.
    if (['examples', 'example', 'extensions', 'default', 'enum', 'const'].includes(key)) return undefined;
    if (key !== '$ref' || typeof value !== 'string') return value instanceof Map ? [...value.values()] : value;
    if (!model.schemas.has(value.replace(/^#\/\$defs\//u, ''))) dangling.add(value);
    return value;
  });
  return [...dangling];
}
