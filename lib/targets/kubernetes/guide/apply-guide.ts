/**
 * The page for the person at the terminal.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
import type { Site } from '@/lib/site/site'
import type { KubernetesOptions } from '../options'
import { type Manifest, podSecurityLabel } from '../render/policies'
import { deletePolicies, removeLabels, removePath } from '../render/remove'

export interface Guided {
  readonly site: Site
  readonly options: KubernetesOptions
  readonly namespaces: readonly Manifest[]
  readonly policies: readonly { readonly name: string; readonly manifests: readonly Manifest[] }[]
  readonly removal: readonly string[]
}

export function writeApplyGuide(guided: Guided): string {
  const { site } = guided
  const lines = [
    `# Apply the policies of ${site.name}`,
    '',
    'Run the commands in the folder that holds `kubernetes/`.',
    '',
    ...beforeYouStart(guided),
    ...podSecurity(guided),
    ...networkPolicies(guided),
    ...removal(guided),
    ...undo(guided),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function beforeYouStart({ site, options, policies }: Guided): string[] {
  if (policies.length === 0) return []
  const enforced =
    site.cniPlugin === 'cilium' || site.cniPlugin === 'calico'
      ? []
      : ['- See that your network plugin enforces policies at all. Flannel by itself ignores them, without a word.']
  const outward = options.denyEgress
    ? [
        '- Pods will reach the DNS of the cluster and the pods beside them, and nothing else: not the Kubernetes API, not other namespaces, not the internet. Write policies of your own for what they need, before you apply these.',
      ]
    : []
  const inward = [
    '- Who may connect is who is named: pods of the same namespace' +
      [options.ingressNamespace, options.metricsNamespace]
        .flatMap((name) => (name === undefined ? [] : [`, pods of \`${name}\``]))
        .join('') +
      '. A controller on the host network arrives with the address of its node, and no selector finds it.',
    '- Operators with webhooks in these namespaces are called by the API server, from the addresses of the control planes: they need a policy of their own.',
  ]
  return ['## Before you start', '', ...enforced, ...outward, ...inward, '']
}

function podSecurity({ namespaces, options }: Guided): string[] {
  if (namespaces.length === 0) return []
  const label = `${podSecurityLabel('enforce')}=${options.podSecurity}`
  return [
    '## Pod Security labels',
    '',
    'First see which of the pods that run would be refused; each is named in a warning. They stay until something makes them anew, and then they are gone.',
    '',
    ...shell(
      namespaces.map(({ object }) => {
        return `kubectl label --dry-run=server --overwrite namespace ${object.metadata.name} ${label}`
      }),
    ),
    'Then set the labels. A namespace that is not there is made; of one that is there only these labels are touched.',
    '',
    ...shell(['kubectl apply --server-side --field-manager=portcullis -f kubernetes/namespaces.yaml']),
  ]
}

function networkPolicies({ policies }: Guided): string[] {
  if (policies.length === 0) return []
  return [
    '## Network policies',
    '',
    'One namespace at a time, the least important first. Ask the API server, then apply, then test from a pod of the namespace with a **new** connection.',
    '',
    ...policies.flatMap(({ name }) => {
      const path = `kubernetes/policies/${name}.yaml`
      return shell([
        `kubectl apply --server-side --field-manager=portcullis --dry-run=server -f ${path}`,
        `kubectl apply --server-side --field-manager=portcullis -f ${path}`,
        `kubectl get networkpolicy --namespace=${name}`,
      ])
    }),
  ]
}

function removal({ removal: commands }: Guided): string[] {
  if (commands.length === 0) return []
  return [
    '## Remove what the last bundle left',
    '',
    'Policies add up: one that stays goes on allowing. Namespaces are never deleted, only our labels are taken off them.',
    '',
    ...shell([`sh ${removePath}`]),
  ]
}

function undo({ policies, namespaces }: Guided): string[] {
  if (policies.length === 0) return []
  return [
    '## Undo',
    '',
    'Without policies every pod reaches every other again, at once:',
    '',
    ...shell([
      ...policies.map(({ name, manifests }) =>
        deletePolicies(
          name,
          manifests.map(({ object }) => object.metadata.name),
        ),
      ),
      ...namespaces.map(({ object }) => removeLabels(object.metadata.name)),
    ]),
    'Never `kubectl delete -f kubernetes/namespaces.yaml`: that deletes the namespaces and everything in them.',
    '',
  ]
}

function shell(lines: readonly string[]): string[] {
  return ['```sh', ...lines, '```', '']
}
