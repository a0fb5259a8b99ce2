/**
 * Terraform knows what it made: an apply leaves what the configuration says. But the provider passes over a list of rules
 * that has become empty, and the firewall keeps those it had.
 * @see https://github.com/hetznercloud/terraform-provider-hcloud/blob/main/internal/firewall/resource.go
 */
import { type Result, success } from '@/lib/design/problem'
import type { FirewallModel } from './model'

export function install(before: FirewallModel | undefined, change: FirewallModel): Result<FirewallModel> {
  const held = new Map((before?.firewalls ?? []).map((firewall) => [firewall.address, firewall.rules]))
  return success({
    ...change,
    firewalls: change.firewalls.map((firewall) =>
      firewall.rules.length > 0 ? firewall : { ...firewall, rules: held.get(firewall.address) ?? [] },
    ),
  })
}
