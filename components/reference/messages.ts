export const referenceMessages = {
  title: 'Reference',
  back: 'Back to the designer',
  backToReference: 'Back to the reference',
  filter: 'Find a port, a product or a word',
  example: '10250, cilium, admins …',
  shown: (count: number) =>
    count === 0 ? 'Nothing holds all of these words.' : `${count} ${count === 1 ? 'row' : 'rows'}`,
  about: 'Made from what Portcullis itself works with: the catalogue, its findings and its targets.',
  parts: {
    listeners: 'What listens and who uses it',
    quiet: 'What needs no rule',
    outbound: 'What nodes must reach',
    addons: 'Add-ons',
    findings: 'Findings',
    targets: 'Targets and their limits',
    contradictions: 'Where the first documents disagree',
  },
  targetsAbout:
    'The name of a target leads to its own page: what it enforces, what surprises, how to apply and to undo it.',
  listenersAbout:
    'Who connects, by role and posture; where no posture is named, in all three. A design may add, replace or close any of it.',
  quietAbout: 'Bound to loopback, inside the pod network, or not at all.',
  outboundAbout: 'Where egress is restricted, something must open each of these.',
  findingsAbout:
    'Every finding that can be raised, and where the fact behind it is written down. The others are known, but no design holds their fact.',
}
