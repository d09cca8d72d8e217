import { decodeText } from './charset.ts';
import { parseJson } from './json.ts';
import { type LazySchema, Validation, type ValidationMode, type ValidationWarning } from './validation.ts';

/** How what the API sends by itself is read. */
export interface WebhookSpec {
  readonly kind: 'json' | 'form' | 'text' | 'bytes' | 'none';
  /** Absent: any value will do. */
  readonly schema?: () => Promise<LazySchema>;
}

export interface WebhookOptions {
  /** Default `strict`: what arrives at a receiver may come from anybody. */
  readonly validation?: ValidationMode;
  readonly onWarning?: (warning: ValidationWarning) => void;
  /** Of the request, for its character set. */
  readonly contentType?: string;
}

/**
 * The body of a webhook as its description says. Numbers are read without loss, as in answers. Errors: `SyntaxError` for
 * text that is not JSON, `ValidationError` for a value of another form. It does not check who sent it.
 */
export async function readWebhookBody(
  name: string,
  spec: WebhookSpec,
  body: string | Uint8Array,
  { validation = 'strict', onWarning = () => undefined, contentType }: WebhookOptions,
): Promise<unknown> {
  if (spec.kind === 'none') return undefined;
  if (spec.kind === 'bytes') return typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const text = typeof body === 'string' ? body : decodeText(body, contentType);
  if (spec.kind === 'text') return text;
  const value = spec.kind === 'form' ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  if (validation !== 'off' && spec.schema !== undefined)
    new Validation(onWarning).checkWebhook(name, await spec.schema(), value, validation);
  return value;
}
