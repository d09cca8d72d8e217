import { isObject } from '../../text/json.ts';

const tellingName =
  /pass(?:word|wd|phrase)?$|pwd$|secret|api[_-]?key|access[_-]?key|private[_-]?key|credential|authori[sz]ation|(?:access|refresh|auth|bearer|session|id)[_-]?token|^token$|token_?value$|(?<!of_?)signature$|hmac/iu;
/** Forms in which well-known services issue secrets, JSON web tokens, and credentials inside a URL. */
const tellingValue =
  /^(?:Bearer |Basic )\S{8,}|^(?:sk|pk|rk)_(?:live|test)_\w+|^shp(?:at|ca|pa|ss)_\w+|^gh[opsu]_\w{20,}|^xox[abpr]-|^AKIA[\dA-Z]{12,}|^eyJ[\w-]{8,}\.[\w-]+\.|^AIza[\w-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY|^[a-z]+:\/\/[^/\s:@]+:[^/\s@]+@/u;

const stars = '***';

/** True when a literal value under this name is likely a secret. Variables and placeholders are not literal. */
export function looksSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '' || isPlaceholder(value)) return false;
  return tellingValue.test(value) || (tellingName.test(name) && !/^(?:true|false|null|\d{1,2}|\*+)$/iu.test(value));
}

export function isTellingName(name: string): boolean {
  return tellingName.test(name);
}

/** A copy of a JSON value with stars for what looks like a secret. `onSecret` is called with each name. */
export function redactValue(value: unknown, onSecret: (name: string) => void, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => redactValue(item, onSecret, name));
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, onSecret, key)]));
  if (!looksSecret(name, value)) return value;
  onSecret(name);
  return stars;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** `{{name}}`, `<name>`, `YOUR_API_KEY` and the like: somebody has to fill them in. */
function isPlaceholder(value: string): boolean {
  return /\{\{[^{}]*\}\}|<[^<>]+>|^\[[^[\]]*\]$|^(?:YOUR|MY|ADD|INSERT|ENTER)[_ -]|^[A-Z][A-Z_]*_HERE$|^x{3,}$/iu.test(
    value,
  );
}
