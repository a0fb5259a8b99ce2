/**
 * Settings of the vendor's own pages and tests, in our words, with what Talos says of them as a patch of ours.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/patching
 */
interface Example {
  readonly about: string
  readonly text: string
  /** What the check complains about, or nothing where Talos takes it and it is one of ours. */
  readonly refused?: string
}

const audit = (rules: string): string =>
  `cluster:\n  apiServer:\n    auditPolicy:\n      apiVersion: audit.k8s.io/v1\n      kind: Policy\n      rules: ${rules}\n`

export const examples: readonly Example[] = [
  { about: 'the audit policy Talos starts with', text: audit('[{ level: Metadata }]') },
  { about: 'an audit policy that writes nothing down', text: audit('[]'), refused: 'rules' },
  { about: 'a level that does not exist', text: audit('[{ level: Everything }]'), refused: 'level' },
  {
    about: 'the document of the audit policy',
    text: 'apiVersion: v1alpha1\nkind: KubeAuditPolicyConfig\nconfiguration:\n  apiVersion: audit.k8s.io/v1\n  kind: Policy\n  rules: [{ level: Metadata }]\n',
  },
  {
    about: 'kernel parameters as text',
    text: 'machine:\n  sysctls:\n    net.ipv4.conf.all.accept_redirects: "0"\n',
  },
  {
    about: 'a kernel parameter as a number',
    text: 'machine:\n  sysctls:\n    net.ipv4.conf.all.accept_redirects: 0\n',
    refused: 'accept_redirects',
  },
  {
    about: 'a kernel parameter twice, as the seed has it',
    text: 'machine:\n  sysctls:\n    net.ipv4.conf.all.accept_redirects: "0"\n    net.ipv4.conf.all.accept_redirects: "0"\n',
    refused: 'YAML',
  },
  { about: 'the document of kernel parameters', text: 'apiVersion: v1alpha1\nkind: SysctlConfig\nparams:\n  net.ipv4.ip_forward: "1"\n' },
  { about: 'a destination of the kernel log', text: 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: remote\nurl: tcp://192.0.2.9:3478\n' },
  {
    about: 'a destination of the kernel log without a name',
    text: 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nurl: tcp://192.0.2.9:3478\n',
    refused: 'neither a whole document',
  },
  { about: 'a destination taken away', text: 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: remote\n$patch: delete\n' },
  {
    about: 'a mirror that takes the place of its registry',
    text: 'apiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: ghcr.io\nendpoints:\n  - url: https://mirror.example.net:5000\nskipFallback: true\n',
  },
  {
    about: 'service logs',
    text: 'machine:\n  logging:\n    destinations:\n      - { endpoint: "udp://127.0.0.1:12345", format: json_lines }\n',
  },
  {
    about: 'service logs in a format that does not exist',
    text: 'machine:\n  logging:\n    destinations:\n      - { endpoint: "udp://127.0.0.1:12345", format: syslog }\n',
    refused: 'format',
  },
  {
    about: 'an argument that Talos refuses, as the seed has it',
    text: 'cluster:\n  apiServer:\n    extraArgs:\n      service-account-key-file: /system/secrets/key\n',
    refused: 'service-account-key-file is no known key',
  },
  {
    about: 'a volume with a name, as the seed has it',
    text: 'cluster:\n  apiServer:\n    extraVolumes: [{ name: a, hostPath: /a, mountPath: /a }]\n',
    refused: 'extraVolumes is no known key',
  },
  {
    about: 'host DNS that is a truth value, as the seed has it',
    text: 'machine:\n  features:\n    hostDNS: false\n',
    refused: 'features is no known key',
  },
]
