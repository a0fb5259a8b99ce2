/** For import: firewalls of Hetzner are held against a design, and none is made of them. */
import type { FileSet, Lifted } from '../target'

export function lift(files: FileSet): Lifted {
  const own = files.filter(
    ({ path, text }) => /\.(?:tf|tfvars|json|tfstate)$/.test(path) && /\bhcloud_firewall/.test(text),
  )
  return {
    files: [],
    machines: [],
    facts: [],
    names: [],
    ignored: [],
    problems: own.map(({ path }) => ({
      severity: 'error',
      at: path,
      message:
        'these are Hetzner Cloud firewalls (Terraform), which see public addresses alone: no design can be made of them',
      suggestion: `give the files of the machines; compare this one with a design: verify DESIGN -t terraform-hetzner --against ${path}`,
    })),
  }
}
