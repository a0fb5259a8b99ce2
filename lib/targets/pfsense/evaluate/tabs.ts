/** Tabs of the rule editor: interfaces, groups of them, and those that stand for all tunnels of a kind. */
import type { Point } from '@/lib/site/point'
import { interfacesAt } from '../../router/evaluate/interfaces'
import type { RouterBox } from '../../router/evaluate/stage'
import type { Box } from '../model'

/** Names of tabs that stand for all tunnels of a kind. */
export const tunnelTabs: Readonly<Record<string, RegExp>> = {
  openvpn: /^ovpn/,
  wireguard: /^tun_wg/i,
  enc0: /^enc0$/,
  l2tp: /^l2tp/,
  pppoe: /^poes/,
}

/** The interface itself and every group that it is in. */
export function tabsOf(key: string, box: Box | undefined): ReadonlySet<string> {
  const tabs = new Set([key])
  for (const [group, members] of box?.groups ?? []) if (members.includes(key)) tabs.add(group)
  const device = box?.interfaces.get(key)?.device ?? ''
  for (const [tab, pattern] of Object.entries(tunnelTabs)) if (pattern.test(device)) tabs.add(tab)
  return tabs
}

export function keysAt({ stages }: RouterBox, box: Box | undefined, at: Point): readonly string[] {
  return interfacesAt(at, () => {
    const tabs = stages.flatMap(({ on }) => [...(on?.tabs ?? [])])
    const others = tabs.filter((tab) => box === undefined || Object.hasOwn(tunnelTabs, tab))
    return [...(box?.interfaces.keys() ?? []), ...others]
  })
}
