/** One folder and the commands of Terraform in it. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Workspace {
  readonly write: (path: string, text: string) => void
  readonly run: (...given: readonly string[]) => Promise<Outcome>
  readonly remove: () => void
}

/** `given`: of the environment, where the provider listens or is found. */
export function makeWorkspace(binary: string, given: Readonly<Record<string, string>>): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-terraform-'))
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  }
  // A file that is not there makes Terraform print a warning into its answers.
  delete environment.TF_CLI_CONFIG_FILE
  Object.assign(environment, given)
  return {
    write: (path, text) => {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    run: (...given) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: environment, maxBuffer: 1 << 29 }
        execFile(binary, [...given], options, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
          resolve({ code, stdout, stderr })
        })
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
