/** Firewall files of Proxmox VE, aimed at one reading and its neighbours each, and random ones with lines gone astray. */
import * as fc from 'fast-check'
import { type Draw, drawn } from '@/lib/testing/draw'
import { filesOf } from '@/lib/testing/proxmox-guest'
import { arbitraryRules } from '@/lib/testing/proxmox-rules'
import { seed } from '@/lib/testing/samples'
import { type GuestTexts, proxmoxBundles } from './proxmox-bundles'
import { cluster, guest, rules } from './proxmox-rules'
import { inCluster, options, sections } from './proxmox-tables'

interface TwoFiles {
  readonly cluster: string | undefined
  readonly guest: string | undefined
}

function aimedTexts(): (TwoFiles & { readonly name: string })[] {
  const user = `${guest}\nGROUP web\nIN ACCEPT -source +dc/tried`
  return [
    ...rules.flatMap((rule) => [
      { name: `rule ${rule}`, cluster: `${cluster}\n[group web]\nIN ACCEPT -p udp`, guest: `${guest}\n${rule}` },
      { name: `group ${rule}`, cluster: `${cluster}\n[group web]\n${rule}`, guest: `${guest}\nGROUP web` },
      { name: `before ${rule}`, cluster, guest: `${guest}\n${rule}\nIN DROP -p tcp\nOUT DROP -p tcp\nIN ACCEPT` },
    ]),
    ...options.flatMap((option) => [
      {
        name: `option ${option}`,
        cluster,
        guest: `[OPTIONS]\nenable: 1\n${option}\n[RULES]\nIN ACCEPT -p tcp\nOUT DROP -p udp`,
      },
      {
        name: `option open ${option}`,
        cluster,
        guest: `[OPTIONS]\nenable: 1\npolicy_in: ACCEPT\n${option}\n[RULES]\nOUT DROP -p udp`,
      },
      { name: `option alone ${option}`, cluster, guest: `[OPTIONS]\n${option}` },
    ]),
    ...sections.map((text) => ({ name: `section ${text}`, cluster, guest: text })),
    ...inCluster.flatMap((text) => [
      { name: `cluster ${text}`, cluster: text, guest: user },
      { name: `cluster, plain ${text}`, cluster: text, guest: `${guest}\nGROUP web` },
      { name: `cluster, unused ${text}`, cluster: text, guest },
    ]),
    { name: 'no file of the guest', cluster: `${cluster}\n[group web]\nIN ACCEPT`, guest: undefined },
  ]
}

function astray(text: string, draw: Draw): string {
  const lines = text.split('\n')
  const at = draw.between(0, lines.length - 1)
  const other = draw.between(0, lines.length - 1)
  const line = lines[at] ?? ''
  return draw
    .pick([
      () => lines.filter((_, index) => index !== at),
      () => [...lines.slice(0, at), line, ...lines.slice(at)],
      () => lines.map((one, index) => (index === at ? (lines[other] ?? '') : one)),
      () =>
        lines.map((one, index) => (index === at ? one.replace(/\d+/, (number) => String(Number(number) + 1)) : one)),
      () => lines.map((one, index) => (index === at ? one.replace('ACCEPT', 'DROP') : one)),
      () => lines.map((one, index) => (index === at ? one.replace(/^IN/, 'OUT') : one)),
      () => lines.map((one, index) => (index === at ? one.slice(0, draw.between(0, one.length)) : one)),
      () => lines.map((one, index) => (index === at ? one.replace(' ', '  ') : one)),
    ])()
    .join('\n')
}

const arbitraryTexts = drawn((draw): TwoFiles => {
  const { cluster: one, guest: two } = draw.value(() => arbitraryRules)
  const sdn = /\+sdn\/vnet/g
  const texts = { cluster: one.replace(sdn, '+dc/both'), guest: two.replace(sdn, '+dc/both') }
  if (!draw.chance(50)) return texts
  return draw.chance(50)
    ? { ...texts, cluster: astray(texts.cluster, draw) }
    : { ...texts, guest: astray(texts.guest, draw) }
})

export function proxmoxTexts(count: number): GuestTexts[] {
  const random = fc.sample(arbitraryTexts, { numRuns: count, seed: seed() })
  const alone = [
    ...aimedTexts(),
    ...random.map((texts, index) => ({ name: `seed ${seed()}, texts ${index}`, ...texts })),
  ]
  return [
    ...alone.map(
      ({ name, cluster: one, guest: two }): GuestTexts => ({ name, steps: [filesOf(one, two)], cards: 'one' }),
    ),
    ...proxmoxBundles(),
  ]
}
