import type { ApiModel, OAuthFlow, SecurityScheme } from '../api-model.ts';

export interface HintedScheme {
  readonly scheme: SecurityScheme;
  /** What was read from the text, or is only assumed; one sentence each. */
  readonly evidence: readonly string[];
}

/**
 * A scheme with what only words say of it: what goes before a token, and where a client sends its id and secret. Without
 * words a client of its own account uses Basic, which RFC 6749, section 2.3.1, asks of every server.
 */
export function withHints(
  scheme: SecurityScheme,
  { description: about = '' }: Pick<ApiModel, 'description'>,
): HintedScheme {
  const own = scheme.description ?? '';
  if (scheme.type === 'apiKey' && scheme.in === 'header') {
    const prefix =
      prefixIn(own, scheme.name) ?? (/^authorization$/iu.test(scheme.name) ? prefixIn(about, scheme.name) : undefined);
    if (prefix === undefined) return { scheme, evidence: [] };
    return {
      scheme: { ...scheme, prefix },
      evidence: [`The description writes "${prefix}" before the key in "${scheme.name}".`],
    };
  }
  if (scheme.type !== 'oauth2') return { scheme, evidence: [] };
  const said = clientPlace(own) ?? clientPlace(about);
  const evidence = new Set<string>();
  const flows = scheme.flows.map((flow): OAuthFlow => {
    if (flow.clientAuthentication !== undefined) return flow;
    const place = said ?? (flow.grant === 'client_credentials' ? 'header' : undefined);
    if (place !== 'header') return flow;
    evidence.add(
      said === undefined
        ? 'Nothing says how a client proves who it is: Basic is assumed, which RFC 6749 asks of every server.'
        : 'The description says that a client sends its id and secret as Basic authentication.',
    );
    return { ...flow, clientAuthentication: place };
  });
  return { scheme: { ...scheme, flows }, evidence: [...evidence] };
}

/** A word in front of a placeholder: `Authorization: Token <key>`, `Key {api_key}`, "prefixed with `Token `". */
function prefixIn(text: string, header: string): string | undefined {
  const place = String.raw`(?:<[^<>\n]{1,60}>|\{+[^{}\n]{1,60}\}+|\[[^[\]\n]{1,60}\]|\$\w+|YOUR[_-]?\w+|your[_-]\w+|x{3,}|\*{3,}|\.{3})`;
  const word = String.raw`([A-Za-z][\w-]{1,30}(?: token=| )?)`;
  const patterns = [
    new RegExp(
      String.raw`\b${header.replaceAll(/[^\w-]/gu, '.')}["'${'`'}]?\s*[:=]\s*["'${'`'}]?${word}["']?${place}`,
      'iu',
    ),
    new RegExp(String.raw`["'${'`'}]${word}${place}["'${'`'}]`, 'u'),
    /\b(?:prefix(?:ed)?|preced(?:e|ed)|start(?:s|ing)?|beginn?(?:s|ing)?)\b[^.\n]{0,30}?\b(?:with|by|of|is)\b[^.\n]{0,30}?["'`]([A-Za-z][\w-]{1,30} ?)["'`]/iu,
  ];
  for (const pattern of patterns) {
    const [, found = ''] = pattern.exec(text) ?? [];
    const prefix = found.trim();
    if (prefix === '' || prefix.toLowerCase() === 'basic' || prefix.toLowerCase() === header.toLowerCase()) continue;
    return found.endsWith('=') ? found : `${prefix} `;
  }
  return undefined;
}

/** Where text says that a client puts its id and secret. */
function clientPlace(text: string): 'header' | 'body' | undefined {
  if (/\bclient_secret_basic\b/iu.test(text)) return 'header';
  if (/\bclient_secret_post\b/iu.test(text)) return 'body';
  if (!/client[ _-]?(?:id|secret|credentials)/iu.test(text)) return undefined;
  if (
    /\b(?:HTTP )?Basic (?:auth(?:entication|orization)?|scheme|header)\b|Authorization:\s*Basic\b|\bbase64\b/iu.test(
      text,
    )
  )
    return 'header';
  return /\b(?:request body|form (?:data|parameters?|fields?)|body parameters?|x-www-form-urlencoded)\b/iu.test(text)
    ? 'body'
    : undefined;
}
