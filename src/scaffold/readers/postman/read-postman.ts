import type { Diagnostic, Finding } from '../../../diagnostics/diagnostic.ts';
import { canonicalJson } from '../../../text/json.ts';
import type { Source } from '../../../text/source.ts';
import type { ApiModel, Operation, SecurityRequirement, Skipped } from '../../api-model.ts';
import { looksSecret } from '../redact.ts';
import { readAuth } from './auth.ts';
import { isCollection, readCollection, type Collection } from './collection.ts';
import { fillWith, hookFinding, readOperation, type DraftOperation } from './operation.ts';
import { nameSchemes, tokenRequestOf } from './schemes.ts';
import { tagsOf } from './tags.ts';

export interface ReadPostman {
  /** Absent when the file is no collection. */
  readonly model?: ApiModel;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a Postman collection, version 2.0 or 2.1.
 *
 * Scripts are reported and never run; literal secrets are reported and never copied. What cannot be read is skipped
 * with its reason and its place. Diagnostics: `scaffold/*`.
 */
export async function readPostman(source: Source): Promise<ReadPostman> {
  if (!isCollection(source.value)) {
    const finding: Finding = {
      code: 'scaffold/not-a-collection',
      message: 'This is no Postman collection of version 2.0 or 2.1.',
      help: 'Export the collection from Postman as Collection v2.1.',
      pointer: '',
    };
    return { diagnostics: [...source.diagnostics, ...(await source.locate([finding]))] };
  }
  const findings: Finding[] = [];
  const collection = readCollection(source.value, (finding) => void findings.push(finding));
  const model = buildModel(collection, source.file, (finding) => void findings.push(finding));
  // The text could be read; what it has twice, or should not have, was passed over.
  const ofText = source.diagnostics.map((diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' }));
  return { model, diagnostics: [...ofText, ...(await source.locate(unique(findings)))] };
}

function buildModel(collection: Collection, file: string, report: (finding: Finding) => void): ApiModel {
  const skipped: Skipped[] = collection.unreadable.map(({ name, reason, pointer }) => ({
    kind: 'operation',
    name,
    reason,
    origin: { file, pointer },
  }));
  const drafts: DraftOperation[] = [];
  const seen = new Map<string, string>();
  for (const request of collection.requests) {
    const draft = readOperation(request, collection, report);
    if (typeof draft === 'string') {
      skipped.push({
        kind: 'operation',
        name: request.name,
        reason: draft,
        origin: { file, pointer: request.pointer },
      });
      continue;
    }
    const identity = canonicalJson([
      draft.method,
      draft.server.url,
      draft.path,
      draft.summary,
      draft.tags,
      draft.body,
      draft.parameters,
    ]);
    const earlier = seen.get(identity);
    if (earlier !== undefined) {
      report(duplicate(request.name, request.pointer, earlier));
      continue;
    }
    seen.set(identity, request.pointer);
    drafts.push(draft);
  }
  for (const { name, reason, origin } of skipped) report(unreadable(name, reason, origin.pointer));
  if (collection.scripts[0] !== undefined) report(scriptsFinding(collection.scripts.length, collection.scripts[0]));

  const outer = readAuth(collection.auth, fillWith(collection.variables));
  if (typeof outer === 'object' && outer.scheme.type === 'other') report(hookFinding(outer.scheme.scheme, '/auth'));
  const { schemes, requirementOf } = nameSchemes(
    [outer, ...drafts.map(({ auth }) => auth)].filter((auth) => typeof auth === 'object'),
    tokenRequestOf(drafts),
  );
  const security: readonly SecurityRequirement[] = typeof outer === 'object' ? [requirementOf(outer)] : [];
  const server = mostCommon(drafts.map((draft) => draft.server));
  const tags = tagsOf(drafts.map((draft) => draft.tags));
  return {
    title: collection.name,
    version: '1.0.0',
    ...(collection.description === undefined ? {} : { description: collection.description }),
    source: `postman-${collection.version}`,
    servers: server === undefined ? [] : [server],
    securitySchemes: schemes,
    security,
    tags: describeTags(tags, collection),
    operations: drafts.map((draft, index): Operation => {
      const { server: own, auth, pointer, ...operation } = draft;
      const address = own.url + operation.path;
      // Written out in full, but below the server all the same.
      const isBelow = server !== undefined && address.startsWith(`${server.url}/`);
      return {
        ...operation,
        tags: tags[index] ?? [],
        ...(isBelow ? { path: address.slice(server.url.length) } : { servers: [own] }),
        ...(auth === 'collection' ? {} : { security: auth === 'none' ? [] : [requirementOf(auth)] }),
        origin: { file, pointer },
      };
    }),
    schemas: new Map(),
    declared: { operations: drafts.length + skipped.length, schemas: 0 },
    skipped,
    webhooks: [],
    variables: new Map(
      [...collection.variables].filter(([name, value]) => !looksSecret(name, value) && !value.includes('{{')),
    ),
  };
}

function describeTags(tags: readonly (readonly string[])[], { folders }: Collection): ApiModel['tags'] {
  const names = new Set(tags.flatMap(([first]) => (first === undefined ? [] : [first])));
  const described = new Map(
    Array.from(folders, ([path, description]) => [path.split('\u001F').at(-1) ?? '', description]),
  );
  return Array.from(names, (name) => {
    const description = described.get(name);
    return { name, ...(description === undefined ? {} : { description }) };
  });
}

function mostCommon(servers: readonly DraftOperation['server'][]): DraftOperation['server'] | undefined {
  const groups = [...Map.groupBy(servers, ({ url }) => url).values()];
  return groups.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

/** Each secret is reported once for its name and place; one place is often read twice. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...new Map(findings.map((finding) => [`${finding.code} ${finding.pointer} ${finding.message}`, finding])).values(),
  ];
}

function duplicate(name: string, pointer: string, earlier: string): Finding {
  return {
    code: 'scaffold/duplicate-request',
    message: `"${name}" is the same request as an earlier one; both became one operation.`,
    pointer,
    related: [{ message: 'first given here', pointer: earlier }],
  };
}

function unreadable(name: string, reason: string, pointer: string): Finding {
  return {
    code: 'scaffold/unreadable-request',
    message: `Request "${name}" was left out. ${reason}`,
    help: 'Correct it in Postman, or give --allow-partial to go on without it.',
    pointer,
  };
}

function scriptsFinding(count: number, pointer: string): Finding {
  return {
    code: 'scaffold/script-not-run',
    message: `${count === 1 ? 'One place has a script' : `${count.toLocaleString('en')} places have scripts`}; scripts are never run or copied.`,
    help: 'Look for values that they compute, such as signatures or variables of later requests.',
    pointer,
  };
}
