import { code, table, text } from '../../src/convert/markdown.ts';
import { conversionRules } from '../../src/convert/rules/index.ts';
import { answersSection } from './conversion-answers.ts';
import { wayBackSection } from './way-back.ts';

const classes = [
  ['exact', 'the same observable result', 'converted'],
  ['equivalent', 'the same with the difference stated', 'noted'],
  ['decision', 'a person or a policy must choose', 'undecided, noted once it is answered'],
  ['none', 'no counterpart', 'unsupported; noted where nothing that runs reads it'],
] as const;

/** docs/conversion.md, from the rules of the converter. */
export function conversionReference(): ReadonlyMap<string, string> {
  return new Map([['docs/conversion.md', page]]);
}

const page = `# What becomes of a service

\`repatch convert\` turns each legacy service into one process flow. This page is generated from the rules. Every construct has one rule, and every value of the
bundle is claimed by one rule: nothing is dropped in silence. The class of the rule says how near the outcome is, and
decides how the report counts the value.

${table(['class', 'means', 'counts as'], classes)}

A value that no rule knows counts as unsupported.

${table(
  ['rule', 'of the service', 'becomes', 'class', 'difference, or what has to be decided'],
  conversionRules.map(({ name, construct, becomes, class: kind, difference = '' }) => [
    code(name),
    text(construct),
    text(becomes),
    kind,
    text(difference),
  ]),
)}
${answersSection}${wayBackSection}`;
