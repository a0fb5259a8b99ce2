/**
 * Readers of firewall files: `cluster.fw`, and `<vmid>.fw` for each guest, of a bundle or as a host has them under
 * /etc/pve/firewall.
 */
import { failure, type Problem, problemAt, type Result, success } from '@/lib/design/problem'
import { rememberFiles } from '@/lib/text/remember'
import type { FileSet, Reader, TextFile } from '../target'
import type { ClusterConfig, GuestConfig, ProxmoxModel } from './model'
import { readCluster, readGuest } from './read/config'

/** Undefined for files of other names. */
export function fileKind({ path }: Pick<TextFile, 'path'>): 'cluster' | { readonly vmid: number } | undefined {
  const stem = /(?:^|\/)(cluster|[1-9]\d{2,8})\.fw$/.exec(path)?.[1]
  if (stem === undefined) return undefined
  return stem === 'cluster' ? stem : { vmid: Number(stem) }
}

export const proxmoxReaders: readonly Reader<ProxmoxModel>[] = [
  { id: 'firewall', recognises: (file) => fileKind(file) !== undefined, read: (files) => readFiles(files) },
]

export function readFiles(files: FileSet): Result<ProxmoxModel> {
  const problems: Problem[] = []
  let cluster: ClusterConfig | undefined
  const guests = new Map<number, GuestConfig>()
  for (const file of files) {
    const kind = fileKind(file)
    if (kind === undefined) continue
    const reading = { file: file.path, problems }
    if (kind === 'cluster') {
      if (cluster !== undefined) problems.push(twice(file, 'the datacenter'))
      cluster = readCluster(file, reading)
    } else {
      if (guests.has(kind.vmid)) problems.push(twice(file, `guest ${kind.vmid}`))
      const read = readGuestFile(file)
      problems.push(...read.problems)
      guests.set(kind.vmid, read.guest)
    }
  }
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success({ cluster, guests }, problems)
}

/** Of thousands of guests an edit of the design changes the files of few. */
const readGuestFile = rememberFiles((file: TextFile) => {
  const kind = fileKind(file)
  const problems: Problem[] = []
  const vmid = typeof kind === 'object' ? kind.vmid : 0
  return { guest: readGuest(file, vmid, { file: file.path, problems }), problems }
}, 2_000_000)

function twice({ path }: TextFile, what: string): Problem {
  return problemAt('error', path, 1, `another file is for ${what} as well`, 'give one')
}
