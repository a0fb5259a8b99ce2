/** Documents of stated meaning, programmed by Talos, before the kernel. */
import { formatTalosVersion, isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import { packetOf, siteOfNode } from '@/lib/testing/nftables-files'
import { disagree, markRow, type Tally } from '../verdict'
import { probeOf } from './check-worked-examples'
import { type DocumentCase, documentCases } from './document-cases'
import type { Kernel } from './kernel'
import { baseConfig } from './load-documents'

const own = ['10.3.4.5', '2001:db8:3::5']

/** How many packets were sent. */
export async function checkDocuments(
  kernel: Kernel,
  binary: string,
  talosVersion: TalosVersion,
  tally: Tally,
): Promise<number> {
  const { site } = siteOfNode(own, { talosVersion })
  const cases = documentCases.filter((one) => isAbout(one, talosVersion))
  const sources = new Set(
    cases.flatMap(({ accepts, drops }) => [...accepts, ...drops].map((words) => words.split(' ')[0] ?? '')),
  )
  await kernel.build([
    { name: 'node', addresses: own, listens: { tcp: [10250, 443] } },
    { name: 'world', addresses: [...sources] },
  ])
  let sent = 0
  for (const one of cases) {
    const where = `${one.name}, Talos ${formatTalosVersion(talosVersion)}`
    await kernel.load({ node: '' })
    const config = one.documents === '' ? baseConfig(site) : `${baseConfig(site)}---\n${one.documents}`
    const said = await kernel.program('node', [binary, `${own[0]}/32`, `${own[1]}/128`], config)
    compareChains(one, said, isAtLeast(talosVersion, '1.10'), tally, where)
    const asked = [
      ...one.accepts.map((words) => [words, true] as const),
      ...one.drops.map((words) => [words, false] as const),
    ]
    const outcomes = await kernel.probe(asked.map(([words]) => probeOf(packetOf(words, site))))
    for (const [index, [words, isAllowed]] of asked.entries()) {
      const outcome = outcomes[index] ?? 'nothing'
      const isAsWanted = isAllowed ? outcome === 'accept' || outcome === 'reject' : outcome === 'drop'
      if (!isAsWanted) disagree(tally, where, `${words}: kernel ${outcome}, facts ${isAllowed ? 'accept' : 'drop'}`)
    }
    for (const fact of one.facts) markRow(tally, fact, formatTalosVersion(talosVersion), asked.length)
    sent += asked.length
  }
  tally.cases += sent
  return sent
}

function isAbout({ before, since }: DocumentCase, version: TalosVersion): boolean {
  return (before === undefined || !isAtLeast(version, before)) && (since === undefined || isAtLeast(version, since))
}

function compareChains(
  { fails, hasChains }: DocumentCase,
  { status, output, said }: { readonly status: number; readonly output: string; readonly said: string },
  hasPrerouting: boolean,
  tally: Tally,
  where: string,
): void {
  if (fails === true) {
    if (status === 0) disagree(tally, where, `Talos loads it, as ${output.trim()}`)
    return
  }
  const wanted = hasChains ? (hasPrerouting ? 'ingress prerouting' : 'ingress') : ''
  if (status !== 0) disagree(tally, where, `Talos says: ${said.trim()}`)
  else if (output.trim() !== wanted)
    disagree(tally, where, `Talos writes the chains "${output.trim()}", not "${wanted}"`)
}
