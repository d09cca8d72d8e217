import { describe, expect, it } from 'vitest';
import { authUnitsWithCases } from '../../src/auth/cases.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { paginationUnitsWithCases } from '../../src/pagination/cases.ts';
import { shapesWithCases } from '../../src/shapes/cases.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { authSabotages } from '../support/sabotage/auth.ts';
import { operatorSabotages } from '../support/sabotage/operators.ts';
import { paginationSabotages } from '../support/sabotage/pagination.ts';
import { isNoticed, type Sabotage } from '../support/sabotage/sabotage.ts';
import { shapeSabotages } from '../support/sabotage/shapes.ts';
import { transformSabotages } from '../support/sabotage/transforms.ts';

/** Damages that change nothing that anybody could see, with the reason. Every other one has to be noticed. */
const harmless: Readonly<Record<string, string>> = {
  'after: ignores the type': 'both sides are dates, whatever the rule says',
  'before: ignores the type': 'both sides are dates, whatever the rule says',
  'null value: gives null': 'that is what it does',
  'null value: is off by one': 'null has no neighbour',
  'null value: takes lists for their first element': 'it does not look at what it gets',
  'track: touches nothing': 'no step reads what is tracked',
  'trigger: passes everything on': 'that is what it does',
  'trigger: ignores setting "schedule_type"': 'a schedule says when a run starts, not what it does',
  'trigger: ignores setting "cron_expression"': 'a schedule says when a run starts, not what it does',
  'none: adds nothing': 'that is what it does',
  'custom: takes something else for value "api_key"': 'it belongs to the other method of the example',
  'default: reads one page only': 'that is what it does',
  'default: reads two pages only': 'it reads one',
  'default: adds nothing to the first request': 'that is what it does',
  'GraphQL Cursor: adds nothing to the first request': 'that is what it does',
  'NetSuite SOAP: adds nothing to the first request': 'that is what it does',
  'Script: adds nothing to the first request': 'that is what it does: the script is asked behind a page',
  'oauth2-authorization-code: ignores "authorizeUrl" of the method':
    'only the first login goes there (test/workspace/login.test.ts)',
};

const all: readonly Sabotage[] = [
  ...operatorsWithCases.flatMap(operatorSabotages),
  ...transformsWithCases.flatMap(transformSabotages),
  ...shapesWithCases.flatMap(shapeSabotages),
  ...authUnitsWithCases.flatMap(authSabotages),
  ...paginationUnitsWithCases.flatMap(paginationSabotages),
];

describe.each([...Map.groupBy(all, ({ kind }) => kind)])('every %s', (_, ofKind) => {
  it.each([...Map.groupBy(ofKind, ({ unit }) => unit)])('%s is noticed when it is broken', async (unit, sabotages) => {
    const unnoticed: string[] = [];
    for (const sabotage of sabotages) if (!(await isNoticed(sabotage))) unnoticed.push(`${unit}: ${sabotage.name}`);
    expect(unnoticed.toSorted()).toEqual(
      Object.keys(harmless)
        .filter((name) => sabotages.some((one) => name === `${unit}: ${one.name}`))
        .toSorted(),
    );
  });
});
