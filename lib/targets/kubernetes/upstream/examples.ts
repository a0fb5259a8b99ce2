/**
 * Policies of the project's own pages, in our words: what each says, and whether the API takes it.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/networking/validation/validation.go
 */
interface Example {
  readonly about: string
  readonly spec: unknown
  /** The key that the API server complains about, or nothing where it takes the policy. */
  readonly refused?: string
  /** The published schemas do not say it; the server's own validation does. */
  readonly beyondSchema?: true
}

const everyPod = {}
const monitoring = { namespaceSelector: { matchLabels: { team: 'monitoring' } } }

export const examples: readonly Example[] = [
  {
    about: 'sources of three sorts and one network out',
    spec: {
      podSelector: { matchLabels: { tier: 'store' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { ipBlock: { cidr: '172.16.0.0/12', except: ['172.16.9.0/24'] } },
            monitoring,
            { podSelector: { matchLabels: { tier: 'web' } } },
          ],
          ports: [{ protocol: 'TCP', port: 5432 }],
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: '10.20.0.0/24' } }], ports: [{ protocol: 'TCP', port: 5978 }] }],
    },
  },
  {
    about: 'two selectors in one peer, which must both match',
    spec: {
      podSelector: everyPod,
      ingress: [{ from: [{ ...monitoring, podSelector: { matchLabels: { job: 'scrape' } } }] }],
    },
  },
  { about: 'nobody in', spec: { podSelector: everyPod, policyTypes: ['Ingress'] } },
  { about: 'everybody in', spec: { podSelector: everyPod, policyTypes: ['Ingress'], ingress: [{}] } },
  { about: 'nothing out', spec: { podSelector: everyPod, policyTypes: ['Egress'] } },
  { about: 'anything out', spec: { podSelector: everyPod, policyTypes: ['Egress'], egress: [{}] } },
  {
    about: 'a run of ports',
    spec: {
      podSelector: everyPod,
      policyTypes: ['Egress'],
      egress: [{ to: [monitoring], ports: [{ protocol: 'TCP', port: 32000, endPort: 32768 }] }],
    },
  },
  {
    about: 'namespaces by an expression',
    spec: {
      podSelector: everyPod,
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }],
              },
            },
          ],
        },
      ],
    },
  },
  { about: 'a named port', spec: { podSelector: everyPod, ingress: [{ ports: [{ port: 'http-metrics' }] }] } },
  { about: 'SCTP', spec: { podSelector: everyPod, ingress: [{ ports: [{ protocol: 'SCTP', port: 7777 }] }] } },
  { about: 'no pod selector', spec: { policyTypes: ['Ingress'] }, refused: 'podSelector' },
  { about: 'a key that is misspelt', spec: { podSelector: everyPod, ingres: [] }, refused: 'ingres' },
  { about: 'a source beside the peers', spec: { podSelector: everyPod, ingress: [monitoring] }, refused: 'ingress.0' },
  {
    about: 'a port in quotes',
    spec: { podSelector: everyPod, ingress: [{ ports: [{ port: '80' }] }] },
    refused: 'port',
    beyondSchema: true,
  },
  {
    about: 'a run of ports that begins with a name',
    spec: { podSelector: everyPod, ingress: [{ ports: [{ port: 'web', endPort: 90 }] }] },
    refused: 'endPort',
    beyondSchema: true,
  },
  {
    about: 'a block and a selector in one peer',
    spec: { podSelector: everyPod, ingress: [{ from: [{ ...monitoring, ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    refused: 'from.0',
    beyondSchema: true,
  },
  {
    about: 'an address that is no block',
    spec: { podSelector: everyPod, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1' } }] }] },
    refused: 'cidr',
    beyondSchema: true,
  },
  {
    about: 'a direction that is none',
    spec: { podSelector: everyPod, policyTypes: ['ingress'] },
    refused: 'policyTypes.0',
  },
]
