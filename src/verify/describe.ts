import type { DiagnosticCode } from '../diagnostics/table.ts';
import { canonicalJson } from '../text/json.ts';
import type { RawDifference, What } from './difference.ts';
import { explain, type Cause, type Evidence } from './explain.ts';
import type { RecordIndex } from './record-index.ts';
import type { Difference } from './result.ts';

const codes: Readonly<Record<What, DiagnosticCode>> = {
  request: 'verify/request-differs',
  order: 'verify/order-differs',
  state: 'verify/state-differs',
  ledger: 'verify/ledger-differs',
  outcome: 'verify/outcome-differs',
  status: 'verify/status-differs',
  report: 'verify/report-differs',
};

/** Gives differences their causes and sentences, and describes equal ones once. */
export function describeDifferences(
  raw: readonly RawDifference[],
  evidence: Evidence,
  records: RecordIndex,
  nowMs: number,
): readonly Difference[] {
  const described = new Map<string, Difference>();
  for (const one of raw) {
    const source = one.record === undefined ? records.guess(bodyOf(one)) : records.withId(one.record);
    const cause = explain(one, evidence, source, nowMs);
    const key = canonicalJson([
      one.what,
      one.in,
      one.pointer.replaceAll(/\/\d+(?=\/|$)/gu, '/*'),
      cause.step,
      cause.from,
    ]);
    const before = described.get(key);
    if (before !== undefined) {
      described.set(key, { ...before, occurrences: before.occurrences + 1 });
      continue;
    }
    const record = one.record ?? records.idOf(source);
    const reference = records.referenceOf(source);
    const { what, scenario, run, in: place, pointer, sides } = one;
    described.set(key, {
      code: codes[what],
      what,
      scenario,
      ...(run === undefined ? {} : { run }),
      ...(record === undefined ? {} : { record }),
      ...(reference === undefined ? {} : { reference }),
      in: place,
      pointer,
      ...(one.service === undefined ? {} : { service: one.service }),
      ...(one.flow === undefined ? {} : { flow: one.flow }),
      cause,
      message: sentence(one, record === undefined ? 'a record' : `record ${nameOf(record, reference)}`),
      help: nextStep(cause),
      occurrences: 1,
      sides,
    });
  }
  return [...described.values()];
}

function bodyOf({ sides }: RawDifference): unknown {
  const shown = (sides.service ?? sides.flow) as { readonly body?: unknown } | undefined; // compare.ts shows requests and stored bodies so
  return shown?.body;
}

export function nameOf(record: string, reference: string | undefined): string {
  return reference === undefined || reference === record ? record : `${record} (${reference})`;
}

function sentence({ what, in: place, pointer, service, flow, request }: RawDifference, record: string): string {
  const [here, there] = [shown(service), shown(flow)];
  switch (what) {
    case 'request':
      if (place === 'body')
        return `The body sent for ${record} has ${here} at ${pointer} from the service, and ${there} from the flow.`;
      if (place === 'query')
        return `The ${request?.kind ?? 'request'} has ${here} for parameter "${pointer.slice(1)}" from the service, and ${there} from the flow.`;
      if (flow === undefined) return `The service sends ${here} for ${record}; the flow does not.`;
      if (service === undefined) return `The flow sends ${there} for ${record}; the service does not.`;
      return `For ${record} the service calls ${here}, and the flow ${there}.`;
    case 'order':
      return 'Service and flow send the same requests in another order.';
    case 'state':
      if (place === 'body')
        return `At the end the destination holds ${here} at ${pointer} of ${record} from the service, and ${there} from the flow.`;
      return `At the end the destination holds ${record} at ${here === 'nothing' ? `${there} from the flow only` : `${here} from the service only`}.`;
    case 'ledger':
      return `The ledger of the service has keys that the data pool has not: ${here}; the pool has keys that the ledger has not: ${there}.`;
    case 'outcome':
      return `Failures of the service: ${here}; of the flow: ${there}.`;
    case 'status':
      return `The run of the service ends with status ${here}, the run of the flow with ${there}.`;
    case 'report':
      return flow === undefined
        ? `The service reports ${record} as done; the flow does not track it.`
        : `The flow tracks ${there}, which the service does not report as done.`;
  }
}

const longest = 80;

function shown(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'nothing';
  const text = typeof value === 'string' && /^[A-Z]+ /u.test(value) ? value : (JSON.stringify(value) ?? '');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function nextStep({ step, edit, rule, decisions }: Cause): string {
  if (edit === 'missing') return `Put step "${step}" back, which the converter writes at this place.`;
  if (edit === 'added') return `Check step "${step}", which the converter does not write.`;
  if (edit === 'changed') return `Step "${step}" is not what the converter writes today: correct it, or convert again.`;
  if (decisions.length > 0) return `Check the answer to ${decisions.join(', ')} in decisions.yaml, and convert again.`;
  if (step === undefined) return 'Compare the two sides; no step of the flow accounts for it.';
  return `Compare step "${step}" with the service${rule === undefined ? '' : ` (rule ${rule})`}.`;
}
