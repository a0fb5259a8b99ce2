/** Choices about the cluster as a whole; a choice that no longer fits another one takes the other's default. */
import {
  type CniEncryption,
  type CniPlugin,
  type CniTransport,
  encryptionsOfPlugin,
  hasTunnelPort,
  transportOf,
  transportsOfPlugin,
} from '../cni'
import type { Design } from '../design'

export function setPosture(design: Design, posture: Design['posture']): Design {
  return { ...design, posture }
}

/** Version, default action, management, discovery. */
export function changeTalos(design: Design, change: Partial<Design['talos']>): Design {
  return { ...design, talos: { ...design.talos, ...change } }
}

type Kubernetes = Design['kubernetes']
type KubernetesChange = { readonly [Key in keyof Kubernetes]?: Kubernetes[Key] | undefined }

/** Fields of the control plane; undefined takes an optional one out. */
export function changeKubernetes(design: Design, change: KubernetesChange): Design {
  const { podCIDRs, serviceCIDRs, apiPort, endpoint, vip, kubeProxy } = { ...design.kubernetes, ...change }
  return {
    ...design,
    kubernetes: {
      apiPort: apiPort ?? design.kubernetes.apiPort,
      kubeProxy: kubeProxy ?? design.kubernetes.kubeProxy,
      ...(podCIDRs === undefined || podCIDRs.length === 0 ? {} : { podCIDRs }),
      ...(serviceCIDRs === undefined || serviceCIDRs.length === 0 ? {} : { serviceCIDRs }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(vip === undefined ? {} : { vip }),
    },
  }
}

/** Another plugin; transport and encryption stay where it has them, a tunnel port does not. */
export function setCni(design: Design, plugin: CniPlugin): Design {
  if (plugin === design.cni.plugin) return design
  const { transport, encryption } = design.cni
  const keepsTransport = transport !== undefined && transportsOfPlugin[plugin].includes(transport)
  return {
    ...design,
    cni: {
      plugin,
      ...(keepsTransport ? { transport } : {}),
      encryption: encryptionsOfPlugin[plugin].includes(encryption) ? encryption : 'none',
    },
  }
}

/** One of the plugin's transports; another one changes nothing. The plugin's default is left unsaid. */
export function setTransport(design: Design, transport: CniTransport): Design {
  const transports = transportsOfPlugin[design.cni.plugin]
  if (!transports.includes(transport)) return design
  const { plugin, encryption, tunnelPort } = design.cni
  const keepsPort = tunnelPort !== undefined && hasTunnelPort(transport) && transportOf(design.cni) === transport
  return {
    ...design,
    cni: {
      plugin,
      ...(transports[0] === transport ? {} : { transport }),
      ...(keepsPort ? { tunnelPort } : {}),
      encryption,
    },
  }
}

/** The port of the tunnel; undefined for the plugin's own. */
export function setTunnelPort(design: Design, tunnelPort: number | undefined): Design {
  const { tunnelPort: _, ...cni } = design.cni
  return { ...design, cni: tunnelPort === undefined ? cni : { ...cni, tunnelPort } }
}

/** One of the plugin's encryptions; another one changes nothing. */
export function setEncryption(design: Design, encryption: CniEncryption): Design {
  if (!encryptionsOfPlugin[design.cni.plugin].includes(encryption)) return design
  return { ...design, cni: { ...design.cni, encryption } }
}

/** What `cluster` means; none for the subnets that hold nodes. */
export function setClusterCidrs(design: Design, cidrs: readonly string[]): Design {
  const { clusterCIDRs: _, ...rest } = design
  return cidrs.length === 0 ? rest : { ...rest, clusterCIDRs: [...cidrs] }
}
