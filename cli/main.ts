/** The file that runs when somebody types `portcullis`. */
import { nodeIo } from './node-io'
import { runCommandLine } from './run'

// A reader that has seen enough (`portcullis rules design.yaml | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runCommandLine(process.argv.slice(2), nodeIo())
