/** The rules written one by one, in the order in which their findings are told. */
import type { LintRule } from '../context'
import { addonRules } from './addons'
import { addressRules } from './addresses'
import { adminRules } from './admin'
import { balancerRules } from './balancers'
import { cniRules } from './cni'
import { controlPlaneRules } from './control-plane'
import { egressRules } from './egress'
import { guestRules } from './guest'
import { recordRules } from './records'
import { serviceRules } from './services'
import { targetRules } from './targets'
import { waysInRules } from './ways-in'

export const writtenRules: readonly LintRule[] = [
  ...adminRules,
  ...waysInRules,
  ...addressRules,
  ...controlPlaneRules,
  ...cniRules,
  ...serviceRules,
  ...balancerRules,
  ...addonRules,
  ...egressRules,
  ...guestRules,
  ...recordRules,
  ...targetRules,
]
