/** What the design's Talos version does differently from the newest, where it touches these files. */

import type { Problem } from '@/lib/design/problem'
import { formatTalosVersion, isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import type { PortRange } from '@/lib/net/port-range'
import type { Site } from '@/lib/site/site'
import { capabilities, isCapable } from '../capabilities'
import type { TalosDocument } from './documents'

const at = 'talos/version'

/** Ports that Linux picks for what a machine opens itself. */
const ephemeral: PortRange = { from: 32768, to: 60999 }
/** Talos keeps these out of the kernel's choice. @see siderolabs/talos: ip_local_reserved_ports */
const reservedPorts = [50000, 50001]

export function versionProblems(
  site: Site,
  defaultAction: 'block' | 'accept',
  documents: readonly TalosDocument[],
): Problem[] {
  const version = site.talosVersion
  const problems: Problem[] = []
  const warn = (message: string, suggestion: string): void => {
    problems.push({ severity: 'warning', at, message: `Talos ${formatTalosVersion(version)}: ${message}`, suggestion })
  }
  if (!isCapable(version, 'replacePorts')) {
    warn(
      `a patch sent a second time adds its ports again, and Talos refuses the overlap (${capabilities.replacePorts.source}).`,
      'Upgrade to 1.6.2, or change the full machine configuration instead of patching.',
    )
  }
  if (!isCapable(version, 'deleteDocument')) {
    warn(
      'a patch cannot delete a document, so there are no remove and disable patches.',
      'Upgrade to 1.8, or keep the full machine configuration at hand.',
    )
  }
  if (defaultAction === 'block' && isAtLeast(version, '1.7.0') && !isAtLeast(version, '1.8.0')) {
    warn(
      'with host DNS forwarding on, blocking also stops cluster DNS from asking the node (https://github.com/siderolabs/talos/pull/9233).',
      'Upgrade to 1.8, or set machine.features.hostDNS.forwardKubeDNSToHost to false.',
    )
  }
  if (!isCapable(version, 'nodePort') && site.kubeProxy) {
    warn(
      `NodePorts pass before the firewall looks: they are open to everyone who reaches a node (${capabilities.nodePort.source}).`,
      'Upgrade to 1.10, or close the range on a box before the nodes.',
    )
  }
  if (!isAtLeast(version, '1.10.1')) {
    warn(
      'apply-config does not refuse a file that holds only firewall documents, and would replace the whole configuration with it.',
      'Use these files with patch only, as APPLY.md says.',
    )
  }
  if (defaultAction === 'block' && !isAtLeast(version, '1.11.0')) {
    warn(
      'ICMP timestamp and address mask requests are answered.',
      'Upgrade to 1.11, or drop them on a box before the nodes.',
    )
  }
  if (defaultAction === 'accept' && !isAtLeast(version, '1.14.0')) {
    const names = documents.filter((document) => touchesEphemeral(document, version)).map(({ name }) => name)
    if (names.length > 0) {
      warn(
        `where the default is to accept, rules also drop answers to what a node began itself when they come to a listed port; ${names.join(', ')} list ports that Linux picks for that (https://github.com/siderolabs/talos/issues/13926).`,
        'Upgrade to 1.14, block by default, or keep 32768 to 60999 out of the listeners.',
      )
    }
  }
  return problems
}

function touchesEphemeral({ ports }: TalosDocument, version: TalosVersion): boolean {
  const reserved = isAtLeast(version, '1.12.0') ? reservedPorts : []
  return ports.some(
    ({ from, to }) =>
      from <= ephemeral.to &&
      to >= ephemeral.from &&
      !(to - from < 2 && reserved.includes(from) && reserved.includes(to)),
  )
}
