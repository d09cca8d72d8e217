import { afterAll, describe, expect, it } from 'vitest';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import { bundleOf } from '../support/acme.ts';
import { runBothWorlds, type Seen } from '../support/both-worlds.ts';
import type { Example } from './define-row.ts';
import { meanings } from './table.ts';

const http = createHttpPort();
afterAll(() => http.close());

/** What an example says, as what was seen of one world. */
function expected({ sends, fails = [], done }: Example): object {
  return { sent: sends, failed: fails, ...(done === undefined ? {} : { done }) };
}

function shown({ runs, done }: Seen, example: Example): object {
  return {
    sent: runs.map(({ sent }) => sent),
    failed: runs.flatMap(({ failed }) => failed),
    ...(example.done === undefined ? {} : { done }),
  };
}

describe.each(meanings)('$title: service and flow do the same', ({ rows }) => {
  describe.each(rows)('$construct', ({ examples }) => {
    it.each(examples.map((example, index) => [`${index + 1}`, example] as const))('example %s', async (_, example) => {
      const { service, runs, answers = {} } = example;
      const { service: seen, flow } = await runBothWorlds({ bundle: bundleOf(service), rounds: runs, answers, http });
      expect({ service: shown(seen, example), flow: shown(flow, example) }).toEqual({
        service: expected(example),
        flow: expected(example),
      });
    });
  });
});
