import type { Design } from '@/lib/design/design'

/** A name stands for the first address of a family, so the order of two in one family means something. */
export function hasMeaningfulOrder({ nodes }: Design): boolean {
  const repeats = (texts: readonly string[]) =>
    [true, false].some((v6) => texts.filter((t) => t.includes(':') === v6).length > 1)
  return (
    nodes.some(({ addresses }) => repeats(addresses)) ||
    nodes.some(({ nics }) => nics.length > 1 || nics.some(({ addresses }) => repeats(addresses)))
  )
}
