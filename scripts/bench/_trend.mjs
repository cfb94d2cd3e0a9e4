// @ts-check

/**
 * Whether a figure grows with the work that was done. The first third of the points is warm-up. It
 * grows when the line through the rest rises by more than `share` of their mean, by more than
 * `least`, and more surely than chance lets it: by two and a half standard errors of its slope.
 * @param {readonly { x: number, y: number }[]} points
 * @param {{ share: number, least: number }} tolerance
 */
export function judgeTrend(points, { share, least }) {
  const kept = points.slice(Math.floor(points.length / 3));
  const { slope, error, mean } = fitLine(kept);
  const span = (kept.at(-1)?.x ?? 0) - (kept[0]?.x ?? 0);
  const rise = slope * span;
  const isSure = slope > 2.5 * error;
  return { slope, isSound: !(isSure && rise > least && rise > share * mean) };
}

/**
 * The line with the least squares.
 * @param {readonly { x: number, y: number }[]} points
 */
function fitLine(points) {
  const count = points.length;
  const average = (/** @type {readonly number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / count;
  const center = average(points.map(({ x }) => x));
  const mean = average(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - center) ** 2, 0);
  if (count < 3 || spread === 0) return { slope: 0, error: 0, mean };
  const slope = points.reduce((sum, { x, y }) => sum + (x - center) * (y - mean), 0) / spread;
  const rest = points.reduce((sum, { x, y }) => sum + (y - mean - slope * (x - center)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (count - 2) / spread), mean };
}
