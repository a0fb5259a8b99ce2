'use client'

import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { managements, talosVersions } from '@/lib/design/choices'
import { encryptionsOfPlugin } from '@/lib/design/cni'
import type { Design } from '@/lib/design/design'
import { changeKubernetes, changeTalos, setEncryption } from '@/lib/design/edits/cluster'
import { address, cidr, designName, endpoint } from '@/lib/design/fields'
import { checkBy, checkWhole } from './check-field'
import { Fields, Panel, Section } from './panel'

const managementTitles: Readonly<Record<(typeof managements)[number], string>> = {
  talosctl: 'talosctl',
  talhelper: 'talhelper',
  omni: 'Omni',
  capi: 'Cluster API',
}

const encryptionTitles = { none: 'None', wireguard: 'WireGuard', ipsec: 'IPsec' } as const

/** Settings of the cluster as a whole. */
export function ClusterForm({ onClose }: { onClose: () => void }) {
  const design = useDesign()
  const { talos, kubernetes, cni } = design
  const setTalos = (label: string, change: Partial<Design['talos']>) => edit(label, (now) => changeTalos(now, change))
  const setKubernetes = (label: string, change: Parameters<typeof changeKubernetes>[1]) =>
    edit(label, (now) => changeKubernetes(now, change))
  const minor = talosVersions.find((version) => talos.version === version)
  return (
    <Panel title={design.name} kind="Cluster" onClose={onClose}>
      <Fields>
        <TextField
          label="Name"
          field="name"
          mono
          value={design.name}
          validate={checkBy(designName)}
          onCommit={(name) => edit(`Rename the design to ${name}`, (now) => ({ ...now, name }))}
        />
      </Fields>
      <Section title="Talos">
        <Fields>
          <Select
            label="Version"
            field="talos/version"
            value={minor ?? talos.version}
            options={[...(minor === undefined ? [talos.version] : []), ...talosVersions].map((id) => ({
              id,
              label: id,
            }))}
            onChoose={(version) => setTalos(`Use Talos ${version}`, { version })}
          />
          <Select
            label="Managed with"
            field="talos/management"
            value={talos.management}
            options={managements.map((id) => ({ id, label: managementTitles[id] }))}
            onChoose={(management) => setTalos(`Manage with ${managementTitles[management]}`, { management })}
          />
          <Select
            label="What no rule names"
            field="talos/defaultAction"
            value={talos.defaultAction}
            options={[
              { id: 'block', label: 'Blocked', detail: 'Only what a rule names gets in' },
              { id: 'accept', label: 'Accepted', detail: 'A rule then closes its port to everyone else' },
            ]}
            onChoose={(defaultAction) => setTalos(`Make the default ${defaultAction}`, { defaultAction })}
          />
          <Checkbox
            checked={talos.discovery}
            onChange={(discovery) => setTalos(`Turn discovery ${discovery ? 'on' : 'off'}`, { discovery })}
          >
            Discovery service
          </Checkbox>
        </Fields>
      </Section>
      <Section title="Kubernetes">
        <Fields>
          <TextField
            label="API port"
            field="kubernetes/apiPort"
            value={`${kubernetes.apiPort}`}
            inputMode="numeric"
            validate={checkWhole(1, 65535)}
            onCommit={(text) => setKubernetes('Change the API port', { apiPort: Number(text) })}
          />
          <TextField
            label="Endpoint"
            field="kubernetes/endpoint"
            mono
            value={kubernetes.endpoint ?? ''}
            placeholder="api.example.net:443"
            validate={(text) => (text === '' ? undefined : checkBy(endpoint)(text))}
            onCommit={(text) => setKubernetes('Change the endpoint', { endpoint: text === '' ? undefined : text })}
          />
          <TextField
            label="Shared address of the API"
            field="kubernetes/vip"
            mono
            value={kubernetes.vip ?? ''}
            placeholder="none"
            validate={(text) => (text === '' ? undefined : checkBy(address)(text))}
            onCommit={(text) => setKubernetes('Change the shared address', { vip: text === '' ? undefined : text })}
          />
          <TokenField
            label="Pod networks"
            field="kubernetes/podCIDRs"
            tokens={kubernetes.podCIDRs ?? []}
            placeholder="10.244.0.0/16"
            validate={checkBy(cidr)}
            hint={kubernetes.podCIDRs === undefined ? 'Talos’ own, of the families in play.' : undefined}
            onChange={(list) =>
              setKubernetes('Change the pod networks', { podCIDRs: list.length === 0 ? undefined : [...list] })
            }
          />
          <TokenField
            label="Service networks"
            field="kubernetes/serviceCIDRs"
            tokens={kubernetes.serviceCIDRs ?? []}
            placeholder="10.96.0.0/12"
            validate={checkBy(cidr)}
            hint={kubernetes.serviceCIDRs === undefined ? 'Talos’ own, of the families in play.' : undefined}
            onChange={(list) =>
              setKubernetes('Change the service networks', { serviceCIDRs: list.length === 0 ? undefined : [...list] })
            }
          />
          <Checkbox
            checked={kubernetes.kubeProxy}
            onChange={(kubeProxy) => setKubernetes(`Turn kube-proxy ${kubeProxy ? 'on' : 'off'}`, { kubeProxy })}
          >
            kube-proxy runs
          </Checkbox>
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
        </Fields>
      </Section>
    </Panel>
  )
}
