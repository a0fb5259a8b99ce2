/** Whole configurations that Talos generated, and firewall documents in files of any name: which machine holds what. */
import type { TextFile } from '@/lib/targets/target'
import type { Role } from '../talos/protocol'
import { defaultHead, head, rule } from '../talos/table-case'
import type { ReadingCase } from './cases'
import { type Asking, fourMachines, keep, stateAfter } from './talos-record'

const block = `${defaultHead}ingress: block\n`
const documents = `${block}---\n${rule({ name: 'apid', ports: '\n        - 50000' })}`
const patch = rule({ name: 'kubelet', ports: '\n        - 10250' })
const own = rule({ name: 'own', ports: '\n        - 443' })

interface Way {
  readonly what: string
  readonly steps: readonly (readonly TextFile[])[]
  /** Of the role that is asked about, and of the other. */
  readonly first: ReadingCase['state']
  readonly second: ReadingCase['state']
  readonly stranger: ReadingCase['state']
}

const file = (path: string, text: string): TextFile => ({ path, text })

export async function recordWhole(asking: Asking): Promise<ReadingCase[]> {
  const found: ReadingCase[] = []
  const design = fourMachines(asking)
  for (const role of ['controlplane', 'worker'] as const) {
    const [short, other] = role === 'worker' ? ['worker', 'cp'] : ['cp', 'worker']
    for (const { what, steps, first, second, stranger } of [
      ...(await waysOfWhole(asking, role, short)),
      ...(await faultsOfWhole(asking, role, short)),
      ...(await waysOfLoose(asking, role, short)),
    ]) {
      const where = `${asking.version.tag} whole ${role}, ${what}`
      for (const [member, state] of [
        [`${short}-1`, first],
        [`${short}-2`, second],
        [`${other}-1`, stranger],
      ] as const) {
        found.push(...keep(asking, { where: `${where}, ${member}`, design, steps, member, state }))
      }
    }
  }
  return found
}

const otherRole = (role: Role): Role => (role === 'worker' ? 'controlplane' : 'worker')

/** As a person sets it: in the document that newer releases generate, or in the older place. */
function withHostname(text: string, name: string): string {
  const newer = text.replace('kind: HostnameConfig\nauto: stable', `kind: HostnameConfig\nhostname: ${name}`)
  return newer === text ? text.replace(/^ {4}network: \{\}/m, `    network:\n        hostname: ${name}`) : newer
}

async function waysOfWhole(asking: Asking, role: Role, short: string): Promise<Way[]> {
  const { talos, base } = asking
  const generated = base(role)?.text ?? ''
  const joined = `${generated}---\n${documents}`
  const plain = base(role)
  const stranger = base(otherRole(role))
  const load = async (text: string): Promise<ReadingCase['state']> => {
    const state = await talos.load(text)
    return state.ok ? state : undefined
  }
  const held = await load(joined)
  const patched = await stateAfter(asking, role, [documents, patch])
  const all = { first: held, second: held, stranger }
  const one = (what: string, path: string, text: string): Way => ({ what, steps: [[file(path, text)]], ...all })
  const named = withHostname(joined, `${short}-2`)
  const ways: Way[] = [
    one('of any name', 'machine.yaml', joined),
    one('behind its documents', 'machine.yaml', `${documents}---\n${generated}`),
    one('of the other role by its name', `${otherRole(role)}.yaml`, joined),
    { ...one('of a machine', `${short}-1.yaml`, joined), second: plain },
    { ...one('of a machine, deeper', `a/${short}-1.eu.yaml`, joined), second: plain },
    { ...one('by its host name', 'machine.yaml', named), first: plain, second: await load(named) },
    { ...one('by its host name first', `${short}-1.yaml`, named), first: plain, second: await load(named) },
    one('with a host name of nobody', 'machine.yaml', withHostname(joined, 'nobody')),
    one(
      'quoted',
      'machine.yaml',
      joined.replace(/^machine:$/m, '"machine":').replace(/^( +)type: (\w+)$/m, '$1"type": "$2"'),
    ),
    {
      ...one('and a patch', 'machine.yaml', joined),
      steps: [[file('machine.yaml', joined), file(`talos/${role}.patch.yaml`, patch)]],
      first: patched,
      second: patched,
    },
    {
      ...one('and a patch before it', 'machine.yaml', joined),
      steps: [[file(`talos/${role}.patch.yaml`, patch), file('machine.yaml', joined)]],
      first: patched,
      second: patched,
    },
    {
      ...one('over another', 'machine.yaml', joined),
      steps: [[file(`talos/${role}.patch.yaml`, patch)], [file('machine.yaml', joined)]],
    },
    {
      ...one('over itself', 'machine.yaml', joined),
      steps: [[file('machine.yaml', joined)], [file('machine.yaml', generated)]],
      first: plain,
      second: plain,
    },
    {
      ...one('and one of a machine', 'machine.yaml', joined),
      steps: [[file('machine.yaml', generated), file(`${short}-2.yaml`, joined)]],
      first: plain,
    },
  ]
  for (const type of role === 'worker' ? ['join', 'worker'] : ['init', 'controlplane']) {
    const typed = joined.replace(/^( +)type: \w+$/m, `$1type: ${type}`)
    ways.push({ ...one(`of type ${type}`, 'machine.yaml', typed), first: await load(typed), second: await load(typed) })
  }
  return ways
}

