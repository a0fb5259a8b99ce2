/** Options of the hardening target, all of them legal. */
import type * as fc from 'fast-check'
import type { DesignInput } from '@/lib/design/design'
import { drawn } from './draw'

export type HardeningInput = NonNullable<DesignInput['targets']>[string]

const destinations = ['tcp://10.5.8.9:6050', 'udp://logs.example.net:514', 'tcp://[2001:db8::5]:6514']
const registries: readonly (readonly [string, string])[] = [
  ['docker.io', 'https://registry.example.net'],
  ['ghcr.io', 'https://registry.example.net:5000/v2/ghcr'],
  ['registry.k8s.io', 'http://10.5.8.9:5000'],
  ['*', 'https://[2001:db8::6]:5000'],
]

export function arbitraryHardening(layout?: 'documents' | 'v1alpha1'): fc.Arbitrary<HardeningInput> {
  return drawn((draw) => ({
    ...(layout === undefined ? {} : { layout }),
    audit: draw.chance(60),
    ...(draw.chance(70) ? { podSecurity: draw.pick(['baseline', 'restricted']) } : {}),
    tls13: draw.chance(60),
    sysctls: draw.chance(60),
    logs: draw.some(destinations),
    kernelLogs: draw.some(destinations),
    mirrors: Object.fromEntries(draw.some(registries)),
    airGapped: draw.chance(40),
  }))
}
