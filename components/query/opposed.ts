import type { Layer } from '@/lib/query/answer'

/** One lets the packet through and another does not; a file that was not read takes no side. */
export function areOpposed(layers: readonly Pick<Layer, 'verdict'>[]): boolean {
  return layers.some(({ verdict }) => verdict === 'allow') && layers.some(({ verdict }) => verdict === 'deny')
}
