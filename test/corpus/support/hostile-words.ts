import type { Random } from '../../../templates/soap/test/support/random.ts';

/** An identifier that no description has: found as code, it came in from outside. */
export const canary = 'CANARY_7f3a';

/** Ways out of a comment, a string, a template, a regular expression, Markdown or a script. */
export const escapes = [
  `*/ globalThis.${canary}() /*`,
  `\${globalThis.${canary}()}`,
  `\`; ${canary}(); \``,
  `'; ${canary}(); '`,
  `"; ${canary}(); "`,
  `\\'); ${canary}(); //`,
  `</script><script>${canary}()</script>`,
  `\n*/\n${canary}();\n/*`,
  `\r\n${canary}();`,
  `\u2028${canary}();\u2029`,
  `{{${canary}()}} {${canary}()}`,
  `$' $& $\` $1 ${canary}()`,
];

/** Names that lead elsewhere as parts of a path. */
export const traversals = [
  '../../../../outside',
  '..\\..\\outside',
  '/tmp/outside',
  'a/../../b',
  '.',
  '..',
  'C:\\outside',
  '%2e%2e%2foutside',
];
/** Names that mean something in JavaScript, in a package or to a file system. */
export const reserved = [
  'class',
  'default',
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'then',
  'await',
  'import',
  'arguments',
  'undefined',
  'NaN',
  'index',
  'schemas',
  'body',
  'CON',
  '1',
  '',
];

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.whole(0, items.length - 1)] as Item; // none of the lists is empty
}
