/**
 * The knee of a throughput-latency curve: the point of the largest power, throughput over latency (Giessler et al.
 * 1978, Kleinrock 1979). Below it more load adds throughput at little latency; above it latency at little throughput.
 * @returns index of the point; −1 for fewer than three points, or where power still rises at the last, so that the
 * knee lies beyond
 */
export function findKnee(
  points: readonly { readonly perSecond: number; readonly latencyMs: { readonly mean: number } }[],
): number {
  let knee = -1;
  let most = 0;
  points.forEach(({ perSecond, latencyMs }, index) => {
    const power = perSecond / latencyMs.mean;
    if (power > most) [knee, most] = [index, power];
  });
  return points.length < 3 || knee === points.length - 1 ? -1 : knee;
}
