/** The provider of Hetzner Cloud itself, built from its module with Go's own client, once, into .cache/. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Built, goBuild } from '../build'

export const providerVersion = '1.68.0'
const name = 'github.com/hetznercloud/terraform-provider-hcloud'
const folder = resolve('.cache/conformance/terraform')

/** The same without `terraform init`: Terraform takes the provider of a folder for the one that is asked for. */
export async function findProviderAtHand(): Promise<Built> {
  const found = await findProvider()
  if (!found.ok) return found
  const home = join(folder, 'at-hand')
  mkdirSync(home, { recursive: true })
  const kept = join(home, 'terraform-provider-hcloud')
  if (!existsSync(kept)) copyFileSync(join(folder, `terraform-provider-hcloud_v${providerVersion}`), kept)
  const configuration = join(folder, 'at-hand.tfrc')
  const overrides = `    "hetznercloud/hcloud" = ${JSON.stringify(home)}\n`
  writeFileSync(configuration, `provider_installation {\n  dev_overrides {\n${overrides}  }\n  direct {}\n}\n`)
  return { ok: true, binary: configuration }
}

/** A folder that Terraform takes for a mirror of the registry; `binary` is the configuration that says so. */
export async function findProvider(): Promise<Built> {
  const binary = join(folder, `terraform-provider-hcloud_v${providerVersion}`)
  if (!existsSync(binary)) {
    const module = join(folder, 'hcloud')
    mkdirSync(module, { recursive: true })
    writeFileSync(
      join(module, 'go.mod'),
      `module portcullis/hcloud\n\ngo 1.26\n\nrequire ${name} v${providerVersion}\n`,
    )
    console.log(`Building the provider hcloud ${providerVersion}: some minutes, once`)
    const reason = await goBuild(module, name, binary)
    if (reason !== undefined) return { ok: false, reason }
  }
  const mirror = join(folder, 'mirror')
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`
  const home = join(mirror, 'registry.terraform.io/hetznercloud/hcloud', providerVersion, platform)
  mkdirSync(home, { recursive: true })
  const kept = join(home, `terraform-provider-hcloud_v${providerVersion}`)
  // Another run may be using it.
  if (!existsSync(kept)) copyFileSync(binary, kept)
  const configuration = join(folder, 'mirror.tfrc')
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  )
  return { ok: true, binary: configuration }
}
