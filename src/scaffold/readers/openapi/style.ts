import type { OperationParameter } from '../../api-model.ts';
import { flagAt, textAt } from './fields.ts';
import type { Node } from './node.ts';
import { quote, type Reading } from './reading.ts';

type Style = OperationParameter['style'];
type Place = OperationParameter['in'];

export interface Serialisation {
  readonly style: Style;
  readonly explode: boolean;
}

/** Which styles a place allows; the first is its default (OpenAPI 3.0.3, section 4.7.12.2). */
const stylesOf: Readonly<Record<Place, readonly [Style, ...Style[]]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'tabDelimited'],
  header: ['simple'],
  cookie: ['form'],
};

const delimited: Readonly<Record<string, Style>> = {
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
};

/** How values of a parameter are written: `style` and `explode`, or `collectionFormat` of Swagger 2.0. */
export function readSerialisation(reading: Reading, node: Node, place: Place): Serialisation {
  if (reading.dialect === 'openapi-2.0') return readCollectionFormat(reading, node, place);
  const [byDefault] = stylesOf[place];
  const declared = node.child('style') === undefined ? byDefault : textAt(reading, node, 'style');
  const style = stylesOf[place].find((one) => one === declared);
  if (style === undefined)
    reading.findings.add(
      'scaffold/wrong-style',
      node.child('style') ?? node,
      `Style ${quote(declared)} does not exist in a ${place}; it is read as ${quote(byDefault)}.`,
    );
  const used = style ?? byDefault;
  return { style: used, explode: flagAt(reading, node, 'explode') ?? used === 'form' };
}

function readCollectionFormat(reading: Reading, node: Node, place: Place): Serialisation {
  const [byDefault] = stylesOf[place];
  const format = textAt(reading, node, 'collectionFormat') ?? 'csv';
  if (format === 'multi') return { style: byDefault, explode: byDefault === 'form' };
  const style = Object.hasOwn(delimited, format) ? delimited[format] : undefined;
  return { style: style !== undefined && stylesOf[place].includes(style) ? style : byDefault, explode: false };
}
