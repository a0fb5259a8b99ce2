/** Which files of a bundle each machine of a design is given, by the bundle's paths alone (SPEC 5). */
import type { Site } from '@/lib/site/site'
import type { TextFile } from '@/lib/targets/target'
import type { Role } from './protocol'

/** Machines that take the same files. */
export interface MachineFiles {
  readonly path: string
  readonly role: Role
  readonly members: readonly string[]
  readonly patch: string
  readonly remove: string | undefined
  readonly disable: string | undefined
}

export function machineFiles(site: Site, files: readonly TextFile[]): MachineFiles[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const groups = new Map<string, MachineFiles & { readonly members: string[] }>()
  for (const { name, role } of site.members) {
    const own = texts.has(`talos/nodes/${name}.patch.yaml`)
    const [folder, stem] = own ? ['talos/nodes/', name] : ['talos/', role]
    const path = `${folder}${stem}.patch.yaml`
    const group = groups.get(path)
    if (group !== undefined) group.members.push(name)
    else {
      const patch = texts.get(path) ?? ''
      const remove = texts.get(`${folder}remove.${stem}.patch.yaml`)
      const disable = texts.get(`${folder}disable.${stem}.patch.yaml`)
      groups.set(path, { path, role, members: [name], patch, remove, disable })
    }
  }
  return [...groups.values()]
}
