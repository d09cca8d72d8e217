import type { EndpointPlan } from './endpoint-plan.ts';
import { generatedHeader } from './header.ts';
import type { Note } from './note.ts';
import type { GroupPlan } from './plan.ts';
import type { SchemaPlan } from './schema-plan.ts';
import { inputMembers, inputSchema } from './signature.ts';
import { memberName, quote } from './text.ts';
import { type ValidatorContext, validatorOf } from './validators.ts';

/** `src/validators/schemas.ts`: the named schemas, each built at its first use. */
export function emitSchemaValidators(schemas: SchemaPlan, notes: Note[]): string {
  const lines = schemas.named.map(({ identifier, declaredName, schema }) => {
    const context = contextAt(`schema ${declaredName}`, '', notes);
    return `export const ${identifier}: s.Lazy<types.${identifier}> = s.lazy(() =>\n  ${validatorOf(schema, context, '  ')},\n);\n`;
  });
  if (lines.length === 0) return `${generatedHeader}\nexport {};\n`;
  return [
    generatedHeader,
    "import * as s from '../runtime/schema.ts';",
    "import type * as types from '../types.ts';",
    '',
    ...lines,
  ].join('\n');
}

/** `src/validators/<group>.ts`: input and responses of each operation. */
export function emitGroupValidators(group: GroupPlan, notes: Note[]): string {
  const lines = group.endpoints.map(
    (endpoint) => `  ${memberName(endpoint.id)}: ${operationValidators(group, endpoint, notes)},`,
  );
  const body = lines.join('\n');
  return [
    generatedHeader,
    ...(/\bs\./u.test(body) ? ["import * as s from '../runtime/schema.ts';"] : []),
    "import type { Validators } from '../runtime/validation.ts';",
    ...(/\bschemas\./u.test(body) ? ["import * as schemas from './schemas.ts';"] : []),
    '',
    'export const validators: Validators = {',
    body,
    '};',
    '',
  ].join('\n');
}

function operationValidators(group: GroupPlan, endpoint: EndpointPlan, notes: Note[]): string {
  const context = contextAt(`${group.id}.${endpoint.id}`, 'schemas.', notes);
  const indent = '      ';
  const lazy = (text: string): string => {
    const [, name] = /^s\.ref\((schemas\.[\p{L}\p{N}_$]+)\)$/u.exec(text) ?? [];
    return name ?? `s.lazy(() => ${text})`;
  };
  const input =
    inputMembers(endpoint).length === 0
      ? []
      : [`    input: ${lazy(validatorOf(inputSchema(endpoint), context, '    '))},`];
  const responses = endpoint.successes
    .filter(({ kind, schema }) => kind === 'json' && schema !== true)
    .map(
      ({ status, schema }) =>
        `${indent}${/^\d/u.test(status) && status.endsWith('X') ? quote(status) : status}: ${lazy(validatorOf(schema, context, indent))},`,
    );
  if (input.length === 0 && responses.length === 0) return '{}';
  return ['{', ...input, ...(responses.length === 0 ? [] : ['    responses: {', ...responses, '    },']), '  }'].join(
    '\n',
  );
}

export function contextAt(at: string, prefix: string, notes: Note[]): ValidatorContext {
  const isKnown = (message: string): boolean => notes.some((note) => note.at === at && note.message === message);
  return {
    prefix,
    note(message) {
      if (!isKnown(message)) notes.push({ at, message });
    },
  };
}
