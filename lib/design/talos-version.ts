/** Talos releases as numbers; a bare minor counts as its oldest patch. */
export interface TalosVersion {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

export function parseTalosVersion(text: string): TalosVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) return undefined
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) }
}

/** `isAtLeast({1,12,5}, '1.12.5')`. */
export function isAtLeast(version: TalosVersion, floor: string): boolean {
  const other = parseTalosVersion(floor)
  if (other === undefined) throw new Error(`not a Talos version: ${floor}`)
  return (version.major - other.major || version.minor - other.minor || version.patch - other.patch) >= 0
}

export function formatTalosVersion(version: TalosVersion): string {
  return `${version.major}.${version.minor}.${version.patch}`
}
