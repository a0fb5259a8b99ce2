import type { Site } from '@/lib/site/site'
import type { OpnsenseOptions } from './options'

export function suggestOptions(site: Site): OpnsenseOptions {
  const keys = site.subnets.map(({ name }, index): [string, string] => [name, `opt${index + 1}`])
  return { interfaces: Object.fromEntries(keys), version: '26.1' }
}
