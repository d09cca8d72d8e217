import type { Finding } from '../../diagnostics/diagnostic.ts';
import { findShape } from '../../shapes/find.ts';
import { shapeIdentifier } from '../../flow/graph.ts';
import type { FlowStep } from '../../flow/model.ts';
import { isObject } from '../../text/json.ts';
import { pathProblem } from '../../text/path-problem.ts';
import { defineFlowRule, filtersOf, stepsOf } from '../define-rule.ts';

/** The platform admits metadata in the paths of filters. */
const metaVariable = /\[\[\s*meta\.[^\][]*\]\]/gu;

export default defineFlowRule({
  name: 'lint/no-bad-path',
  isNeeded: true,
  *check(flow) {
    for (const { filter, pointer, step } of filtersOf(flow))
      if (kindOf(step) !== 'connector') yield* look(filter.field.replaceAll(metaVariable, 'meta'), `${pointer}/field`);
    for (const { step, pointer } of stepsOf(flow))
      for (const [path, at] of pathsOf(step)) yield* look(path, `${pointer}/config/${at}`);
  },
});

function kindOf(step: FlowStep): string | undefined {
  return findShape(shapeIdentifier(step))?.kind;
}

/** Paths in the settings of a step, and where they stand. Settings are not checked yet, so what has no form is left out. */
function* pathsOf(step: FlowStep): Generator<readonly [path: unknown, at: string]> {
  const { config = {} } = step;
  switch (kindOf(step)) {
    case 'batch':
    case 'split':
      yield [config['path'], 'path'];
      break;
    case 'dedupe':
      if (Array.isArray(config['key'])) for (const [index, key] of config['key'].entries()) yield [key, `key/${index}`];
      else yield [config['key'], 'key'];
      break;
    case 'track':
      yield* membersOf(config['fields'], 'fields');
      break;
    case 'map':
      for (const [rule, at] of membersOf(config['rules'], 'rules')) {
        if (!isObject(rule)) continue;
        yield* membersOf(rule['sources'], `${at}/sources`);
        yield [rule['target'], `${at}/target`];
      }
      break;
    case undefined:
    default:
  }
}

function* membersOf(list: unknown, at: string): Generator<readonly [member: unknown, at: string]> {
  if (Array.isArray(list)) for (const [index, member] of list.entries()) yield [member, `${at}/${index}`];
}

function* look(path: unknown, pointer: string): Generator<Finding> {
  const problem = typeof path === 'string' && path !== '' ? pathProblem(path) : undefined;
  if (problem === undefined) return;
  yield {
    code: 'lint/no-bad-path',
    message: `"${String(path)}" stands where a path belongs, and ${problem.what}.`,
    help: problem.help,
    pointer,
  };
}
