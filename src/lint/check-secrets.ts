import type { Finding } from '../diagnostics/diagnostic.ts';
import { isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

/** Forms that third parties give their secrets, so that they can be found. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/u],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/u],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,}/u],
  ['a token of Shopify', /\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}\b/u],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{16,}/u],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,}/u],
  ['a key of Google', /\bAIza[A-Za-z0-9_-]{35}\b/u],
  ['a key of SendGrid', /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/u],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/u],
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/u],
  ['a signed token (JWT)', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/u],
  ['credentials', /\b(?:Bearer|Basic)\s+(?=[A-Za-z0-9+/_.=-]*\d)[A-Za-z0-9+/_.=-]{16,}/u],
  ['an address with a password', /\b[a-z][a-z\d+.-]*:\/\/[^\s:/@{}[\]]+:(?<secret>[^\s:/@{}[\]]{3,})@/u],
];

/** Any of them: most texts have none, and pay for one search. */
const anyForm = new RegExp(forms.map(([, form]) => form.source.replace('?<secret>', '')).join('|'), 'u');

/** Names of what is secret. What says where a secret goes, or how it is written, is none. */
const secretName =
  /(?:^|[^a-z])(?:pass(?:word|wd|phrase)|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|token|credential)s?$/iu;

/** What stands for a value: a reference, a variable, a placeholder. */
const stands =
  /^(?:secret|env):\/\/|\{\{|\[\[|^\*+$|^<.*>$|^(?:x{3,}|\.{3,}|…|change-?me|your[-_ ].*|example|dummy|none|null|undefined|redacted)$/iu;

/** Secrets that stand in a document as they are. Texts are nested 200 levels deep at most, so recursion is safe. */
export function checkSecrets(value: unknown): readonly Finding[] {
  const found: Finding[] = [];
  look(value, '', '', found);
  return found;
}

function look(value: unknown, name: string, pointer: string, found: Finding[]): void {
  if (typeof value === 'string') {
    const finding = judge(value, name, pointer);
    if (finding !== undefined) found.push(finding);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) look(value[index], name, `${pointer}/${index}`, found);
  } else if (isObject(value)) {
    // { key: "api_key", value: "…" } says its name beside the value.
    const own = value['key'] ?? value['name'];
    for (const key of Object.keys(value)) {
      const named = (key === 'value' || key === 'default') && typeof own === 'string' ? own : key;
      const isSecret = key === 'default' && value['secret'] === true;
      look(value[key], isSecret ? 'secret' : named, joinPointer(pointer, key), found);
    }
  }
}

function judge(text: string, name: string, pointer: string): Finding | undefined {
  if (text.length < 8 || text.length > 20_000) return undefined;
  if (anyForm.test(text)) {
    for (const [what, form] of forms) {
      const match = form.exec(text);
      if (match === null) continue;
      const secret = match.groups?.['secret'];
      const start = secret === undefined ? match.index : match.index + match[0].lastIndexOf(secret);
      const end = start + (secret ?? match[0]).length;
      if (!stands.test(text.slice(start, end))) return secretAt(`${what} (***)`, pointer, { start, end });
    }
  }
  const words = name.replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2');
  if (!secretName.test(words) || stands.test(text) || !isRandom(text)) return undefined;
  return secretAt(`the value of "${name}" (***)`, pointer, { start: 0, end: text.length });
}

function secretAt(what: string, pointer: string, part: { readonly start: number; readonly end: number }): Finding {
  return {
    code: 'lint/literal-secret',
    message: `This looks like ${what}.`,
    help: 'Write "secret://NAME" or a variable, keep the value outside of the repository, and change it at the third party.',
    pointer,
    part,
  };
}

/** Letters and digits that no word, path or sentence has: at least 2.8 bits a character, and no spaces. */
function isRandom(text: string): boolean {
  if (/\s/u.test(text) || !/\d/u.test(text) || !/[A-Za-z]/u.test(text)) return false;
  if (/^[a-z][\w-]*(?:\.[a-z*][\w-]*)+$/iu.test(text) || /^[a-z]+:\/\//iu.test(text)) return false;
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits >= 2.8;
}
