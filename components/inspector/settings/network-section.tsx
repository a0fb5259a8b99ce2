import { cniNames } from '@/components/canvas/cni-names'
import { edit, useDesign } from '@/components/state/design-store'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { encryptionsOfPlugin, hasTunnelPort, transportOf } from '@/lib/design/cni'
import { setClusterCidrs, setEncryption, setTunnelPort } from '@/lib/design/edits/cluster'
import { cidr } from '@/lib/design/fields'
import { checkBy, checkWhole } from '../check-field'
import { Fields } from '../panel'
import { Fold } from './fold'

const encryptionTitles = { none: 'None', wireguard: 'WireGuard', ipsec: 'IPsec' } as const

/** What the network plugin and the word `cluster` mean beyond the choices beside the networks. */
export function NetworkSection() {
  const { cni, clusterCIDRs } = useDesign()
  const transport = transportOf(cni)
  return (
    <Fold title="Network" note={cniNames[cni.plugin]}>
      <Fields>
        {encryptionsOfPlugin[cni.plugin].length > 1 && (
          <Select
            label="Encryption between nodes"
            field="cni/encryption"
            value={cni.encryption}
            options={encryptionsOfPlugin[cni.plugin].map((id) => ({ id, label: encryptionTitles[id] }))}
            onChoose={(encryption) =>
              edit(`Use ${encryptionTitles[encryption]} encryption`, (now) => setEncryption(now, encryption))
            }
          />
        )}
        {transport !== undefined && hasTunnelPort(transport) && (
          <TextField
            label="Port of the tunnel"
            field="cni/tunnelPort"
            inputMode="numeric"
            value={cni.tunnelPort === undefined ? '' : `${cni.tunnelPort}`}
            placeholder="the plugin’s own"
            validate={(text) => (text === '' ? undefined : checkWhole(1, 65535)(text))}
            onCommit={(text) =>
              edit('Change the port of the tunnel', (now) => setTunnelPort(now, text === '' ? undefined : Number(text)))
            }
          />
        )}
        <TokenField
          label="Cluster networks, what `cluster` means as a source"
          field="clusterCIDRs"
          tokens={clusterCIDRs ?? []}
          placeholder="10.0.0.0/16"
          validate={checkBy(cidr)}
          hint={clusterCIDRs === undefined ? 'The subnets that hold machines.' : undefined}
          onChange={(list) => edit('Change the cluster networks', (now) => setClusterCidrs(now, list))}
        />
      </Fields>
    </Fold>
  )
}
