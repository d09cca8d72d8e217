import type { ServiceBundle } from '../legacy/bundle.ts';
import { totalsOf } from './account.ts';
import { findingOf, type ConvertResult } from './convert.ts';
import type { Question } from './decisions.ts';
import { ownerOf } from './question-owner.ts';

/**
 * What a conversion says about some of its services. All others have been converted as well, because services share lookups,
 * file names and partners; their flows, values and questions are left out. Answers that are given already stay.
 */
export function narrow(result: ConvertResult, bundle: ServiceBundle, chosen: ReadonlySet<string>): ConvertResult {
  const ids = new Set(bundle.services.map(({ id }) => id));
  const isMeant = (question: Pick<Question, 'id'>): boolean => {
    const owner = ownerOf(question, ids);
    return owner === '' || chosen.has(owner);
  };
  const entries = result.entries.only((place) => chosen.has(bundle.services[place]?.id ?? ''));
  const openQuestions = result.openQuestions.filter(isMeant);
  const { decisions, ...file } = result.decisions;
  return {
    ...result,
    flows: result.flows.filter(({ service }) => chosen.has(service)),
    refused: result.refused.filter(({ service }) => chosen.has(service)),
    totals: totalsOf(entries),
    entries,
    decisions: { ...file, decisions: decisions.filter((one) => isMeant(one) || isGiven(one)) },
    questions: result.questions.filter(({ question }) => isMeant(question)),
    open: openQuestions.map(({ id }) => id),
    openQuestions,
    behaviours: result.behaviours.flatMap(({ rule, services }) => {
      const own = services.filter((id) => chosen.has(id));
      return services.length > 0 && own.length === 0 ? [] : [{ rule, services: own }];
    }),
    findings: openQuestions.flatMap(findingOf),
  };
}

function isGiven({ answer }: { readonly answer?: string | null | undefined }): boolean {
  return answer !== undefined && answer !== null;
}
