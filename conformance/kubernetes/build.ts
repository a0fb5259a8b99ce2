/** Builds the judge on Kubernetes' own code, and programs of Kubernetes, from the versions that `go/go.mod` pins. */
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const source = resolve('conformance/kubernetes/go')
const folder = resolve('.cache/conformance/kubernetes')

export type Built = { readonly ok: true; readonly binary: string } | { readonly ok: false; readonly reason: string }

/** Some minutes the first time: what validates an object hangs on half of Kubernetes. */
export async function buildKubernetes(name: 'judge' | 'kubectl' | 'kube-apiserver'): Promise<Built> {
  mkdirSync(folder, { recursive: true })
  const binary = join(folder, name)
  const place = name === 'judge' ? '.' : `k8s.io/kubernetes/cmd/${name}`
  const environment = { ...process.env, GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto', GOFLAGS: '' }
  try {
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', binary, place], { cwd: source, env: environment })
    return { ok: true, binary }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'Go is not installed'
  const said = 'stderr' in error ? String(error.stderr) : error.message
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('go: downloading'))
  return `go build: ${lines.slice(0, 2).join(' ')}`
}