/** What Talos refuses, or takes, of a whole configuration alone. */
async function faultsOfWhole(asking: Asking, role: Role, short: string): Promise<Way[]> {
  const generated = asking.base(role)?.text ?? ''
  const found: Way[] = []
  for (const [what, text] of [
    ['a rule twice', `${generated}---\n${documents}---\n${patch}---\n${patch}`],
    ['the default twice', `${generated}---\n${documents}---\n${block}`],
    ['a marker that deletes', `${generated}---\n${documents}---\n${head}name: apid\n$patch: delete\n`],
    ['no ports', `${generated}---\n${documents}---\n${rule({ ports: ' []' })}`],
    ['no selector', `${generated}---\n${documents}---\n${head}name: x\n`],
    ['no protocol', `${generated}---\n${documents}---\n${rule().replace(/ {4}protocol: tcp\n/, '')}`],
    ['ports that overlap', `${generated}---\n${rule({ ports: '\n        - 80-90\n        - 85' })}`],
    ['what is no YAML', `${generated}---\n{`],
    ['an end in the middle', `${generated}\n...\n${documents}`],
    ['a strange key', `foo: 1\n${generated}---\n${documents}`],
    ['a strange kind', `${generated}---\napiVersion: v1alpha1\nkind: NoSuchConfig\n---\n${documents}`],
    ['an empty document', `${generated}---\n---\n${documents}`],
    ['the default without a word', `${generated}---\n${defaultHead}---\n${patch}`],
    ['accept', `${generated}---\n${defaultHead}ingress: accept\n---\n${patch}`],
  ] as const) {
    const loaded = await asking.talos.load(text)
    const state = loaded.ok ? loaded : undefined
    const stranger = state === undefined ? undefined : asking.base(otherRole(role))
    const whole = file('machine.yaml', text)
    found.push({ what, steps: [[whole]], first: state, second: state, stranger })
    if (state !== undefined) continue
    found.push({
      what: `${what}, and a patch`,
      steps: [[whole, file(`talos/${role}.patch.yaml`, patch)]],
      first: state,
      second: state,
      stranger,
    })
    found.push({
      what: `${what}, and one of a machine`,
      steps: [[whole, file(`${short}-1.yaml`, `${generated}---\n${documents}`)]],
      first: state,
      second: state,
      stranger,
    })
  }
  return found
}

/** Documents alone: by the name of the file, from the widest to the narrowest. */
async function waysOfLoose(asking: Asking, role: Role, short: string): Promise<Way[]> {
  const after = async (...patches: readonly string[]) => await stateAfter(asking, role, patches)
  const afterOther = async (...patches: readonly string[]) => await stateAfter(asking, otherRole(role), patches)
  const held = await after(documents)
  const nothing = asking.base(role)
  const stranger = asking.base(otherRole(role))
  const words =
    role === 'worker'
      ? ['worker', 'my-Workers', 'k8s_worker']
      : ['controlplane', 'control-plane', 'control_plane', 'cp', 'my-cp', 'cp_a']
  const ways: Way[] = words.map((word) => ({
    what: `documents in ${word}.yaml`,
    steps: [[file(`${word}.yaml`, documents)]],
    first: held,
    second: held,
    stranger,
  }))
  for (const word of ['firewall', 'acpx', 'worker-controlplane']) {
    const steps = [[file(`${word}.yaml`, documents)]]
    ways.push({
      what: `documents in ${word}.yaml`,
      steps,
      first: held,
      second: held,
      stranger: await afterOther(documents),
    })
  }
  const partly = `# type: of a machine\nmachine:\n    network: {}\n---\n${documents}`
  const others = await afterOther(partly)
  ways.push({
    what: 'documents beside a part of a configuration',
    steps: [[file('all.yaml', partly)]],
    first: await after(partly),
    second: await after(partly),
    stranger: others,
  })
  ways.push(
    {
      what: 'documents of a machine',
      steps: [[file(`x/${short}-2.yaml`, documents)]],
      first: nothing,
      second: held,
      stranger,
    },
    {
      what: 'documents of all, a role and a machine',
      steps: [[file(`${short}-2.yaml`, own), file(`${words[0]}.yaml`, patch), file('all.yaml', documents)]],
      first: await after(documents, patch),
      second: await after(documents, patch, own),
      stranger: await afterOther(documents),
    },
    {
      what: 'documents and patches',
      steps: [
        [
          file(`talos/${role}.patch.yaml`, patch),
          file('all.yaml', documents),
          file(`talos/nodes/${short}-2.patch.yaml`, own),
        ],
      ],
      first: await after(documents, patch),
      second: await after(documents, own),
      stranger: await afterOther(documents),
    },
    {
      what: 'patches of a role and of a machine',
      steps: [[file(`talos/${role}.patch.yaml`, documents), file(`talos/nodes/${short}-1.patch.yaml`, own)]],
      first: await after(own),
      second: held,
      stranger,
    },
  )
  if (asking.version.main) {
    const remove = `${head}name: apid\n$patch: delete\n`
    ways.push({
      what: 'remove patches',
      steps: [
        [file(`talos/${role}.patch.yaml`, documents), file(`talos/nodes/${short}-2.patch.yaml`, own)],
        [
          file(`talos/${role}.patch.yaml`, patch),
          file(`talos/remove.${role}.patch.yaml`, remove),
          file(`talos/nodes/${short}-2.patch.yaml`, patch),
        ],
      ],
      first: await after(documents, patch, remove),
      second: await after(own, patch),
      stranger,
    })
  }
  return ways
}
