import type { FlowFile } from '../../src/flow/model.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import type { ServiceVerdict } from '../../src/verify/result.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { createHttpPort } from '../../src/workspace/ports/http.ts';
import type { Estate } from './estates.ts';

export interface Verdict {
  /** `unverified`: nothing was compared. `crash`: the verification itself ended. */
  readonly says: 'equal' | 'differs' | 'unverified' | 'crash';
  readonly because: string;
  /** Rows of an equal service that were not seen on both outcomes. */
  readonly uncovered?: number;
}

/** What the verification says of one service: of the flow that is given, else of what the converter makes. */
export async function judge(
  estate: Estate,
  service: string,
  more: { readonly flow?: FlowFile; readonly decisions?: DecisionsFile } = {},
): Promise<Verdict> {
  const http = createHttpPort();
  try {
    const [verdict] = await verifyBundle({
      ...estate,
      services: [service],
      ...(more.flow === undefined ? {} : { flows: new Map([[service, { flow: more.flow }]]) }),
      ...(more.decisions === undefined ? {} : { decisions: more.decisions }),
      http,
      spill: createMemorySpill(),
      signal: new AbortController().signal,
      hasExamples: false,
    });
    return verdict === undefined ? { says: 'unverified', because: 'there is no verdict' } : shorten(verdict);
  } catch (error) {
    return { says: 'crash', because: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await http.close();
  }
}

function shorten(verdict: ServiceVerdict): Verdict {
  if (!verdict.verified) return { says: verdict.isBroken === true ? 'crash' : 'unverified', because: verdict.reason };
  const [first] = verdict.differences;
  return verdict.equal
    ? { says: 'equal', because: '', uncovered: verdict.uncovered.length }
    : {
        says: 'differs',
        because: first === undefined ? 'no difference is told' : `${first.scenario}: ${first.message}`,
      };
}
