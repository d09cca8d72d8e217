import { escapeHtml } from './html.ts';
import type { StepReview } from './review.ts';

const box = { width: 150, height: 46, gapX: 26, gapY: 26 } as const;
const perRow = 5;
const inset = 14;
const heading = 20;

/** A drawn part and the room that it takes. */
interface Drawing {
  readonly svg: readonly string[];
  readonly height: number;
}

/** A flow as a picture: steps from left to right, row by row, and the legs of a step as frames below it. */
export function drawFlow(name: string, steps: readonly StepReview[]): string {
  const { svg, height } = drawSteps(steps, 1, 1, perRow);
  const width = perRow * (box.width + box.gapX) - box.gapX + 2 + 2 * inset;
  const label = `Steps of ${name}: ${namesOf(steps).join(', ')}`;
  return `<svg viewBox="0 0 ${width} ${height + 2}" role="img" aria-label="${escapeHtml(label)}">\n${svg.join('\n')}\n</svg>`;
}

function namesOf(steps: readonly StepReview[]): readonly string[] {
  return steps.flatMap(({ name, legs }) => [name, ...legs.flatMap((leg) => namesOf(leg.steps))]);
}

function drawSteps(steps: readonly StepReview[], left: number, top: number, columns: number): Drawing {
  const svg: string[] = [];
  let y = top;
  let column = 0;
  for (const [index, step] of steps.entries()) {
    const x = left + column * (box.width + box.gapX);
    svg.push(drawBox(step, x, y));
    const isLast = index === steps.length - 1;
    if (step.legs.length > 0) {
      const below = drawLegs(step, left, y + box.height + 8, columns);
      svg.push(...below.svg);
      y += box.height + 8 + below.height + (isLast ? 0 : box.gapY);
      column = 0;
    } else if (isLast || column < columns - 1) {
      if (!isLast) svg.push(arrow(x + box.width, y + box.height / 2, x + box.width + box.gapX, y + box.height / 2));
      else y += box.height;
      column++;
    } else {
      const turn = y + box.height + box.gapY / 2;
      svg.push(
        `<path class="line" d="M${x + box.width / 2} ${y + box.height}V${turn}H${left + box.width / 2}V${turn + box.gapY / 2 - 1}" marker-end="url(#tip)"/>`,
      );
      y += box.height + box.gapY;
      column = 0;
    }
  }
  return { svg, height: y - top };
}

function drawLegs({ legs }: StepReview, left: number, top: number, columns: number): Drawing {
  const svg: string[] = [];
  let y = top;
  for (const leg of legs) {
    const inside =
      leg.steps.length === 0
        ? { svg: [`<text class="about" x="${left + inset}" y="${y + heading + 14}">nothing</text>`], height: 22 }
        : drawSteps(leg.steps, left + inset, y + heading, columns);
    const height = heading + inside.height + inset;
    const width = columns * (box.width + box.gapX) - box.gapX + 2 * inset;
    svg.push(
      `<rect class="leg" x="${left}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
      `<text class="legname" x="${left + inset}" y="${y + 14}">${escapeHtml(leg.name)}</text>`,
      ...inside.svg,
    );
    y += height + 8;
  }
  return { svg, height: y - top - 8 };
}

function drawBox({ name, shape, about }: StepReview, x: number, y: number): string {
  return [
    `<g><title>${escapeHtml(`${name} (${shape})${about === '' ? '' : `: ${about}`}`)}</title>`,
    `<rect class="step ${kindOf(shape)}" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/>`,
    `<text class="name" x="${x + 9}" y="${y + 19}">${escapeHtml(cut(name, 20))}</text>`,
    `<text class="about" x="${x + 9}" y="${y + 35}">${escapeHtml(cut(about === '' ? shape : about, 22))}</text></g>`,
  ].join('');
}

function kindOf(shape: string): string {
  if (shape === 'connector') return 'call';
  return ['cache', 'dedupe', 'de-dupe', 'track', 'set-variables'].includes(shape) ? 'memory' : 'work';
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  return `<path class="line" d="M${x1} ${y1}L${x2 - 1} ${y2}" marker-end="url(#tip)"/>`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
