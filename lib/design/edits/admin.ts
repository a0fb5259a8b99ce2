/** Who may use the APIs from outside. */
import type { Design } from '../design'
import { forget } from './forget'
import { removeAt, replaceAt } from './lists'

type AdminEntry = Design['admin'][number]

/** A name that no admin entry has: `admin`, `admin-2` … */
function freeAdminName(design: Design, base = 'admin'): string {
  const taken = new Set(design.admin.map(({ name }) => name))
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

/** Adds an entry; when its name is taken it gets a number. */
export function addAdmin(design: Design, cidr: string, name = 'admin'): Design {
  const entry: AdminEntry = { name: freeAdminName(design, name), cidr, may: ['kubernetes', 'talos'] }
  return { ...design, admin: [...design.admin, entry] }
}

type AdminChange = { readonly [Key in keyof Omit<AdminEntry, 'name'>]?: AdminEntry[Key] | undefined }

/** Changes fields of an entry, by its place; its name by `renameAdmin`. Undefined takes owner or until out. */
export function changeAdmin(design: Design, index: number, change: AdminChange): Design {
  const entry = design.admin[index]
  if (entry === undefined) return design
  const { cidr, may, owner, until } = { ...entry, ...change }
  const next: AdminEntry = {
    name: entry.name,
    cidr: cidr ?? entry.cidr,
    may: may ?? entry.may,
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until }),
  }
  return { ...design, admin: replaceAt(design.admin, index, next) }
}

/** Removes an entry and every source that names it. */
export function removeAdmin(design: Design, index: number): Design {
  const entry = design.admin[index]
  if (entry === undefined) return design
  return forget({ ...design, admin: removeAt(design.admin, index) }, [{ kind: 'admin', name: entry.name }])
}

/** Entries for a list of CIDRs: known ones keep their names and terms, new ones get a name, others go. */
export function setAdminCidrs(design: Design, cidrs: readonly string[]): Design {
  const left = [...design.admin]
  const kept = cidrs.map((cidr) => {
    const at = left.findIndex((entry) => entry.cidr === cidr)
    return { cidr, entry: at < 0 ? undefined : left.splice(at, 1)[0] }
  })
  const removed = left.map(({ name }) => ({ kind: 'admin', name }) as const)
  let next: Design = forget({ ...design, admin: kept.flatMap(({ entry }) => entry ?? []) }, removed)
  const admin = kept.map(({ cidr, entry }) => {
    if (entry !== undefined) return entry
    next = addAdmin(next, cidr)
    return next.admin.at(-1)
  })
  return { ...next, admin: admin.flatMap((entry) => entry ?? []) }
}
