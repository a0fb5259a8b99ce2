/** What a configuration, a plan or a state says once every expression is worked out: rules as EC2 holds them. */
import type { Prefix } from '@/lib/net/prefix'
import type { Statement } from '../target'

export interface SecurityModel {
  /** Names of the groups' resources. */
  readonly groups: readonly string[]
  readonly rules: readonly SecurityRule[]
}

export interface SecurityRule {
  /** Terraform's own address: `aws_vpc_security_group_ingress_rule.x["10.0.0.0/8"]`. */
  readonly address: string
  readonly group: string
  readonly direction: 'ingress' | 'egress'
  readonly protocol: number | 'any'
  /** First port, or ICMP type; -1 for all. */
  readonly from: number
  /** Last port, or ICMP code; -1 for all. */
  readonly to: number
  /** The other end: where it comes from, or where it goes. */
  readonly peer:
    | { readonly kind: 'prefix'; readonly prefix: Prefix }
    | { readonly kind: 'group'; readonly group: string }
  readonly statements: readonly Statement[]
}
