import { branch, deletion, type Frame, type Part, type Setting } from './setting'

/**
 * Only the levels: every list in this configuration would grow with each patch. Falco and its like get a label on their
 * own namespace, which goes before these defaults.
 * @see https://github.com/siderolabs/talos/blob/v1.14.0/pkg/machinery/config/types/k8s/admission_control.go
 */
export function podSecuritySetting({ layout }: Frame): Setting {
  const part = (enforce: string): Part => {
    const configuration = {
      apiVersion: 'pod-security.admission.config.k8s.io/v1alpha1',
      kind: 'PodSecurityConfiguration',
      defaults: { enforce, audit: 'restricted', warn: 'restricted' },
    }
    return layout === 'documents'
      ? { kind: 'KubeAdmissionControlConfig', name: 'PodSecurity', tree: { configuration } }
      : { tree: branch(['cluster', 'apiServer', 'admissionControl'], [{ name: 'PodSecurity', configuration }]) }
  }
  return {
    id: 'pod-security',
    purpose: 'Pods keep to the restricted standard in every namespace that no label says otherwise of.',
    on: 'controlplane',
    set: [part('restricted')],
    clear: [],
    unset: [part('baseline')],
  }
}

/**
 * Before 1.14 alone: from there on it is the default, and naming it stops the API server.
 * @see https://github.com/siderolabs/talos/blob/v1.14.0/internal/app/machined/pkg/controllers/k8s/control_plane_final.go
 */
export function tlsSetting(canDelete: boolean): Setting {
  const path = ['cluster', 'apiServer', 'extraArgs', 'tls-min-version']
  return {
    id: 'tls',
    purpose: 'The Kubernetes API speaks TLS 1.3 only. To be taken out before an upgrade to Talos 1.14.',
    on: 'controlplane',
    set: [{ tree: branch(path, 'VersionTLS13') }],
    clear: [],
    unset: [{ tree: branch(path, canDelete ? deletion : 'VersionTLS12') }],
  }
}
