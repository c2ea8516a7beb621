/** This file draws the ratios of a benchmark run as an SVG picture. */

/** One bar: the time over CPython's time. */
export interface Bar {
  readonly program: string;
  readonly name: string;
  readonly ratio: number;
}

const LABEL_WIDTH = 170;
const PLOT_WIDTH = 620;
const BAR_HEIGHT = 14;
const GROUP_GAP = 8;
const TOP = 40;
const COLORS = ['#2f6f9f', '#c8741a', '#7a9a3a', '#8a5a9a'];
/** The scale is logarithmic between these ratios. */
const LOWEST = 0.02;
const HIGHEST = 50;

function position(ratio: number): number {
  const clamped = Math.min(HIGHEST, Math.max(LOWEST, ratio));
  return LABEL_WIDTH + (PLOT_WIDTH * Math.log(clamped / LOWEST)) / Math.log(HIGHEST / LOWEST);
}

/** The picture: a group of bars for each program, a line where CPython stands. */
export function drawChart(bars: readonly Bar[]): string {
  const programs = [...new Set(bars.map(({ program }) => program))];
  const names = [...new Set(bars.map(({ name }) => name))];
  const groupHeight = names.length * BAR_HEIGHT + GROUP_GAP;
  const height = TOP + programs.length * groupHeight + 20;
  const parts: string[] = [];
  for (const tick of [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]) {
    const x = position(tick).toFixed(1);
    const stroke = tick === 1 ? '#444' : '#ddd';
    parts.push(`<line x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${height - 16}" stroke="${stroke}"/>`);
    parts.push(`<text x="${x}" y="${TOP - 12}" text-anchor="middle">${tick}</text>`);
  }
  programs.forEach((program, group) => {
    const y = TOP + group * groupHeight;
    parts.push(`<text x="${LABEL_WIDTH - 8}" y="${y + BAR_HEIGHT - 3}" text-anchor="end">${program}</text>`);
    for (const bar of bars.filter((each) => each.program === program)) {
      const row = names.indexOf(bar.name);
      const from = Math.min(position(1), position(bar.ratio));
      const width = Math.max(1, Math.abs(position(bar.ratio) - position(1)));
      const color = COLORS[row % COLORS.length];
      const top = y + row * BAR_HEIGHT;
      parts.push(
        `<rect x="${from.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${BAR_HEIGHT - 3}" fill="${color}"><title>${program}: ${bar.name} ${bar.ratio.toFixed(2)}</title></rect>`,
      );
    }
  });
  const legend = names.map((name, i) => `<tspan fill="${COLORS[i % COLORS.length]}">${name}</tspan>`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL_WIDTH + PLOT_WIDTH + 30}" height="${height}" font-family="sans-serif" font-size="11">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="8" y="16">Time over CPython's time, warm (left is faster) ${legend}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
