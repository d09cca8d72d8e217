import type { ClientPlan } from './plan-clients.ts';
import { generatedNotice, stringLiteral } from './typescript.ts';

/** Calls every operation of every port against a local server that answers from the tables. */
export function printTests(clients: readonly ClientPlan[]): string {
  const suites = clients.flatMap((client) =>
    client.ports.map(({ id }) => `testPort(${client.className}, ${stringLiteral(id)});\n`),
  );
  const names = clients.map(({ className }) => className);
  return [
    generatedNotice,
    names.length === 0 ? '' : `import { ${names.join(', ')} } from '../src/client.ts';\n`,
    "import { testPort } from './support/test-port.ts';\n\n",
    ...suites,
  ].join('');
}
