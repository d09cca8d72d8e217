import type { AuthContext, AuthSession, Outgoing } from '../../../src/contract/define-auth.ts';
import type { authUnitsWithCases } from '../../../src/auth/cases.ts';
import type { AuthCase } from '../../../src/contract/cases.ts';
import { checkAuth } from '../check-unit.ts';
import { forEach, sabotages, where, without, type Sabotage } from './sabotage.ts';

/** Every way to break an authentication method. */
export function authSabotages({ unit, cases }: (typeof authUnitsWithCases)[number]): readonly Sabotage[] {
  const open = unit.open.bind(unit);
  const sessions = (change: (session: AuthSession, context: AuthContext) => AuthSession): object => ({
    open: (context: AuthContext) => change(open(context), context),
  });
  const given = (change: (context: AuthContext) => AuthContext): object => ({
    open: (context: AuthContext) => open(change(context)),
  });
  const checks = cases.map((one) => () => checkAuth(unit, one));
  return sabotages(
    { kind: 'authentication', name: unit.type, unit, checks },
    {
      'adds nothing': sessions((session) => ({ ...session, apply: () => Promise.resolve() })),
      'spoils what it adds': sessions((session) => ({ ...session, apply: (request) => spoiled(session, request) })),
      'is always renewed': sessions((session) => ({ ...session, invalidate: () => true })),
      ...where(cases.some(logsIn), {
        'is never renewed': sessions((session) => ({ ...session, invalidate: () => false })),
        'logs in for each request': sessions((session, context) => ({
          ...session,
          apply: (request) => open(context).apply(request),
        })),
      }),
      // The runtime reads the name and the further credentials of a method, not the unit.
      ...forEach(
        cases.flatMap(({ method = {} }) => Object.keys(method)).filter((key) => key !== 'name' && key !== 'and'),
        (key) => [
          `ignores "${key}" of the method`,
          given((context) => ({ ...context, method: without(context.method, key) })),
        ],
      ),
      ...forEach(
        cases.flatMap(({ values = {} }) => Object.keys(values)),
        (key) => [
          `takes something else for value "${key}"`,
          given((context) => ({
            ...context,
            value: (name) => (name === key && context.value(name) !== undefined ? 'sabotage' : context.value(name)),
          })),
        ],
      ),
    },
  );
}

function logsIn({ exchanges }: AuthCase): boolean {
  return exchanges.some(({ request }) => request === 'POST /token');
}

async function spoiled(session: AuthSession, request: Outgoing): Promise<void> {
  await session.apply(request);
  for (const name of Object.keys(request.headers)) request.headers[name] += '-sabotage';
  request.url.searchParams.append('sabotage', '1');
  if (typeof request.body === 'string') request.body = request.body.replaceAll('>', '> ');
}
