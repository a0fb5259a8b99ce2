import type { Site } from '@/lib/site/site'
import type { UnifiOptions } from './options'

/** Every network, by the name that the design has for it. */
export function suggestOptions(site: Site): UnifiOptions {
  return { networks: Object.fromEntries(site.subnets.map(({ name }) => [name, name])), zone: 'Talos', zones: {} }
}
