/** What routers, storage and other products of one's own add to what nodes must reach. */
import { eachPort, port } from './listener'
import { type OutboundFlow, outbound } from './outbound-flow'

export const productFlows: readonly OutboundFlow[] = [
  outbound('eg-bgp', 'BGP', 'tcp', port(179), 'routers', 'any speaker', 'no routes', {
    openedBy: 'the add-on of the speaker',
    source: 'metallb-frr',
  }),
  outbound(
    'eg-bfd',
    'BFD',
    'udp',
    eachPort(3784, 4784),
    'routers; 4784 over several hops',
    'any speaker with BFD',
    'sessions flap',
    {
      openedBy: 'the add-on of the speaker',
      source: 'metallb-frr',
    },
  ),
  outbound(
    'eg-nfs',
    'NFS',
    'tcp',
    port(2049),
    'file servers; version 3 also 111 and 20048',
    'NFS volumes',
    'mounts hang',
    {
      openedBy: 'the add-on nfs',
      source: 'talos-storage',
    },
  ),
  outbound('eg-iscsi', 'iSCSI', 'tcp', port(3260), 'storage arrays', 'iscsi-tools', 'mounts hang', {
    openedBy: 'the add-on iscsi',
    source: 'talos-storage',
  }),
  outbound('eg-smb', 'SMB', 'tcp', port(445), 'file servers', 'the SMB driver', 'mounts hang', {
    openedBy: 'the add-on smb',
    source: 'smb',
  }),
  outbound(
    'eg-ceph',
    'Ceph outside',
    'tcp',
    [
      { from: 3300, to: 3300 },
      { from: 6789, to: 6789 },
      { from: 6800, to: 7568 },
    ],
    'a Ceph cluster elsewhere',
    'external Ceph',
    'mounts hang',
    {
      openedBy: 'the add-on ceph-client',
      source: 'ceph-ports',
    },
  ),
  outbound('eg-backups', 'Object storage', 'tcp', port(443), 'backups', 'S3', 'backups fail', {
    need: 'optional',
    openedBy: 'egress.https',
    source: 'talos-storage',
  }),
  outbound(
    'eg-pxe',
    'Network boot',
    'udp',
    eachPort(67, 68, 69, 4011),
    'boot server; its files by 80 or 443',
    'PXE',
    'the machine does not boot',
    {
      openedBy: 'egress.also',
      source: 'talos-pxe',
    },
  ),
  outbound('eg-oidc', 'Identity provider', 'tcp', port(443), 'the issuer', 'flags of the API server', 'logins fail', {
    need: 'optional',
    openedBy: 'egress.https',
    source: 'kubernetes-ports',
  }),
]
