import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { changeKubernetes } from '@/lib/design/edits/cluster'
import { address, cidr, endpoint } from '@/lib/design/fields'
import { checkBy, checkWhole } from '../check-field'
import { Fields } from '../panel'
import { Fold } from './fold'

export function KubernetesSection() {
  const { kubernetes } = useDesign()
  const set = (label: string, change: Parameters<typeof changeKubernetes>[1]) =>
    edit(label, (now) => changeKubernetes(now, change))
  return (
    <Fold title="Kubernetes" note={kubernetes.endpoint ?? kubernetes.vip ?? `API on ${kubernetes.apiPort}`} open>
      <Fields>
        <TextField
          label="API port"
          field="kubernetes/apiPort"
          value={`${kubernetes.apiPort}`}
          inputMode="numeric"
          validate={checkWhole(1, 65535)}
          onCommit={(text) => set('Change the API port', { apiPort: Number(text) })}
        />
        <TextField
          label="Endpoint"
          field="kubernetes/endpoint"
          mono
          value={kubernetes.endpoint ?? ''}
          placeholder="api.example.net:443"
          validate={(text) => (text === '' ? undefined : checkBy(endpoint)(text))}
          onCommit={(text) => set('Change the endpoint', { endpoint: text === '' ? undefined : text })}
        />
        <TextField
          label="Shared address of the API"
          field="kubernetes/vip"
          mono
          value={kubernetes.vip ?? ''}
          placeholder="none"
          validate={(text) => (text === '' ? undefined : checkBy(address)(text))}
          onCommit={(text) => set('Change the shared address', { vip: text === '' ? undefined : text })}
        />
        <TokenField
          label="Pod networks"
          field="kubernetes/podCIDRs"
          tokens={kubernetes.podCIDRs ?? []}
          placeholder="10.244.0.0/16"
          validate={checkBy(cidr)}
          hint={kubernetes.podCIDRs === undefined ? 'As Talos has them where nothing is said.' : undefined}
          onChange={(list) => set('Change the pod networks', { podCIDRs: list.length === 0 ? undefined : [...list] })}
        />
        <TokenField
          label="Service networks"
          field="kubernetes/serviceCIDRs"
          tokens={kubernetes.serviceCIDRs ?? []}
          placeholder="10.96.0.0/12"
          validate={checkBy(cidr)}
          hint={kubernetes.serviceCIDRs === undefined ? 'As Talos has them where nothing is said.' : undefined}
          onChange={(list) =>
            set('Change the service networks', { serviceCIDRs: list.length === 0 ? undefined : [...list] })
          }
        />
        <Checkbox
          field="kubernetes/kubeProxy"
          checked={kubernetes.kubeProxy}
          onChange={(kubeProxy) => set(`Turn kube-proxy ${kubeProxy ? 'on' : 'off'}`, { kubeProxy })}
        >
          kube-proxy runs
        </Checkbox>
      </Fields>
    </Fold>
  )
}
