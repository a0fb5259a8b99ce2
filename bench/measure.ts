export interface Measurement {
  readonly median: number
  readonly p95: number
  readonly runs: number
}

/** Milliseconds per call, after a warm-up. */
export function measure(work: () => unknown, runs = 15, warmUp = 5): Measurement {
  for (let i = 0; i < warmUp; i++) work()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    work()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { median: at(times, 0.5), p95: at(times, 0.95), runs }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The exponent k of `time ~ size^k`, by least squares on logarithms. */
export function growthExponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const)
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length
  const top = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const bottom = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return top / bottom
}
