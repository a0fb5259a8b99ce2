/** The whole build: the static site in out/, its content-security policy, the command line in dist/. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildCli } from './build-cli.mjs'
import { securePages } from './csp.mjs'
import { root } from './inputs.mjs'

const { status } = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
})
if (status !== 0) process.exit(status ?? 1)
securePages(join(root, 'out'), process.env.BASE_PATH ?? '')
await buildCli()
