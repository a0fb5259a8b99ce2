/** Namespaces with their Pod Security labels, the policies of each, and what is to be removed. */
import type { Problem } from '@/lib/design/problem'
import { formatTalosVersion, isAtLeast } from '@/lib/design/talos-version'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import { writeYaml } from '@/lib/text/write-yaml'
import { quoteComment } from '@/lib/text/yaml-scalar'
import type { Around, Binding, Output, OutputFile } from '../target'
import { capabilities } from './capabilities'
import { writeApplyGuide } from './guide/apply-guide'
import type { KubernetesOptions } from './options'
import { type Manifest, namespaceOf, policiesOf } from './render/policies'
import { readHeld } from './render/previous'
import { removalOf, removePath } from './render/remove'

const namespacesPath = 'kubernetes/namespaces.yaml'
const policiesFolder = 'kubernetes/policies'

export function render(
  _workOf: (binding: Binding) => Work,
  site: Site,
  options: KubernetesOptions,
  around?: Around,
): Output {
  const names = [...new Set(options.namespaces)].sort()
  const level = options.podSecurity
  const namespaces = level === 'unchanged' ? [] : names.map((name) => namespaceOf(name, level))
  const policies = names.map((name) => ({ name, manifests: policiesOf(name, site.name, options) }))
  const held = readHeld(around?.previous ?? [])
  const removal = removalOf(held, [...namespaces, ...policies.flatMap(({ manifests }) => manifests)])
  const made = (what: string): string => `Portcullis: ${what} of ${site.name}. Made from the design; change it there.`
  const files: OutputFile[] = [
    ...(namespaces.length === 0 ? [] : [file(namespacesPath, made('Pod Security labels'), namespaces)]),
    ...policies.map(({ name, manifests }) =>
      file(`${policiesFolder}/${name}.yaml`, made(`policies of namespace ${name}`), manifests),
    ),
    ...(removal.length === 0 ? [] : [outputFile(removePath, removalText(site.name, removal), 'apply')]),
  ]
  if (files.length > 0) {
    const guide = writeApplyGuide({ site, options, namespaces, policies, removal })
    files.push(outputFile('kubernetes/APPLY.md', guide, 'read'))
  }
  const unread = held.unread.map((path): Problem => {
    const message = 'This file of the last bundle is no list of its objects, so what it left is not known.'
    return { severity: 'warning', at: path, message, suggestion: 'Give the bundle as it was written.' }
  })
  return { files, gaps: [], problems: [...problemsOf(site, options, names), ...unread] }
}

function file(path: string, header: string, manifests: readonly Manifest[]): OutputFile {
  const documents = manifests.map(({ purpose, object }) => `# ${quoteComment(purpose)}\n${writeYaml(object)}`)
  return outputFile(path, `# ${quoteComment(header)}\n${documents.join('---\n')}`, 'apply')
}

function outputFile(path: string, text: string, use: OutputFile['use']): OutputFile {
  return { path, text, lineRules: [], use }
}

function removalText(cluster: string, commands: readonly string[]): string {
  const header = [
    `# Portcullis: removes from the cluster what the last bundle of ${cluster} put there and this one no longer holds.`,
    '# To run after the rest is applied: APPLY.md. It may be repeated.',
  ]
  return `${[...header, ...commands].join('\n')}\n`
}

function problemsOf(site: Site, options: KubernetesOptions, names: readonly string[]): Problem[] {
  const warn = (at: string, message: string, suggestion: string): Problem => ({
    severity: 'warning',
    at,
    message,
    suggestion,
  })
  if (names.length === 0) {
    const suggestion = 'Name the namespaces of your workloads: namespaces: [production].'
    return [warn('targets/kubernetes/namespaces', 'No namespace is named, so no policy is written.', suggestion)]
  }
  const problems: Problem[] = []
  if (site.cniPlugin === 'flannel') {
    const cure = isAtLeast(site.talosVersion, '1.13.0')
      ? 'Switch its policy engine on in the machine configuration (kubeNetworkPoliciesEnabled), or use Cilium or Calico.'
      : `Use Cilium or Calico; Talos ${formatTalosVersion(site.talosVersion)} brings no policy engine.`
    const message = `${capabilities.enforcedByFlannel.note} Without it these policies are ignored`
    problems.push(warn('cni/plugin', `${message}, and every pod reaches every other.`, cure))
  }
  if (site.cniPlugin === 'none') {
    const message = 'Whether a policy is enforced is for the network plugin, and the design names none of ours.'
    problems.push(warn('cni/plugin', message, 'Look it up for your plugin, and test that the deny denies.'))
  }
  for (const key of ['ingressNamespace', 'metricsNamespace'] as const) {
    const name = options[key]
    if (name === undefined || !names.includes(name)) continue
    const message = `${name} is closed like the other namespaces, so nothing reaches it from outside, nor it the others.`
    problems.push(warn(`targets/kubernetes/${key}`, message, `Take ${name} out of the namespaces.`))
  }
  return problems
}
