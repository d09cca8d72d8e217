import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { isObject } from '../../../text/json.ts';
import { broken } from '../../../text/source.ts';
import type { ApiModel } from '../../api-model.ts';
import { countDeclared } from './count-declared.ts';
import { declareSchemas, skipUnread } from './declare-schemas.ts';
import { type DescriptionFiles, type Documents, loadDocuments } from './documents.ts';
import { listAt, objectAt, optional, textAt, textsAt } from './fields.ts';
import { Findings } from './findings.ts';
import type { Node } from './node.ts';
import { readOperations } from './operations.ts';
import type { Reading } from './reading.ts';
import { readSchema } from './schema.ts';
import { SchemaRegistry } from './schema-registry.ts';
import { readSecurity, readSecuritySchemes } from './security.ts';
import { readHost, readServers } from './servers.ts';
import { readVersion } from './version.ts';

export interface OpenApiOptions {
  readonly files: DescriptionFiles;
  /** Makes every repair an error. */
  readonly strict?: boolean;
  /** References may leave the folder of the root document. Default false. */
  readonly allowOutside?: boolean;
  /** References may name http and https URLs. Default false. */
  readonly allowRemote?: boolean;
}

export interface OpenApiReading {
  /** `undefined` when the document is no description that can be read. */
  readonly model: ApiModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an OpenAPI description (2.0, 3.0 or 3.1; JSON or YAML; one file or many) into the model that all emitters share.
 *
 * `file` is shown in diagnostics; its last part is what `files` is asked for first. What is faulty is repaired where the
 * meaning is plain, and each repair is a diagnostic; an operation that is not is skipped. Never throws.
 * Diagnostics: `scaffold/*`, and `text/*` for files that cannot be read.
 */
export async function readOpenApi(file: string, options: OpenApiOptions): Promise<OpenApiReading> {
  const [, folder = '', rootId = file] = /^(.*[\\/])?([^\\/]*)$/su.exec(file) ?? [];
  const display = (id: string): string => (/^[A-Za-z][A-Za-z\d+.-]+:/u.test(id) ? id : `${folder}${id}`);
  const { files, strict = false, allowOutside = false, allowRemote = false } = options;
  const documents = await loadDocuments(rootId, display, files, { allowOutside, allowRemote });
  if (typeof documents === 'string') {
    const refused = broken(
      file,
      '',
      'scaffold/unreadable-description',
      `The description cannot be read (${documents}).`,
    );
    return { model: undefined, diagnostics: refused.diagnostics };
  }
  const findings = new Findings(strict);
  const model = readModel(documents, findings);
  return { model, diagnostics: await findings.settle(documents.used, documents.root) };
}

function readModel(documents: Documents, findings: Findings): ApiModel | undefined {
  const { root } = documents.root;
  if (root.value === undefined) return undefined;
  const dialect = readVersion(root, findings);
  if (dialect === undefined) return undefined;

  const reading: Reading = { dialect, documents, findings, schemas: new SchemaRegistry(), shared: new Map() };
  const skippedSchemas = declareSchemas(reading, root);
  const securitySchemes = readSecuritySchemes(reading, root);
  const { operations, skipped, webhooks } = readOperations(reading, root, {
    securitySchemes,
    consumes: mediaTypesOf(reading, root, 'consumes'),
    produces: mediaTypesOf(reading, root, 'produces'),
  });
  reading.schemas.readAll((node) => readSchema(reading, node));
  const declared = countDeclared(documents);
  return {
    ...readInfo(reading, root),
    source: dialect,
    servers: dialect === 'openapi-2.0' ? readHost(reading, root) : (readServers(reading, root) ?? []),
    securitySchemes,
    security: readSecurity(reading, root, securitySchemes) ?? [],
    tags: readTags(reading, root),
    operations,
    schemas: reading.schemas.settle(),
    declared: { operations: declared.operations, schemas: declared.schemas },
    skipped: [...skipped, ...skippedSchemas, ...skipUnread(reading, declared.referred)],
    webhooks,
  };
}

function mediaTypesOf(reading: Reading, root: Node, key: 'consumes' | 'produces'): readonly string[] {
  const declared = textsAt(reading, root, key);
  return declared.length > 0 ? declared : ['application/json'];
}

function readInfo(reading: Reading, root: Node): Pick<ApiModel, 'title' | 'version' | 'description'> {
  const info = objectAt(reading, root, 'info');
  const title = info && textAt(reading, info, 'title');
  return {
    title: title ?? '',
    version: (info && textAt(reading, info, 'version')) ?? '',
    ...optional('description', info && textAt(reading, info, 'description')),
  };
}

function readTags(reading: Reading, root: Node): ApiModel['tags'] {
  return listAt(reading, root, 'tags').flatMap((node) => {
    const name = isObject(node.value) ? textAt(reading, node, 'name') : undefined;
    return name === undefined ? [] : [{ name, ...optional('description', textAt(reading, node, 'description')) }];
  });
}
