import type { JsonSchema, Webhook } from '../../api-model.ts';
import { generatedHeader } from './header.ts';
import { chooseBody } from '../../media.ts';
import { NameTable } from './names.ts';
import type { Note } from './note.ts';
import type { SchemaPlan } from './schema-plan.ts';
import { literal, memberName } from './text.ts';
import type { TypeWriter } from './types.ts';
import { contextAt } from './validators-file.ts';
import { validatorOf } from './validators.ts';

/** A webhook or callback as the package shows it. */
export interface WebhookPlan {
  /** Member of `Webhooks`. */
  readonly name: string;
  readonly kind: 'json' | 'form' | 'text' | 'bytes' | 'none';
  readonly schema: JsonSchema;
  readonly webhook: Webhook;
}

export function planWebhooks(webhooks: readonly Webhook[], schemas: SchemaPlan): readonly WebhookPlan[] {
  const names = new NameTable();
  return webhooks.map((webhook, index) => {
    const name = names.give(String(index), webhook.name);
    const chosen = chooseBody(webhook.contents);
    if (chosen === undefined) return { name, webhook, kind: 'none', schema: true };
    const type = chosen.content.mediaType;
    switch (chosen.kind) {
      case 'json':
        return { name, webhook, kind: 'json', schema: schemas.view(chosen.content.schema, 'read') };
      case 'form':
        return { name, webhook, kind: 'form', schema: { type: 'object', additionalProperties: { type: 'string' } } };
      case 'multipart':
      case 'raw':
        return /xml|^text\//u.test(type)
          ? { name, webhook, kind: 'text', schema: { type: 'string' } }
          : { name, webhook, kind: 'bytes', schema: { type: 'string', format: 'binary' } };
    }
  });
}

/** `src/webhooks.ts`: what the API sends by itself, typed, and what reads it. */
export async function emitWebhooks(plans: readonly WebhookPlan[], types: TypeWriter): Promise<string> {
  const declared = await types.write({
    identifier: 'Webhooks',
    schema: {
      type: 'object',
      description: 'What the API sends to a receiver, by the name of the webhook or callback.',
      properties: Object.fromEntries(plans.map(({ name, webhook, schema }) => [name, described(webhook, schema)])),
      required: plans.map(({ name }) => name),
    },
  });
  const specs = plans.map(({ name, kind, schema }) => {
    const isChecked = kind === 'json' && schema !== true;
    const load = isChecked
      ? `, schema: async () => (await import('./validators/received.ts')).validators[${literal(name)}] as LazySchema`
      : '';
    return `  ${memberName(name)}: { kind: ${literal(kind)}${load} },\n`;
  });
  const isChecked = specs.some((text) => text.includes('LazySchema'));
  return [
    generatedHeader,
    ...(isChecked ? ["import type { LazySchema } from './runtime/validation.ts';"] : []),
    "import { readWebhookBody, type WebhookOptions, type WebhookSpec } from './runtime/webhook.ts';",
    ...(/\btypes\./u.test(declared) ? ["import type * as types from './types.ts';"] : []),
    '',
    declared,
    `const webhooks: Readonly<Record<keyof Webhooks, WebhookSpec>> = {\n${specs.join('')}};`,
    '',
    '/**',
    ' * The body of a webhook, read and checked as its description says. Who sent it is for the receiver to find out.',
    ' * Errors: `SyntaxError`, `ValidationError`.',
    ' */',
    'export async function readWebhook<Name extends keyof Webhooks>(',
    '  name: Name,',
    '  body: string | Uint8Array,',
    '  options: WebhookOptions = {},',
    '): Promise<Webhooks[Name]> {',
    '  return (await readWebhookBody(name, webhooks[name], body, options)) as Webhooks[Name];',
    '}',
    '',
  ].join('\n');
}

/** `src/validators/received.ts` */
export function emitWebhookValidators(plans: readonly WebhookPlan[], notes: Note[]): string {
  const lines = plans
    .filter(({ kind, schema }) => kind === 'json' && schema !== true)
    .map(({ name, schema }) => {
      const text = validatorOf(schema, contextAt(`webhook ${name}`, 'schemas.', notes), '  ');
      return `  ${memberName(name)}: s.lazy(() => ${text}),`;
    });
  const body = lines.join('\n');
  return [
    generatedHeader,
    ...(lines.length === 0 ? [] : ["import * as s from '../runtime/schema.ts';"]),
    "import type { LazySchema } from '../runtime/validation.ts';",
    ...(/\bschemas\./u.test(body) ? ["import * as schemas from './schemas.ts';"] : []),
    '',
    'export const validators: Readonly<Record<string, LazySchema>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

function described({ summary, description }: Webhook, schema: JsonSchema): JsonSchema {
  const text = summary ?? description;
  if (text === undefined) return schema;
  return { ...(typeof schema === 'object' ? schema : {}), description: text };
}
