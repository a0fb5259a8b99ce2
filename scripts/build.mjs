/**
 * The whole build: the static site in out/, its content-security policy, what keeps it for use without a network, the
 * command line in dist/. BASE_PATH is where a host serves it, HOSTED=1 says that one does.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildCli } from './build-cli.mjs'
import { securePages } from './csp.mjs'
import { root } from './inputs.mjs'
import { writeServiceWorker } from './service-worker.mjs'

const { status } = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
})
if (status !== 0) process.exit(status ?? 1)
const basePath = process.env.BASE_PATH ?? ''
securePages(join(root, 'out'), basePath, (process.env.HOSTED ?? '') !== '')
writeServiceWorker(join(root, 'out'), basePath)
await buildCli()
