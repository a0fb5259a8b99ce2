/** Networks of pods and services, as drawn or as Talos makes them. */
import type { Family } from '@/lib/net/address'
import type { Design } from './design'
import { subnetFamilies } from './features'

/** @see siderolabs/talos pkg/machinery/constants/constants.go */
export const defaultPodCIDRs: Readonly<Record<Family, string>> = { 4: '10.244.0.0/16', 6: 'fc00:db8:10::/56' }
export const defaultServiceCIDRs: Readonly<Record<Family, string>> = { 4: '10.96.0.0/12', 6: 'fc00:db8:20::/112' }

/** Pods have the families of the nodes' networks; a prefix of an admin elsewhere gives them none. */
export function podCIDRsOf(design: Design): readonly string[] {
  return design.kubernetes.podCIDRs ?? subnetFamilies(design).map((family) => defaultPodCIDRs[family])
}

export function serviceCIDRsOf(design: Design): readonly string[] {
  return design.kubernetes.serviceCIDRs ?? subnetFamilies(design).map((family) => defaultServiceCIDRs[family])
}
