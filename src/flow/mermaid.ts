import { orderSteps, shapeIdentifier, type OrderedStep } from './graph.ts';
import type { FlowVersion } from './model.ts';

/**
 * A version as a Mermaid flowchart: a box for each step with its shape and endpoint, a frame for each leg. Steps that nothing
 * leads to are drawn apart.
 */
export function mermaidOf(version: FlowVersion): string {
  const ordered = orderSteps(version);
  const reached = new Set(indicesOf(ordered));
  const lost = version.steps.flatMap((step, index) => (reached.has(index) ? [] : [{ step, index, legs: [] }]));
  const lines = ['flowchart TD', ...chain(ordered, '  ')];
  if (lost.length > 0)
    lines.push('  subgraph unreached["nothing leads here"]', ...lost.map((one) => box(one, '    ')), '  end');
  return `${lines.join('\n')}\n`;
}

function chain(steps: readonly OrderedStep[], indent: string): readonly string[] {
  return steps.flatMap((one, place) => {
    const next = steps[place + 1];
    return [
      box(one, indent),
      ...one.legs.flatMap((leg, number) => {
        const [first] = leg.steps;
        const frame = `leg${one.index}_${number}`;
        if (first === undefined)
          return [`${indent}${frame}(["${escape(leg.leg.name)}: empty"])`, `${indent}s${one.index} -.-> ${frame}`];
        return [
          `${indent}subgraph ${frame}["${escape(leg.leg.name)}"]`,
          ...chain(leg.steps, `${indent}  `),
          `${indent}end`,
          `${indent}s${one.index} -.-> s${first.index}`,
        ];
      }),
      ...(next === undefined ? [] : [`${indent}s${one.index} --> s${next.index}`]),
    ];
  });
}

function box({ step, index }: OrderedStep, indent: string): string {
  const { endpoint, connector } = step;
  const call = endpoint === undefined ? [] : [`${endpoint.http_method} ${endpoint.name}`];
  const at = connector === undefined ? [] : [connector.name];
  const text = [step.name, shapeIdentifier(step), ...call, ...at].map(escape).join('<br>');
  return `${indent}s${index}["${text}"]`;
}

function indicesOf(steps: readonly OrderedStep[]): readonly number[] {
  return steps.flatMap(({ index, legs }) => [index, ...legs.flatMap((leg) => indicesOf(leg.steps))]);
}

/** Names are text: what Mermaid or a page would read as more is written by its number. */
function escape(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[^\p{L}\p{N} .,:()/+_-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}
