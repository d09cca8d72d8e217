import { Document, isMap, isScalar, isSeq, parseDocument, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Decision, DecisionsFile } from '../legacy/decisions.ts';

const heading = ` Questions that conversion must not answer alone. Write one of the options behind "answer:" and, if you like,
 why behind "reason:"; then convert again. Answers, order and comments of this file are kept.`;

/**
 * Prints the decisions as YAML. With the text of an earlier file its order, comments and every answer stay as they
 * are: known questions are brought up to date in place, new ones are added at the end. `given` are answers of this time.
 */
export function printDecisions(decisions: DecisionsFile, before?: string, given: readonly Decision[] = []): string {
  const document = before === undefined ? undefined : parseDocument(before);
  const list = document?.errors.length === 0 ? document.get('decisions') : undefined;
  if (document === undefined || !isSeq(list)) return printNew(decisions);
  const known = new Map(list.items.flatMap((item) => (isMap(item) ? [[String(item.get('id')), item] as const] : [])));
  for (const decision of decisions.decisions) {
    const item = known.get(decision.id);
    if (item === undefined) add(list, entryOf(document, decision));
    else update(document, item, decision);
  }
  for (const { id, answer, reason } of given) {
    const item = known.get(id);
    if (item === undefined) continue; // added above, with its answer
    item.set('answer', answer);
    if (reason !== undefined) item.set('reason', reason);
  }
  return document.toString({ lineWidth: 0 });
}

function printNew(decisions: DecisionsFile): string {
  const { format, formatVersion } = decisions;
  if (decisions.decisions.length === 0) return printPart([], { format, formatVersion });
  const print = entryPrinter();
  const parts = decisions.decisions.map(print);
  const head = printPart([], { format, formatVersion }).replace(/ \[\]\n$/u, '\n');
  return head + parts.join('\n');
}

/** Prints entries one at a time: as nodes, those of ten thousand services would be too many. Many differ in their ids only. */
function entryPrinter(): (decision: Decision) => string {
  const printed = new Map<string, string>();
  return (decision) => {
    const { id } = decision;
    const print = (own: Decision): string => printPart([own]).replace(/^decisions:\n/u, '');
    if (!/^[a-z0-9][\w.-]*\/[\w./-]+$/iu.test(id)) return print(decision);
    const other = { ...decision, id: sameForAll };
    const key = JSON.stringify(other);
    let text = printed.get(key);
    if (text === undefined) printed.set(key, (text = print(other)));
    return text.replace(sameForAll, id);
  };
}

/** Stands for an id that YAML takes as it is. */
const sameForAll = 'service/kind';

function printPart(decisions: readonly Decision[], head?: Pick<DecisionsFile, 'format' | 'formatVersion'>): string {
  const document = new Document({ ...head, decisions: [] });
  if (head !== undefined) document.commentBefore = heading;
  const list = document.get('decisions') as YAMLSeq; // made on the line above
  list.flow = decisions.length === 0;
  for (const decision of decisions) add(list, entryOf(document, decision));
  return document.toString({ lineWidth: 0 });
}

/** Entries stand apart by an empty line. */
function add(list: YAMLSeq, item: YAMLMap): void {
  item.spaceBefore = list.items.length > 0;
  list.add(item);
}

/** An entry with a comment above its answer, so that the options are where the pen is. */
function entryOf(document: Document, decision: Decision): YAMLMap {
  const item = document.createNode({ ...decision, answer: decision.answer ?? null });
  const values = decision.options?.map(({ value }) => value) ?? [];
  const key = item.items.find((pair: Pair) => isScalar(pair.key) && pair.key.value === 'answer')?.key;
  // A pattern says no question.
  if (isScalar(key) && decision.question !== undefined)
    key.commentBefore = values.length === 0 ? ' any text' : ` one of: ${values.join(' · ')}`;
  return item as YAMLMap;
}

/** Questions, options and recommendation follow the converter; answer and reason belong to the person. */
function update(document: Document, item: YAMLMap, decision: Decision): void {
  for (const key of ['question', 'options', 'recommended'] as const) {
    const value = decision[key];
    if (value === undefined) item.delete(key);
    else if (JSON.stringify(item.get(key, true)) !== JSON.stringify(value)) item.set(key, document.createNode(value));
  }
}
